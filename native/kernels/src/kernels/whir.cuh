// SPDX-License-Identifier: MIT OR Apache-2.0
// Vectors over E as the opening has them: [5][length] words, so that neighbouring threads read neighbouring words of each coefficient.
#pragma once

#include "fields/koala_bear_ext5_dot.cuh"
#include "kernels/whir_geometry.hpp"
#include "kernels/words.cuh"

namespace pico::whir
{

/// Count neighbouring elements.
template <int Count>
struct run {
    words<Count> c[5];

    __device__ static __forceinline__ run load(const uint32_t *vector, uint64_t length, uint64_t first)
    {
        run result;
#pragma unroll
        for (int k = 0; k < 5; k++) {
            result.c[k] = load_read_only_words<Count>(vector + k * length + first);
        }

        return result;
    }

    __device__ __forceinline__ koala_bear_ext5 operator[](int i) const
    {
        return { { { c[0].w[i] }, { c[1].w[i] }, { c[2].w[i] }, { c[3].w[i] }, { c[4].w[i] } } };
    }
};

__device__ __forceinline__ void store(uint32_t *vector, uint64_t length, uint64_t index, const koala_bear_ext5 &a)
{
#pragma unroll
    for (int k = 0; k < 5; k++) {
        vector[k * length + index] = a.c[k].word;
    }
}

/// Five consecutive words.
__device__ __forceinline__ koala_bear_ext5 load_element(const uint32_t *words)
{
    return { { { load_read_only(words) }, { load_read_only(words + 1) }, { load_read_only(words + 2) }, { load_read_only(words + 3) },
               { load_read_only(words + 4) } } };
}

/// low + (high - low) r.
__device__ __forceinline__ koala_bear_ext5 bind(const koala_bear_ext5 &low, const koala_bear_ext5 &high, const ext5_factor &r)
{
    ext5_sum sum = ext5_sum::from(low);
    sum.add(high - low, r);
    return sum.reduce();
}

/// The two sums of a message.
struct message_sums {
    ext5_sum at_zero, at_infinity;

    __device__ __forceinline__ void add_pair(
        const koala_bear_ext5 &value0, const koala_bear_ext5 &value1, const koala_bear_ext5 &weight0, const koala_bear_ext5 &weight1)
    {
        at_zero.add(value0, make_factor(weight0));
        at_infinity.add(value1 - value0, make_factor(weight1 - weight0));
    }
};

/// Adds up an element of every thread of the block and writes Count of them, five words each, to target; all threads of the block take part.
/// Static shared memory: 20 Count words of each warp.
template <int Count>
__device__ __forceinline__ void store_block_sums(const koala_bear_ext5 (&values)[Count], uint32_t *target)
{
    __shared__ uint32_t shared[threads / 32 * 5 * Count];
    const uint32_t warp = thread_index() / 32;
#pragma unroll
    for (int i = 0; i < Count; i++) {
#pragma unroll
        for (int k = 0; k < 5; k++) {
            koala_bear sum = values[i].c[k];
#pragma unroll
            for (uint32_t mask = 16; mask > 0; mask /= 2) {
                sum += koala_bear{ shuffle_xor(sum.word, mask) };
            }

            if (thread_index() % 32 == 0) {
                shared[warp * (5 * Count) + 5 * i + k] = sum.word;
            }
        }
    }

    barrier();
    if (thread_index() < 5 * Count) {
        koala_bear sum = {};
        for (uint32_t w = 0; w < block_size() / 32; w++) {
            sum += koala_bear{ shared[w * (5 * Count) + thread_index()] };
        }

        target[thread_index()] = sum.word;
    }
}

} // namespace pico::whir
