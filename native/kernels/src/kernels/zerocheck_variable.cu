// SPDX-License-Identifier: MIT OR Apache-2.0
// Rounds of the constraint sumcheck that bind one variable: sums over the pairs of rows of the batched constraints and leaves at 0, 1, 2, 3 of the
// lines through them, over the extension field.
//
// Issue slots of a point of a table with T terms, F forms, G products of forms and N operations in its program, sm_90: 75 T + 40 F + 85 G + 75 N; four points a
// pair, and after a skip of four variables all rounds together have as many pairs as the trace has rows / 16: add_sub 3,100 for each row of
// the trace, beside 10,000 of the skip round.

#include "kernels/zerocheck.cuh"

namespace pico
{

using one_value = row_values<koala_bear_ext5, 1>;
using line_registers = row_registers<koala_bear_ext5, 1>;

/// The columns of a tile in shared memory: [column][coefficient][point]; point 4 i + x is the value at x of the line through pair i.
struct tile_lines {
    const uint32_t *words_of_thread;

    __device__ __forceinline__ one_value operator()(uint32_t number) const
    {
        one_value value;
#pragma unroll
        for (uint32_t k = 0; k < 5; k++) {
            value.v[0].c[k].word = words_of_thread[(number * 5 + k) * block_size()];
        }

        return value;
    }
};

__device__ __forceinline__ koala_bear_ext5 evaluate_form(const zerocheck_program &program, const tile_lines &columns, uint32_t number)
{
    const form_header form = form_header::load(program.forms + number);
    ext5_sum sum = ext5_sum::from(form.constant);
    for (uint32_t i = 0; i < form.term_count; i++) {
        const form_term term = form_term::load(program.terms + form.first_term + i);
        sum.add(columns(term.input).v[0], make_factor(term.factor));
    }

    return sum.reduce();
}

__device__ __forceinline__ koala_bear_ext5 evaluate_leaves(const zerocheck_program &program, uint32_t first, uint32_t count, const tile_lines &columns)
{
    koala_bear_ext5 sum = {};
    for (uint32_t i = first; i < first + count; i++) {
        const pico_zerocheck_leaf leaf = load_leaf(program.leaves + i);
        const uint32_t factors = leaf.kind == PICO_LEAF_PRODUCT_OF_THREE ? 3 : leaf.kind == PICO_LEAF_PRODUCT_OF_TWO ? 2 : 1;
        koala_bear_ext5 value = {};
        for (uint32_t factor = 0; factor < factors; factor++) {
            const koala_bear_ext5 form = evaluate_form(program, columns, leaf.first_form + factor);
            value = factor == 0 ? form : value * make_factor(form);
        }

        if (leaf.kind == PICO_LEAF_SQUARE || leaf.kind == PICO_LEAF_SCALED) {
            const one_value x = columns(leaf.left);
            value = value * make_factor(x.v[0]);
            if (leaf.kind == PICO_LEAF_SQUARE) {
                const one_value y = columns(leaf.right);
                value = value * make_factor(y.v[0]);
            }
        }

        sum = sum + value;
    }

    return sum;
}

/// Loads the pairs of a tile and writes their lines at 0, 1, 2, 3. A thread has one coefficient of a pair at a time: neighbouring threads read
/// neighbouring pairs.
__device__ __forceinline__ void load_lines(
    const zerocheck_program &program, const pico_zerocheck_section &section, const uint32_t *columns, uint32_t stride, uint64_t first,
    uint64_t pair_count, uint32_t *shared)
{
    const uint32_t pairs = block_size() / 4;
    for (uint32_t i = thread_index(); i < section.column_count * 5 * pairs; i += block_size()) {
        const uint32_t pair = i % pairs, vector = i / pairs, k = vector % 5, number = program.columns[section.first_column + vector / 5];
        const auto load = [&](uint32_t column) { return load_read_only_words<2>(columns + (uint64_t{ column } * 5 + k) * stride + 2 * (first + pair)); };
        words<2> ends = {};
        if (first + pair < pair_count) {
            if ((number & PICO_ZEROCHECK_COMBINED) == 0) {
                ends = load(number);
            } else {
                const pico_zerocheck_combination combination = program.combinations[number & ~PICO_ZEROCHECK_COMBINED];
                for (uint32_t j = 0; j < combination.summand_count; j++) {
                    const pico_zerocheck_summand summand = program.summands[combination.first_summand + j];
                    const words<2> loaded = load(summand.column);
#pragma unroll
                    for (int end = 0; end < 2; end++) {
                        ends.w[end] = (koala_bear{ ends.w[end] } + koala_bear{ loaded.w[end] } * koala_bear{ summand.coefficient }).word;
                    }
                }
            }
        }

        const koala_bear low = { ends.w[0] }, high = { ends.w[1] }, step = high - low, second = high + step;
        store_words<4>(shared + 4 * static_cast<size_t>(i), { { low.word, high.word, second.word, (second + step).word } });
    }
}

} // namespace pico

