// SPDX-License-Identifier: MIT OR Apache-2.0
// Moves chunks of 2^l rows from the subgroup of order 2^l to its cosets, a chunk of a column in the registers of a thread: the same values as
// src/PicoEngine.Backends/Cpu/Zerocheck/SkipTransform.cs. All factors are constants of the code.
#pragma once

#include "fields/koala_bear.cuh"

namespace pico
{

namespace skip_constants
{

__host__ __device__ constexpr uint32_t multiply(uint32_t a, uint32_t b)
{
    const uint64_t product = static_cast<uint64_t>(a) * b;
    const uint32_t quotient = static_cast<uint32_t>(product) * koala_bear::inverse_modulus;
    const uint32_t high = static_cast<uint32_t>(product >> 32), multiple = static_cast<uint32_t>(static_cast<uint64_t>(quotient) * koala_bear::modulus >> 32);
    return high >= multiple ? high - multiple : high - multiple + koala_bear::modulus;
}

__host__ __device__ constexpr uint32_t power(uint32_t a, uint64_t exponent)
{
    uint32_t result = koala_bear::montgomery_one;
    for (; exponent != 0; exponent >>= 1, a = multiply(a, a)) {
        if ((exponent & 1) != 0) {
            result = multiply(result, a);
        }
    }

    return result;
}

/// 3^((p - 1) / 2^log_order).
__host__ __device__ constexpr uint32_t generator(int log_order)
{
    return power(multiply(3, koala_bear::montgomery_squared_radix), (koala_bear::modulus - 1) >> log_order);
}

__host__ __device__ constexpr uint32_t inverse(uint32_t a) { return power(a, koala_bear::modulus - 2); }

/// Factors for one l and one coset.
template <int LogSkip>
struct table {
    static constexpr int size = 1 << LogSkip;
    uint32_t roots[size];         // w^j
    uint32_t inverse_roots[size]; // w^-j
    uint32_t scales[size];        // shift^k / 2^l with k the reversed bits of the place
};

template <int LogSkip, int Coset>
__host__ __device__ constexpr table<LogSkip> create()
{
    table<LogSkip> result = {};
    const uint32_t root = generator(LogSkip), inverse_root = inverse(root), shift = power(generator(LogSkip + 2), Coset);
    const uint32_t inverse_size = inverse(multiply(1u << LogSkip, koala_bear::montgomery_squared_radix));
    for (int i = 0; i < table<LogSkip>::size; i++) {
        int reversed = 0;
        for (int bit = 0; bit < LogSkip; bit++) {
            reversed |= (i >> bit & 1) << (LogSkip - 1 - bit);
        }

        result.roots[i] = power(root, static_cast<uint64_t>(i));
        result.inverse_roots[i] = power(inverse_root, static_cast<uint64_t>(i));
        result.scales[i] = multiply(inverse_size, power(shift, static_cast<uint64_t>(reversed)));
    }

    return result;
}

} // namespace skip_constants

/// The values of the polynomials through x[y] at w^y become those at shift w^y; for coset 0, where the shift is 1, nothing changes.
/// l = 4: 64 butterflies of addition and subtraction and 50 products, some 690 issue slots for 16 cells.
template <int LogSkip, int Coset>
__device__ __forceinline__ void move_to_coset(koala_bear (&x)[1 << LogSkip])
{
    if constexpr (Coset > 0) {
        constexpr skip_constants::table<LogSkip> factors = skip_constants::create<LogSkip, Coset>();
        constexpr int size = 1 << LogSkip;
#pragma unroll
        for (int round = 0; round < LogSkip; round++) {
            const int half = size >> (round + 1);
#pragma unroll
            for (int i = 0; i < size; i++) {
                if ((i & half) == 0) {
                    const int j = i & (half - 1);
                    const koala_bear low = x[i], high = x[i + half];
                    x[i] = low + high;
                    x[i + half] = j == 0 ? low - high : (low - high) * koala_bear{ factors.inverse_roots[j << round] };
                }
            }
        }

#pragma unroll
        for (int i = 0; i < size; i++) {
            x[i] *= koala_bear{ factors.scales[i] };
        }

#pragma unroll
        for (int round = LogSkip - 1; round >= 0; round--) {
            const int half = size >> (round + 1);
#pragma unroll
            for (int i = 0; i < size; i++) {
                if ((i & half) == 0) {
                    const int j = i & (half - 1);
                    const koala_bear low = x[i], high = j == 0 ? x[i + half] : x[i + half] * koala_bear{ factors.roots[j << round] };
                    x[i] = low + high;
                    x[i + half] = low - high;
                }
            }
        }
    }
}

} // namespace pico
