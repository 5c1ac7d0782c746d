// SPDX-License-Identifier: MIT OR Apache-2.0
// The sumcheck on g omega. Every pass is bound by memory: binding with the next message reads 40 bytes and writes 20 for each element and takes 158
// slots of the 530 that an H100 has in that time. 2^21 elements take 38 us, all folds of an opening twice that.

#include "kernels/whir.cuh"

/// partial_sums[block] = h(0) and the coefficient of X^2 over the block's pairs, ten words. values, weights: [5][length].
/// Launch: at most whir::max_blocks blocks of 256 threads; threads go on with later pairs. Static shared memory: the sums of warps.
extern "C" __global__ void __launch_bounds__(256) pico_whir_message_kernel(
    const uint32_t *values, const uint32_t *weights, uint64_t length, uint64_t thread_count, uint32_t *partial_sums)
{
    using namespace pico;
    whir::message_sums sums = {};
#pragma unroll 1
    for (uint64_t pair = global_index(); pair < length / 2; pair += thread_count) {
        const whir::run<2> value = whir::run<2>::load(values, length, 2 * pair), weight = whir::run<2>::load(weights, length, 2 * pair);
        sums.add_pair(value[0], value[1], weight[0], weight[1]);
    }

    const koala_bear_ext5 both[2] = { sums.at_zero.reduce(), sums.at_infinity.reduce() };
    whir::store_block_sums(both, partial_sums + 10 * static_cast<uint64_t>(block_index()));
}

/// Element i of both new vectors from elements 2i and 2i + 1. [5][length] to [5][length / 2].
/// Launch: a thread for each new element, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_whir_bind_kernel(
    const uint32_t *values, const uint32_t *weights, uint64_t length, const pico::ext5_factor challenge, uint32_t *new_values, uint32_t *new_weights)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index < length / 2) {
        const whir::run<2> value = whir::run<2>::load(values, length, 2 * index), weight = whir::run<2>::load(weights, length, 2 * index);
        whir::store(new_values, length / 2, index, whir::bind(value[0], value[1], challenge));
        whir::store(new_weights, length / 2, index, whir::bind(weight[0], weight[1], challenge));
    }
}

namespace pico::whir
{

/// Two neighbouring new elements of a vector, which are stored.
struct bound_pair {
    koala_bear_ext5 even, odd;

    __device__ static __forceinline__ bound_pair make(
        const uint32_t *source, uint64_t length, uint64_t pair, const ext5_factor &challenge, uint32_t *target)
    {
        const run<4> old = run<4>::load(source, length, 4 * pair);
        const bound_pair result = { bind(old[0], old[1], challenge), bind(old[2], old[3], challenge) };
#pragma unroll
        for (int k = 0; k < 5; k++) {
            store_words<2>(target + k * (length / 2) + 2 * pair, { { result.even.c[k].word, result.odd.c[k].word } });
        }

        return result;
    }
};

} // namespace pico::whir

/// Binds as the kernel above and adds up the message of the new vectors as the one before. length: 4 or more.
/// Launch: at most whir::max_blocks blocks of 256 threads, a thread for two new elements of both vectors; threads go on with later ones.
extern "C" __global__ void __launch_bounds__(256) pico_whir_bind_message_kernel(
    const uint32_t *values, const uint32_t *weights, uint64_t length, const pico::ext5_factor challenge, uint32_t *new_values, uint32_t *new_weights,
    uint64_t thread_count, uint32_t *partial_sums)
{
    using namespace pico;
    whir::message_sums sums = {};
#pragma unroll 1
    for (uint64_t pair = global_index(); pair < length / 4; pair += thread_count) {
        const whir::bound_pair value = whir::bound_pair::make(values, length, pair, challenge, new_values);
        const whir::bound_pair weight = whir::bound_pair::make(weights, length, pair, challenge, new_weights);
        sums.add_pair(value.even, value.odd, weight.even, weight.odd);
    }

    const koala_bear_ext5 both[2] = { sums.at_zero.reduce(), sums.at_infinity.reduce() };
    whir::store_block_sums(both, partial_sums + 10 * static_cast<uint64_t>(block_index()));
}

/// sums[w] = the sum over blocks of partial_sums[block][w]. Launch: a block of 256 threads for each word of a block's sums.
extern "C" __global__ void __launch_bounds__(256) pico_whir_total_kernel(const uint32_t *partial_sums, uint32_t block_count, uint32_t word_count, uint32_t *sums)
{
    using namespace pico;
    koala_bear_ext5 own[1] = {};
    for (uint32_t block = thread_index(); block < block_count; block += block_size()) {
        own[0].c[0] += koala_bear{ load_read_only(partial_sums + static_cast<uint64_t>(block) * word_count + block_index()) };
    }

    // Of the five coefficients one is in use.
    __shared__ uint32_t all[5];
    whir::store_block_sums(own, all);
    if (thread_index() == 0) {
        sums[block_index()] = all[0];
    }
}

PICO_REGISTER_KERNEL(pico_whir_message_kernel);
PICO_REGISTER_KERNEL(pico_whir_bind_kernel);
PICO_REGISTER_KERNEL(pico_whir_bind_message_kernel);
PICO_REGISTER_KERNEL(pico_whir_total_kernel);
