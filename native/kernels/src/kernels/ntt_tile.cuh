// SPDX-License-Identifier: MIT OR Apache-2.0
// Butterflies of the tiles of ntt.cu: which rows a thread holds at each step, and the rounds on them in registers.
#pragma once

#include "fields/koala_bear.cuh"
#include "kernels/ntt_shape.hpp"
#include "kernels/words.cuh"

namespace pico
{

/// The number whose lowest `count` bits are those of value in opposite order; count of 0 gives 0.
__host__ __device__ __forceinline__ constexpr uint32_t reverse_low_bits(uint32_t value, uint32_t count)
{
    uint32_t result = 0;
    for (uint32_t bit = 0; bit < count; bit++) {
        result |= (value >> bit & 1) << (count - 1 - bit);
    }

    return result;
}

/// Entry M / 2 + i, below 16, of the table of roots: w_M^i as a fixed_factor. A test compares them; in the kernels they are part of the instructions.
__host__ __device__ __forceinline__ constexpr fixed_factor small_root(uint32_t entry)
{
    constexpr uint32_t factors[16] = { 0, 1, 1, 0x7E010002, 1, 0x6832FE4A, 0x7E010002, 0x174E3650,
                                       1, 0x08DBD69C, 0x6832FE4A, 0x27AE21E2, 0x7E010002, 0x3A89A025, 0x174E3650, 0x27DFCE22 };
    constexpr uint32_t quotients[16] = { 0, 2, 2, 0xFDFDFBF9, 2, 0xD20A10B3, 0xFDFDFBF9, 0x2EFA6162,
                                         2, 0x11DB63FF, 0xD20A10B3, 0x4FFC3C3B, 0xFDFDFBF9, 0x75FF3EC6, 0x2EFA6162, 0x50605CFD };
    return { factors[entry], quotients[entry] };
}

/// One step between two exchanges: LogRadix rounds of decimation in frequency on blocks of 2^LogBlock rows. A group of 2^LogRadix rows,
/// 2^(LogBlock - LogRadix) apart, is in one thread's registers. A line is 2^LogPairs threads, one for each pair of columns.
template <uint32_t LogRows, uint32_t LogPairs, uint32_t LogRadix, uint32_t LogBlock>
struct ntt_step {
    static constexpr uint32_t radix = 1u << LogRadix;
    static constexpr uint32_t log_stride = LogBlock - LogRadix;
    static constexpr uint32_t log_lines = LogRows - ntt_shape::log_items(LogRows);
    static constexpr uint32_t groups = 1u << (ntt_shape::log_items(LogRows) - LogRadix);
    static constexpr bool last = log_stride == 0;

    /// The first row of a group of a line. In the last step neighbouring lines have neighbouring frequencies, which is bit-reversed rows.
    __host__ __device__ static __forceinline__ constexpr uint32_t first_row(uint32_t line, uint32_t group)
    {
        const uint32_t number = line | group << log_lines;
        if constexpr (last) {
            return reverse_low_bits(number, LogRows - LogRadix) << LogRadix;
        } else {
            return (number >> log_stride << LogBlock) | (number & ((1u << log_stride) - 1));
        }
    }

    /// Where row k of a group lies from where the first row of group 0 of the same line lies: in words, the same for all lines.
    __host__ __device__ static __forceinline__ constexpr uint32_t offset(uint32_t group, uint32_t k)
    {
        return 2 * ntt_shape::position(LogRows, LogPairs, first_row(0, group) | k << log_stride, 0);
    }

    /// The frequency, of 2^LogRows, that row k of a group has after the last step, from that of row 0 of group 0 of the line, which is the line's number.
    __host__ __device__ static __forceinline__ constexpr uint32_t frequency(uint32_t group, uint32_t k)
    {
        static_assert(last);
        return group << log_lines | reverse_low_bits(k, LogRadix) << (LogRows - LogRadix);
    }

    /// What of the table of roots a thread reads, at constant offsets: the place of its first row in a block.
    __device__ static __forceinline__ const unsigned long long *roots(const unsigned long long *table, uint32_t line)
    {
        return table + (line & ((1u << log_stride) - 1));
    }

    /// roots: from roots(). UpperZero: rows from radix / 2 on are zero at the start and are not read. Signed, in the last step alone: results are words of
    /// (-p, p] less a correction, -p to p - 1, modulo 2^32, as signed_montgomery_multiply takes them.
    template <bool UpperZero, bool Signed>
    __device__ static __forceinline__ void run(koala_bear (&x)[radix][2], const unsigned long long *roots)
    {
#pragma unroll
        for (uint32_t round = 0; round < LogRadix; round++) {
            // Blocks of M = 2^(LogBlock - round) rows: the difference at row j + k 2^log_stride is multiplied by w_M^(that row).
            const uint32_t half = radix >> (round + 1);
            const bool ends_signed = Signed && half == 1;
#pragma unroll
            for (uint32_t k = 0; k < half; k++) {
                fixed_factor factor = { 1, 0 };
                if constexpr (last) {
                    factor = small_root(half + k);
                } else {
                    const uint64_t pair = load_read_only(roots + ((1u << (LogBlock - round - 1)) + (k << log_stride)));
                    factor = { static_cast<uint32_t>(pair), static_cast<uint32_t>(pair >> 32) };
                }

#pragma unroll
                for (uint32_t start = 0; start < radix; start += 2 * half) {
#pragma unroll
                    for (uint32_t v = 0; v < 2; v++) {
                        koala_bear &upper = x[start + k][v], &lower = x[start + k + half][v];
                        const koala_bear a = upper, b = lower;
                        if (UpperZero && round == 0) {
                            lower = last && k == 0 ? a : multiply_fixed(a.word, factor);
                        } else if (ends_signed) {
                            upper.word = a.word + b.word - koala_bear::modulus;
                            lower.word = a.word - b.word;
                        } else {
                            // The difference is between 1 and 2p - 1, which the product takes as it is.
                            upper = a + b;
                            lower = last && k == 0 ? a - b : multiply_fixed(a.word - b.word + koala_bear::modulus, factor);
                        }
                    }
                }
            }
        }
    }
};

} // namespace pico
