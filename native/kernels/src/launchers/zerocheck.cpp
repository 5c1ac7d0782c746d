// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

#include <pico/zerocheck.h>

#include <string>

using namespace pico;

namespace
{

/// The address of a byte of a buffer, followed by `count` structures; throws INVALID_ARGUMENT when they are not there.
template <typename Structure>
cuda::device_pointer structures(const pico_stream *stream, const pico_buffer *buffer, size_t byte_offset, size_t count)
{
    static_assert(sizeof(Structure) % 4 == 0);
    require(byte_offset % 16 == 0, "arrays of structures are aligned to 16 bytes");
    require(count <= SIZE_MAX / sizeof(Structure), "too many structures");
    return words(stream, buffer, byte_offset / 4, count * (sizeof(Structure) / 4));
}

/// Arrays whose lengths only the sections know: they begin within the buffer.
struct program_addresses {
    program_addresses(const pico_stream *stream, const pico_buffer *program, const pico_zerocheck_program *layout)
    {
        require(layout != nullptr, "null");
        sections = structures<pico_zerocheck_section>(stream, program, layout->sections, 1);
        columns = structures<uint32_t>(stream, program, layout->columns, 0);
        combinations = structures<pico_zerocheck_combination>(stream, program, layout->combinations, 0);
        summands = structures<pico_zerocheck_summand>(stream, program, layout->summands, 0);
        instructions = structures<pico_row_instruction>(stream, program, layout->instructions, 0);
        constants = structures<uint32_t>(stream, program, layout->constants, 0);
        constraints = structures<pico_row_constraint>(stream, program, layout->constraints, 0);
        terms = structures<pico_zerocheck_term>(stream, program, layout->terms, 0);
        forms = structures<pico_zerocheck_form>(stream, program, layout->forms, 0);
        leaves = structures<pico_zerocheck_leaf>(stream, program, layout->leaves, 0);
    }

    cuda::device_pointer sections, columns, combinations, summands, instructions, constants, constraints, terms, forms, leaves;
};

/// Slots of constraints; see skip_block.
uint32_t slots_of(int32_t log_skip)
{
    require(log_skip >= 1 && log_skip <= 4, "1 <= log_skip <= 4");
    return 1u << log_skip;
}

void require_range(size_t first, size_t count)
{
    require(count > 0 && count <= 0x7FFFFFFF && first <= SIZE_MAX / 1024 - count, "the range of items is empty or too large");
}

} // namespace

pico_status pico_zerocheck_eq_weights(
    pico_stream *stream, const pico_buffer *point, size_t point_element_offset, int32_t variable_count, size_t count, pico_buffer *weights,
    size_t weights_element_offset, size_t stride)
{
    return guard("pico_zerocheck_eq_weights", [&] {
        require(variable_count >= 0 && variable_count <= 40, "at most 40 variables");
        require(stride > 0 && count <= stride && stride <= SIZE_MAX / 64, "0 <= count <= stride");
        const cuda::device_pointer source = words(stream, point, point_element_offset, 5 * static_cast<size_t>(variable_count));
        const cuda::device_pointer target = words(stream, weights, weights_element_offset, 5 * stride);
        launch(stream, "zerocheck_rows", "pico_zerocheck_eq_kernel", one_thread_each(stride, 128), source, static_cast<uint32_t>(variable_count),
               uint64_t{ count }, target, uint64_t{ stride });
    });
}

pico_status pico_zerocheck_slot_count(int32_t log_skip, int32_t *slot_count)
{
    return guard("pico_zerocheck_slot_count", [&] {
        require(slot_count != nullptr, "null");
        *slot_count = static_cast<int32_t>(slots_of(log_skip));
    });
}

pico_status pico_zerocheck_skip_sums(
    pico_stream *stream, int32_t log_skip, const pico_buffer *program, const pico_zerocheck_program *layout, const pico_buffer *tables,
    size_t tables_byte_offset, const pico_buffer *places, size_t places_byte_offset, const pico_buffer *preprocessed, const pico_buffer *boundary,
    const pico_buffer *main_group, const pico_buffer *items, size_t items_byte_offset, size_t first_item, size_t item_count, size_t shared_byte_count, const pico_buffer *constraint_weights,
    const pico_buffer *leaf_weights, size_t weight_stride, int32_t on_rows, pico_buffer *partial_sums)
{
    return guard("pico_zerocheck_skip_sums", [&] {
        const uint32_t slots = slots_of(log_skip);
        require_range(first_item, item_count);
        require(weight_stride > 0 && weight_stride % 4 == 0, "the stride of weights is a multiple of 4");
        const program_addresses arrays(stream, program, layout);
        require(shared_byte_count <= stream->state->context().shared_bytes(), "a section takes more shared memory than a block has");
        const std::string name = "pico_zerocheck_skip_" + std::to_string(log_skip) + "_kernel";
        launch(stream, "zerocheck_skip", name.c_str(), { item_count, PICO_ZEROCHECK_THREADS, static_cast<uint32_t>(shared_byte_count) },
               arrays.sections, arrays.columns, arrays.combinations, arrays.summands, arrays.instructions, arrays.constants, arrays.constraints, arrays.terms, arrays.forms, arrays.leaves,
               structures<pico_zerocheck_rows>(stream, tables, tables_byte_offset, 1),
               structures<pico_column_place>(stream, places, places_byte_offset, 0), words(stream, preprocessed, 0, 0), words(stream, boundary, 0, 0),
               words(stream, main_group, 0, 0),
               structures<pico_zerocheck_item>(stream, items, items_byte_offset + first_item * sizeof(pico_zerocheck_item), item_count),
               words(stream, constraint_weights, 0, 5 * weight_stride), words(stream, leaf_weights, 0, 5 * weight_stride), uint64_t{ weight_stride },
               static_cast<uint32_t>(on_rows != 0), words(stream, partial_sums, first_item * slots * 10, item_count * slots * 10));
    });
}

