// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the words of a transform's tile lie in shared memory.
#pragma once

#include "fields/koala_bear.cuh"

namespace pico
{

/// A tile in shared memory. Its 32 banks take the five lowest bits of an address, so neighbouring rows would meet in one bank wherever lanes
/// differ only in high bits of the row: in the last exchange (bits 3 and 4 of the row) and in the reading of bit-reversed rows (the highest
/// bits). Those bits are therefore added to the lowest five, which is a permutation of every 32 words. With 8 columns all accesses
/// of the kernels below are free of conflicts (native/kernels/tests/ntt_banks_test.cpp counts them).
struct tile {
    uint32_t *words;
    uint32_t log_rows;
    uint32_t log_columns;

    __device__ __forceinline__ uint32_t position(uint32_t row, uint32_t column) const
    {
        const uint32_t index = row << log_columns | column, log_size = log_rows + log_columns;
        return index ^ (index >> 3 & 24) ^ (log_size >= 10 ? index >> (log_size - 5) : 0);
    }

    __device__ __forceinline__ koala_bear get(uint32_t row, uint32_t column) const
    {
        return { words[position(row, column)] };
    }
    __device__ __forceinline__ void set(uint32_t row, uint32_t column, koala_bear a) const
    {
        words[position(row, column)] = a.word;
    }
};

/// The number whose lowest `count` bits are those of value in opposite order; count of 0 gives 0.
__device__ __forceinline__ uint32_t reverse_bits(uint32_t value, uint32_t count)
{
    uint32_t reversed = value;
    reversed = (reversed & 0x55555555u) << 1 | (reversed >> 1 & 0x55555555u);
    reversed = (reversed & 0x33333333u) << 2 | (reversed >> 2 & 0x33333333u);
    reversed = (reversed & 0x0F0F0F0Fu) << 4 | (reversed >> 4 & 0x0F0F0F0Fu);
    reversed = (reversed & 0x00FF00FFu) << 8 | (reversed >> 8 & 0x00FF00FFu);
    reversed = reversed << 16 | reversed >> 16;
    return static_cast<uint32_t>(static_cast<uint64_t>(reversed) >> (32 - count));
}

} // namespace pico
