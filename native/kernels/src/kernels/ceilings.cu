// SPDX-License-Identifier: MIT OR Apache-2.0
// The limits of a device: memory read and copied, and chains of the instructions that kernels are made of.

#include "fields/koala_bear.cuh"
#include "kernels/words.cuh"

#include <pico/ceilings.h>

namespace pico
{

constexpr uint32_t unrolled = 8; // pico_ceiling_arithmetic takes multiples of it

template <int Kind>
__device__ __forceinline__ uint32_t step(uint32_t x, uint32_t a, uint32_t b)
{
    if constexpr (Kind == PICO_CEILING_MULTIPLY_ADD) {
        return x * a + b;
    } else if constexpr (Kind == PICO_CEILING_MULTIPLY_HIGH) {
        return multiply_high(x, a);
    } else if constexpr (Kind == PICO_CEILING_ADD_LOGIC) {
        return (x + a) ^ b;
    } else if constexpr (Kind == PICO_CEILING_FIELD_SUM) {
        return (koala_bear::from_montgomery(x) + koala_bear::from_montgomery(a)).word;
    } else {
        return (koala_bear::from_montgomery(x) * koala_bear::from_montgomery(a)).word;
    }
}

/// Launch: PICO_CEILING_BLOCK threads a block, a thread for each result, no shared memory, no synchronisation.
template <int Kind>
__device__ __forceinline__ void run_chains(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    const uint64_t thread = global_index();
    uint32_t chains[PICO_CEILING_CHAINS];
#pragma unroll
    for (uint32_t c = 0; c < PICO_CEILING_CHAINS; c++) {
        chains[c] = (static_cast<uint32_t>(thread) + c) & 0xFFFFFFu;
    }

    for (uint32_t k = 0; k < steps; k += unrolled) {
#pragma unroll
        for (uint32_t i = 0; i < unrolled; i++) {
#pragma unroll
            for (uint32_t &chain : chains) {
                chain = step<Kind>(chain, a, b);
            }
        }
    }

    uint32_t result = 0;
#pragma unroll
    for (const uint32_t chain : chains) {
        result ^= chain;
    }

    results[thread] = result;
}

} // namespace pico

/// source, destination: vector_count quadruples of words. Launch: a thread for each quadruple.
extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_copy_kernel(const uint32_t *source, uint32_t *destination, uint64_t vector_count)
{
    const uint64_t i = pico::global_index();
    if (i < vector_count) {
        pico::store_words<4>(destination + 4 * i, pico::load_read_only_words<4>(source + 4 * i));
    }
}

/// Launch: thread_count threads, of which each reads every thread_count-th quadruple.
extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_read_kernel(const uint32_t *source, uint64_t vector_count, uint32_t *sums, uint64_t thread_count)
{
    constexpr uint64_t at_once = 4; // loads in flight
    const uint64_t thread = pico::global_index();
    uint64_t i = thread;
    uint32_t sum = 0;
    for (; i + (at_once - 1) * thread_count < vector_count; i += at_once * thread_count) {
        pico::words<4> four[at_once];
#pragma unroll
        for (uint64_t j = 0; j < at_once; j++) {
            four[j] = pico::load_read_only_words<4>(source + 4 * (i + j * thread_count));
        }

#pragma unroll
        for (const pico::words<4> &w : four) {
            sum ^= w.w[0] ^ w.w[1] ^ w.w[2] ^ w.w[3];
        }
    }

    for (; i < vector_count; i += thread_count) {
        const pico::words<4> w = pico::load_read_only_words<4>(source + 4 * i);
        sum ^= w.w[0] ^ w.w[1] ^ w.w[2] ^ w.w[3];
    }

    sums[thread] = sum;
}

extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_multiply_add_kernel(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    pico::run_chains<PICO_CEILING_MULTIPLY_ADD>(a, b, steps, results);
}

extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_multiply_high_kernel(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    pico::run_chains<PICO_CEILING_MULTIPLY_HIGH>(a, b, steps, results);
}

extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_add_logic_kernel(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    pico::run_chains<PICO_CEILING_ADD_LOGIC>(a, b, steps, results);
}

extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_field_sum_kernel(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    pico::run_chains<PICO_CEILING_FIELD_SUM>(a, b, steps, results);
}

extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK)
    pico_ceiling_field_product_kernel(uint32_t a, uint32_t b, uint32_t steps, uint32_t *results)
{
    pico::run_chains<PICO_CEILING_FIELD_PRODUCT>(a, b, steps, results);
}

/// What starting a kernel takes. Launch: one block.
extern "C" __global__ void __launch_bounds__(PICO_CEILING_BLOCK) pico_ceiling_empty_kernel(uint32_t) {}

PICO_REGISTER_KERNEL(pico_ceiling_copy_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_read_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_multiply_add_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_multiply_high_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_add_logic_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_field_sum_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_field_product_kernel);
PICO_REGISTER_KERNEL(pico_ceiling_empty_kernel);