/// Arguments: pico_zerocheck_variable_sums; items and partial_sums are those of block 0. partial_sums: [block][constraints, leaves][x][5].
/// Launch: a block of 32 threads for each item; a tile has 8 pairs. Dynamic shared memory: [columns, then registers][5][32].
extern "C" __global__ void __launch_bounds__(PICO_ZEROCHECK_THREADS) pico_zerocheck_variable_kernel(
    const pico_zerocheck_section *sections, const uint32_t *numbers, const pico_zerocheck_combination *combinations,
    const pico_zerocheck_summand *summands, const pico_row_instruction *instructions, const uint32_t *constants, const pico_row_constraint *constraints, const pico_zerocheck_term *terms, const pico_zerocheck_form *forms, const pico_zerocheck_leaf *leaves,
    const pico_zerocheck_rows *tables, const uint32_t *columns, const pico_zerocheck_item *items, const uint32_t *constraint_weights,
    const uint32_t *leaf_weights, uint64_t weight_stride, uint32_t *partial_sums)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared);
    const zerocheck_program program = { sections, numbers, combinations, summands, instructions, constants, constraints, terms, forms, leaves };
    const pico_zerocheck_item item = load_item(items + block_index());
    const pico_zerocheck_section section = sections[item.section_or_table];
    const pico_zerocheck_rows rows = tables[section.table];
    const row_program constraint_program = program.of(section);
    const uint32_t pairs = block_size() / 4, height = (rows.height + 1) / 2;
    const tile_lines lines = { shared + thread_index() };
    const line_registers registers = { shared + static_cast<size_t>(section.column_count) * 5 * block_size() + thread_index(), block_size() };
    koala_bear_ext5 constraint_sum = {}, leaf_sum = {};
    for (uint32_t tile = item.first; tile < item.first + item.count; tile++) {
        const uint64_t first = static_cast<uint64_t>(tile) * pairs;
        load_lines(program, section, columns + rows.offset, rows.stride, first, height, shared);
        barrier();
        const uint64_t pair = first + thread_index() / 4;
        constraint_sums<1> sums = {};
        run_row_program(constraint_program, lines, registers, sums);
        const koala_bear_ext5 constraints_of_point =
            sums.v[0].reduce() + evaluate_leaves(program, section.first_constraint_leaf, section.constraint_leaf_count, lines);
        const koala_bear_ext5 leaves_of_point = evaluate_leaves(program, section.first_leaf, section.leaf_count, lines);

        // Columns and s are zero in pairs that do not exist, but not the constants of forms.
        if (pair < height) {
            if (section.has_constraints != 0) {
                constraint_sum = constraint_sum + constraints_of_point * make_factor(load_extension(constraint_weights + pair, weight_stride));
            }

            leaf_sum = leaf_sum + leaves_of_point * make_factor(load_extension(leaf_weights + pair, weight_stride));
        }

        // The next tile overwrites the columns.
        barrier();
    }

    constraint_sum = sum_of_lanes(constraint_sum, 4, 32);
    leaf_sum = sum_of_lanes(leaf_sum, 4, 32);
    if (thread_index() < 4) {
        uint32_t *const target = partial_sums + (static_cast<uint64_t>(block_index()) * 8 + thread_index()) * 5;
        store_extension(target, 1, constraint_sum);
        store_extension(target + 20, 1, leaf_sum);
    }
}

PICO_REGISTER_KERNEL(pico_zerocheck_variable_kernel);
