// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/whir_vectors.hpp"

using namespace pico;

namespace
{

/// base^exponent: what the power of a thread is multiplied with where it goes on.
koala_bear_ext5 power_of(koala_bear_ext5 base, uint64_t exponent)
{
    koala_bear_ext5 result = koala_bear_ext5::from_base(koala_bear::one());
    for (; exponent != 0; exponent /= 2, base = base * base) {
        if (exponent % 2 == 1) {
            result = result * base;
        }
    }

    return result;
}

/// A thread has some sixteen elements: the power that it begins with costs as much.
launch_geometry in_sixteens(int32_t log_length)
{
    return whir::in_turns(((uint64_t{ 1 } << log_length) + 15) / 16);
}

} // namespace

pico_status pico_whir_evaluate(pico_stream *stream, const pico_buffer *vector, int32_t log_length, const uint32_t point[5], pico_buffer *partial_sums,
                               pico_buffer *value, size_t value_element_offset)
{
    return guard("pico_whir_evaluate", [&] {
        const cuda::device_pointer source = whir::vector_of(stream, vector, log_length);
        const koala_bear_ext5 z = whir::element_of(point);
        const cuda::device_pointer partial = words(stream, partial_sums, 0, PICO_WHIR_PARTIAL_WORDS);
        const cuda::device_pointer target = words(stream, value, value_element_offset, 5);
        const launch_geometry geometry = in_sixteens(log_length);
        const uint64_t thread_count = geometry.blocks * whir::threads;
        launch(stream, "whir_powers", "pico_whir_evaluate_kernel", geometry, source, uint64_t{ 1 } << log_length, z, make_factor(power_of(z, thread_count)),
               thread_count, partial);
        whir::launch_total(stream, partial, geometry.blocks, 5, target);
    });
}

pico_status pico_whir_add_powers(pico_stream *stream, pico_buffer *vector, int32_t log_length, const uint32_t point[5], const uint32_t coefficient[5])
{
    return guard("pico_whir_add_powers", [&] {
        const cuda::device_pointer target = whir::vector_of(stream, vector, log_length);
        const koala_bear_ext5 z = whir::element_of(point), c = whir::element_of(coefficient);
        const launch_geometry geometry = in_sixteens(log_length);
        const uint64_t thread_count = geometry.blocks * whir::threads;
        launch(stream, "whir_powers", "pico_whir_add_powers_kernel", geometry, target, uint64_t{ 1 } << log_length, z,
               make_factor(power_of(z, thread_count)), c, thread_count);
    });
}

pico_status pico_whir_scatter(pico_stream *stream, const pico_buffer *positions, const pico_buffer *elements, size_t count, int32_t log_length,
                              pico_buffer *vector)
{
    return guard("pico_whir_scatter", [&] {
        const cuda::device_pointer target = whir::vector_of(stream, vector, log_length);
        require(count > 0 && count <= size_t{ 1 } << log_length, "1 position at least, and none twice");
        const cuda::device_pointer places = words(stream, positions, 0, count), sources = words(stream, elements, 0, 5 * count);
        const pico_status filled = pico_buffer_fill(stream, vector, 0, size_t{ 5 } << log_length, 0);
        if (filled != PICO_OK) {
            return filled;
        }

        launch(stream, "whir_powers", "pico_whir_scatter_kernel", one_thread_each(count, whir::threads), places, sources, uint64_t{ count },
               uint64_t{ 1 } << log_length, target);
        return static_cast<pico_status>(PICO_OK);
    });
}

pico_status pico_whir_add(pico_stream *stream, const pico_buffer *source, int32_t log_source, pico_buffer *vector, int32_t log_length)
{
    return guard("pico_whir_add", [&] {
        require(log_length <= log_source, "the vector is longer than the source");
        const cuda::device_pointer from = whir::vector_of(stream, source, log_source), to = whir::vector_of(stream, vector, log_length);
        launch(stream, "whir_powers", "pico_whir_add_kernel", one_thread_each(uint64_t{ 1 } << log_length, whir::threads), from,
               uint64_t{ 1 } << log_source, to, uint64_t{ 1 } << log_length);
    });
}

pico_status pico_whir_dot_products(pico_stream *stream, const pico_buffer *vector, int32_t log_length, size_t count, const pico_buffer *weights,
                                   int32_t log_weights, pico_buffer *values)
{
    return guard("pico_whir_dot_products", [&] {
        const cuda::device_pointer source = whir::vector_of(stream, vector, log_length);
        require(log_weights >= 0 && log_weights <= log_length && count > 0 && count <= size_t{ 1 } << (log_length - log_weights),
                "the vector has not so many elements");
        launch(stream, "whir_columns", "pico_whir_dot_products_kernel", { count, whir::threads }, source, uint64_t{ 1 } << log_length,
               words(stream, weights, 0, size_t{ 5 } << log_weights), static_cast<uint32_t>(log_weights), words(stream, values, 0, 5 * count));
    });
}
