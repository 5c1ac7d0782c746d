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

    // Positions are linear over exclusive or: that of a row with some bits set is the position of the others xor the position of these in column 0. Loops
    // use it, with one instruction for an access where the whole formula has eight.
    __device__ __forceinline__ koala_bear get(uint32_t at) const { return { words[at] }; }
    __device__ __forceinline__ void set(uint32_t at, koala_bear a) const { words[at] = a.word; }
};

/// The number whose lowest `count` bits are those of value in opposite order; count of 0 gives 0.
__device__ __forceinline__ uint32_t reverse_bits(uint32_t value, uint32_t count)
{
    return count == 0 ? 0 : reverse_word(value) >> (32 - count);
}

} // namespace pico
