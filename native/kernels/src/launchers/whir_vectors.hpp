// SPDX-License-Identifier: MIT OR Apache-2.0
// What the launchers of the opening share.
#pragma once

#include "fields/koala_bear_ext5_dot.cuh"
#include "kernels/whir_geometry.hpp"
#include "launchers/launch.hpp"

#include <pico/whir.h>

#include <algorithm>

namespace pico::whir
{

static_assert(PICO_WHIR_PARTIAL_WORDS == 10 * max_blocks);

/// The address of a vector of 2^log_length elements at a buffer's start.
inline cuda::device_pointer vector_of(const pico_stream *stream, const pico_buffer *buffer, int32_t log_length)
{
    require(log_length >= 0 && log_length <= PICO_WHIR_MAX_LOG_LENGTH, "a vector has 2^0 to 2^30 elements");
    return words(stream, buffer, 0, size_t{ 5 } << log_length);
}

/// Blocks for so many items, which threads take in turns.
inline launch_geometry in_turns(uint64_t items)
{
    return { std::clamp<uint64_t>((items + threads - 1) / threads, 1, max_blocks), threads };
}

/// An element of the caller's.
inline koala_bear_ext5 element_of(const uint32_t *words)
{
    require(words != nullptr, "null");
    koala_bear_ext5 element;
    for (int k = 0; k < 5; k++) {
        require(words[k] < koala_bear::modulus, "words of field elements are below p");
        element.c[k].word = words[k];
    }

    return element;
}

/// Adds up what the blocks of a launch left.
inline void launch_total(const pico_stream *stream, cuda::device_pointer partial_sums, uint64_t blocks, uint32_t word_count, cuda::device_pointer sums)
{
    launch(stream, "whir_sumcheck", "pico_whir_total_kernel", { word_count, threads }, partial_sums, static_cast<uint32_t>(blocks), word_count, sums);
}

} // namespace pico::whir