pico_status pico_zerocheck_variable_sums(
    pico_stream *stream, const pico_buffer *program, const pico_zerocheck_program *layout, const pico_buffer *tables, size_t tables_byte_offset,
    const pico_buffer *columns, const pico_buffer *items, size_t items_byte_offset, size_t first_item, size_t item_count, size_t shared_byte_count,
    const pico_buffer *constraint_weights, const pico_buffer *leaf_weights, size_t weight_stride, pico_buffer *partial_sums)
{
    return guard("pico_zerocheck_variable_sums", [&] {
        require_range(first_item, item_count);
        require(weight_stride > 0, "no weights");
        const program_addresses arrays(stream, program, layout);
        require(shared_byte_count <= stream->state->context().shared_bytes(), "a section takes more shared memory than a block has");
        launch(stream, "zerocheck_variable", "pico_zerocheck_variable_kernel",
               { item_count, PICO_ZEROCHECK_THREADS, static_cast<uint32_t>(shared_byte_count) }, arrays.sections, arrays.columns, arrays.combinations,
               arrays.summands, arrays.instructions, arrays.constants, arrays.constraints, arrays.terms, arrays.forms, arrays.leaves,
               structures<pico_zerocheck_rows>(stream, tables, tables_byte_offset, 1), words(stream, columns, 0, 1),
               structures<pico_zerocheck_item>(stream, items, items_byte_offset + first_item * sizeof(pico_zerocheck_item), item_count),
               words(stream, constraint_weights, 0, 5 * weight_stride), words(stream, leaf_weights, 0, 5 * weight_stride), uint64_t{ weight_stride },
               words(stream, partial_sums, first_item * 40, item_count * 40));
    });
}

pico_status pico_zerocheck_add_partial_sums(
    pico_stream *stream, const pico_buffer *partial_sums, const pico_buffer *totals, size_t totals_byte_offset, size_t total_count,
    int32_t slot_count, pico_buffer *sums)
{
    return guard("pico_zerocheck_add_partial_sums", [&] {
        require_range(0, total_count);
        require(slot_count > 0, "a block has slots");
        launch(stream, "zerocheck_rows", "pico_zerocheck_total_kernel", { total_count, 128 }, words(stream, partial_sums, 0, 5),
               structures<pico_zerocheck_total>(stream, totals, totals_byte_offset, total_count), static_cast<uint32_t>(slot_count),
               words(stream, sums, 0, 5 * total_count));
    });
}

pico_status pico_zerocheck_bind_skip(
    pico_stream *stream, int32_t log_skip, const pico_buffer *places, size_t places_byte_offset, const pico_buffer *preprocessed,
    const pico_buffer *boundary, const pico_buffer *main_group, const pico_buffer *tables, size_t tables_byte_offset, const pico_buffer *items, size_t items_byte_offset, size_t item_count,
    const pico_buffer *weights, pico_buffer *columns)
{
    return guard("pico_zerocheck_bind_skip", [&] {
        require(log_skip >= 0 && log_skip <= 5, "0 <= log_skip <= 5");
        require_range(0, item_count);
        launch(stream, "zerocheck_rows", "pico_zerocheck_bind_skip_kernel", { item_count, 256 },
               structures<pico_column_place>(stream, places, places_byte_offset, 0), words(stream, preprocessed, 0, 0), words(stream, boundary, 0, 0),
               words(stream, main_group, 0, 0),
               structures<pico_zerocheck_rows>(stream, tables, tables_byte_offset, 1),
               structures<pico_zerocheck_item>(stream, items, items_byte_offset, item_count), words(stream, weights, 0, size_t{ 5 } << log_skip),
               static_cast<uint32_t>(log_skip), words(stream, columns, 0, 1));
    });
}

pico_status pico_zerocheck_bind(
    pico_stream *stream, const pico_buffer *tables, size_t sources_byte_offset, size_t targets_byte_offset, const pico_buffer *items,
    size_t items_byte_offset, size_t item_count, const pico_buffer *challenge, size_t challenge_element_offset, const pico_buffer *columns,
    pico_buffer *bound_columns)
{
    return guard("pico_zerocheck_bind", [&] {
        require_range(0, item_count);
        require(columns != bound_columns, "columns are bound into another buffer");
        launch(stream, "zerocheck_rows", "pico_zerocheck_bind_kernel", { item_count, 256 },
               structures<pico_zerocheck_rows>(stream, tables, sources_byte_offset, 1),
               structures<pico_zerocheck_rows>(stream, tables, targets_byte_offset, 1),
               structures<pico_zerocheck_item>(stream, items, items_byte_offset, item_count), words(stream, challenge, challenge_element_offset, 5),
               words(stream, columns, 0, 1), words(stream, bound_columns, 0, 1));
    });
}
