// SPDX-License-Identifier: MIT OR Apache-2.0
// The shape of a tile of ntt.cu, for its kernels, its launcher and its tests: 2^log_rows rows of 2^log_pairs pairs of neighbouring columns.
#pragma once

#include "kernels/cuda.cuh"

namespace pico::ntt_shape
{

constexpr uint32_t min_log_rows = 6;
constexpr uint32_t max_log_rows = 12;

/// The rounds of butterflies between two exchanges are at most these: radix 8 where they divide the rounds, else radix 16. A thread has so many pairs (log).
constexpr uint32_t log_items(uint32_t log_rows)
{
    return log_rows == 6 || log_rows == 9 ? 3 : 4;
}

/// The rounds of the last radix: what the first, and a second one, leave over of 6 to 12.
constexpr uint32_t log_last(uint32_t log_rows)
{
    return log_rows == 8 || log_rows == 12 ? 4 : 3;
}

/// The rounds between: none up to 8 rows (log).
constexpr uint32_t log_middle(uint32_t log_rows)
{
    return log_rows - log_items(log_rows) - log_last(log_rows);
}

constexpr uint32_t threads(uint32_t log_rows, uint32_t log_pairs)
{
    return 1u << (log_rows + log_pairs - log_items(log_rows));
}

/// Blocks of a multiprocessor for which registers are kept: 1,024 threads, as far as the blocks go that all devices hold, 16 (sm_86).
constexpr uint32_t resident_blocks(uint32_t log_rows, uint32_t log_pairs)
{
    return threads(log_rows, log_pairs) < 64 ? 16 : 1024 / threads(log_rows, log_pairs);
}

/// Where a pair lies in shared memory, in units of eight bytes. The 16 lanes of half a warp touch 16 of the 16 pairs of banks at once. Where they differ in the
/// lowest bits of the row, those are neighbours; in the last exchange they differ in the highest bits of the row, so rows with other highest bits
/// are shifted. Positions of rows that have no bit in common add up, so a loop over rows has constant offsets.
__host__ __device__ constexpr uint32_t position(uint32_t log_rows, uint32_t log_pairs, uint32_t row, uint32_t pair)
{
    return (row + (row >> (log_rows + log_pairs - 4))) << log_pairs | pair;
}

constexpr uint32_t shared_bytes(uint32_t log_rows, uint32_t log_pairs)
{
    return 8 * (position(log_rows, log_pairs, (1u << log_rows) - 1, (1u << log_pairs) - 1) + 1);
}

} // namespace pico::ntt_shape

namespace pico
{

/// How the first pass reads: any message in words, each checked; or in pairs of words, aligned to 8 bytes, a message as long as half of the domain or all of it.
enum ntt_source : uint32_t { ntt_source_checked = 0, ntt_source_half = 1, ntt_source_whole = 2 };

} // namespace pico
