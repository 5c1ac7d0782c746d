// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

using namespace pico;

namespace
{

constexpr size_t steps_at_once = 8;

constexpr const char *arithmetic_kernels[] = {
    "pico_ceiling_multiply_add_kernel", "pico_ceiling_multiply_high_kernel", "pico_ceiling_add_logic_kernel",
    "pico_ceiling_field_sum_kernel",    "pico_ceiling_field_product_kernel",
};

launch_geometry whole_blocks(size_t thread_count)
{
    require(thread_count > 0 && thread_count % PICO_CEILING_BLOCK == 0, "threads come in whole blocks");
    return one_thread_each(thread_count, PICO_CEILING_BLOCK);
}

void require_vectors(size_t element_offset, size_t element_count)
{
    require(element_count > 0 && element_count % 4 == 0 && element_offset % 4 == 0, "words come by fours");
}

} // namespace

pico_status pico_ceiling_copy(pico_stream *stream, const pico_buffer *source, size_t source_element_offset,
                              pico_buffer *destination, size_t destination_element_offset, size_t element_count)
{
    return guard("pico_ceiling_copy", [&] {
        require_vectors(source_element_offset | destination_element_offset, element_count);
        const cuda::device_pointer from = words(stream, source, source_element_offset, element_count);
        const cuda::device_pointer to = words(stream, destination, destination_element_offset, element_count);
        require(from + 4 * element_count <= to || to + 4 * element_count <= from, "the ranges overlap");
        launch(stream, "ceilings", "pico_ceiling_copy_kernel", one_thread_each(element_count / 4, PICO_CEILING_BLOCK),
               from, to, uint64_t{ element_count / 4 });
    });
}

pico_status pico_ceiling_read(pico_stream *stream, const pico_buffer *source, size_t element_offset,
                              size_t element_count, pico_buffer *sums, size_t thread_count)
{
    return guard("pico_ceiling_read", [&] {
        require_vectors(element_offset, element_count);
        const launch_geometry geometry = whole_blocks(thread_count);
        launch(stream, "ceilings", "pico_ceiling_read_kernel", geometry,
               words(stream, source, element_offset, element_count), uint64_t{ element_count / 4 },
               words(stream, sums, 0, thread_count), uint64_t{ thread_count });
    });
}

pico_status pico_ceiling_arithmetic(pico_stream *stream, int32_t kind, uint32_t a, uint32_t b, uint32_t steps,
                                    pico_buffer *results, size_t thread_count)
{
    return guard("pico_ceiling_arithmetic", [&] {
        require(kind >= 0 && static_cast<size_t>(kind) < std::size(arithmetic_kernels), "no kind of arithmetic");
        require(steps % steps_at_once == 0, "steps come by eights");
        const launch_geometry geometry = whole_blocks(thread_count);
        launch(stream, "ceilings", arithmetic_kernels[kind], geometry, a, b, steps,
               words(stream, results, 0, thread_count));
    });
}

pico_status pico_ceiling_empty(pico_stream *stream)
{
    return guard("pico_ceiling_empty", [&] {
        require(stream != nullptr, "null");
        launch(stream, "ceilings", "pico_ceiling_empty_kernel", launch_geometry{ 1, PICO_CEILING_BLOCK }, uint32_t{});
    });
}
