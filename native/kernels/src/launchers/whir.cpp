// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/whir_vectors.hpp"

using namespace pico;

pico_status pico_whir_combine(pico_stream *stream, const pico_buffer *preprocessed, size_t preprocessed_width, const pico_buffer *boundary,
                              size_t boundary_width, const pico_buffer *main_group, size_t main_width, int32_t log_height, const pico_buffer *weights,
                              size_t weights_element_offset, pico_buffer *values)
{
    return guard("pico_whir_combine", [&] {
        require(log_height >= 2 && log_height <= PICO_WHIR_MAX_LOG_LENGTH, "2 <= log_height <= 30");
        constexpr size_t most = size_t{ 1 } << 24;
        require(preprocessed_width <= most && boundary_width <= most && main_width <= most, "at most 2^24 columns");
        const auto group = [&](const pico_buffer *buffer, size_t width) {
            return width == 0 ? cuda::device_pointer{ 0 } : words(stream, buffer, 0, shifted(width, log_height));
        };
        launch(stream, "whir_columns", "pico_whir_combine_kernel", one_thread_each(uint64_t{ 1 } << (log_height - 2), whir::threads),
               group(preprocessed, preprocessed_width), static_cast<uint32_t>(preprocessed_width), group(boundary, boundary_width),
               static_cast<uint32_t>(boundary_width), group(main_group, main_width), static_cast<uint32_t>(main_width), static_cast<uint32_t>(log_height),
               words(stream, weights, weights_element_offset, 5 * (preprocessed_width + boundary_width + main_width)),
               whir::vector_of(stream, values, log_height));
    });
}

pico_status pico_whir_outer_product(pico_stream *stream, const pico_buffer *inner, size_t inner_element_offset, int32_t log_inner,
                                    const pico_buffer *outer, size_t outer_element_offset, int32_t log_outer, pico_buffer *weights)
{
    return guard("pico_whir_outer_product", [&] {
        require(log_inner >= 2 && log_inner <= PICO_WHIR_MAX_LOG_LENGTH && log_outer >= 0 && log_outer <= PICO_WHIR_MAX_LOG_LENGTH,
                "2 <= log_inner, 0 <= log_outer");
        require(inner_element_offset % 4 == 0, "offsets are multiples of 4");
        launch(stream, "whir_columns", "pico_whir_outer_product_kernel", one_thread_each(uint64_t{ 1 } << (log_inner + log_outer - 2), whir::threads),
               words(stream, inner, inner_element_offset, size_t{ 5 } << log_inner), static_cast<uint32_t>(log_inner),
               words(stream, outer, outer_element_offset, size_t{ 5 } << log_outer), static_cast<uint32_t>(log_outer),
               whir::vector_of(stream, weights, log_inner + log_outer));
    });
}

pico_status pico_whir_to_vector(pico_stream *stream, const pico_buffer *elements, size_t count, int32_t log_length, pico_buffer *vector)
{
    return guard("pico_whir_to_vector", [&] {
        const cuda::device_pointer target = whir::vector_of(stream, vector, log_length);
        require(count <= size_t{ 1 } << log_length, "more elements than the vector has");
        launch(stream, "whir_columns", "pico_whir_to_vector_kernel", one_thread_each(uint64_t{ 1 } << log_length, whir::threads),
               words(stream, elements, 0, 5 * count), uint64_t{ count }, static_cast<uint32_t>(log_length), target);
    });
}

pico_status pico_whir_message(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                              pico_buffer *partial_sums, pico_buffer *sums)
{
    return guard("pico_whir_message", [&] {
        require(log_length >= 1 && log_length <= PICO_WHIR_MAX_LOG_LENGTH, "a pair at least, 2^30 elements at most");
        const cuda::device_pointer left = whir::vector_of(stream, values, log_length), right = whir::vector_of(stream, weights, log_length);
        const cuda::device_pointer partial = words(stream, partial_sums, 0, PICO_WHIR_PARTIAL_WORDS), target = words(stream, sums, 0, 10);
        const launch_geometry geometry = whir::in_turns(uint64_t{ 1 } << (log_length - 1));
        launch(stream, "whir_sumcheck", "pico_whir_message_kernel", geometry, left, right, uint64_t{ 1 } << log_length, geometry.blocks * whir::threads,
               partial);
        whir::launch_total(stream, partial, geometry.blocks, 10, target);
    });
}

pico_status pico_whir_bind(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                           const uint32_t challenge[5], pico_buffer *new_values, pico_buffer *new_weights)
{
    return guard("pico_whir_bind", [&] {
        require(log_length >= 1 && log_length <= PICO_WHIR_MAX_LOG_LENGTH, "a pair at least, 2^30 elements at most");
        require(values != new_values && weights != new_weights && values != new_weights && weights != new_values && new_values != new_weights,
                "vectors are bound into others");
        const ext5_factor factor = make_factor(whir::element_of(challenge));
        launch(stream, "whir_sumcheck", "pico_whir_bind_kernel", one_thread_each(uint64_t{ 1 } << (log_length - 1), whir::threads),
               whir::vector_of(stream, values, log_length), whir::vector_of(stream, weights, log_length), uint64_t{ 1 } << log_length, factor,
               whir::vector_of(stream, new_values, log_length - 1), whir::vector_of(stream, new_weights, log_length - 1));
    });
}

pico_status pico_whir_bind_message(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                                   const uint32_t challenge[5], pico_buffer *new_values, pico_buffer *new_weights, pico_buffer *partial_sums,
                                   pico_buffer *sums)
{
    return guard("pico_whir_bind_message", [&] {
        require(log_length >= 2 && log_length <= PICO_WHIR_MAX_LOG_LENGTH, "a pair at least is left, 2^30 elements at most");
        require(values != new_values && weights != new_weights && values != new_weights && weights != new_values && new_values != new_weights,
                "vectors are bound into others");
        const ext5_factor factor = make_factor(whir::element_of(challenge));
        const cuda::device_pointer partial = words(stream, partial_sums, 0, PICO_WHIR_PARTIAL_WORDS), target = words(stream, sums, 0, 10);
        const launch_geometry geometry = whir::in_turns(uint64_t{ 1 } << (log_length - 2));
        launch(stream, "whir_sumcheck", "pico_whir_bind_message_kernel", geometry, whir::vector_of(stream, values, log_length),
               whir::vector_of(stream, weights, log_length), uint64_t{ 1 } << log_length, factor, whir::vector_of(stream, new_values, log_length - 1),
               whir::vector_of(stream, new_weights, log_length - 1), geometry.blocks * whir::threads, partial);
        whir::launch_total(stream, partial, geometry.blocks, 10, target);
    });
}
