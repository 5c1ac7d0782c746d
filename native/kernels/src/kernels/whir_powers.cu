// SPDX-License-Identifier: MIT OR Apache-2.0
// Powers of points, and the sparse polynomials whose transforms are sums of powers of domain points.

#include "kernels/whir.cuh"

namespace pico::whir
{

/// base^exponent times a. Twice as many products as the exponent has bits: what a thread multiplies behind it is at least as much.
__device__ __forceinline__ koala_bear_ext5 times_power(koala_bear_ext5 a, koala_bear_ext5 base, uint64_t exponent)
{
#pragma unroll 1
    for (; exponent != 0; exponent /= 2) {
        const ext5_factor factor = make_factor(base);
        if (exponent % 2 == 1) {
            a = a * factor;
        }

        base = base * factor;
    }

    return a;
}

} // namespace pico::whir

/// partial_sums[block] = the sum of vector[i] point^i over the block's elements, five words. vector: [5][length].
/// step: point^thread_count. Launch: at most whir::max_blocks blocks of 256 threads; threads go on with elements thread_count further.
extern "C" __global__ void __launch_bounds__(256) pico_whir_evaluate_kernel(
    const uint32_t *vector, uint64_t length, const pico::koala_bear_ext5 point, const pico::ext5_factor step, uint64_t thread_count, uint32_t *partial_sums)
{
    using namespace pico;
    koala_bear_ext5 power = whir::times_power(koala_bear_ext5::from_base(koala_bear::one()), point, global_index());
    ext5_sum sum = {};
#pragma unroll 1
    for (uint64_t i = global_index(); i < length; i += thread_count, power = power * step) {
        sum.add(whir::run<1>::load(vector, length, i)[0], make_factor(power));
    }

    const koala_bear_ext5 sums[1] = { sum.reduce() };
    whir::store_block_sums(sums, partial_sums + 5 * static_cast<uint64_t>(block_index()));
}

/// vector[i] += coefficient point^i. As above.
extern "C" __global__ void __launch_bounds__(256) pico_whir_add_powers_kernel(
    uint32_t *vector, uint64_t length, const pico::koala_bear_ext5 point, const pico::ext5_factor step, const pico::koala_bear_ext5 coefficient,
    uint64_t thread_count)
{
    using namespace pico;
    koala_bear_ext5 power = whir::times_power(coefficient, point, global_index());
#pragma unroll 1
    for (uint64_t i = global_index(); i < length; i += thread_count, power = power * step) {
#pragma unroll
        for (int k = 0; k < 5; k++) {
            uint32_t *const word = vector + k * length + i;
            *word = (koala_bear{ *word } + power.c[k]).word;
        }
    }
}

/// vector[positions[j]] = elements[j] in a vector of zeros. positions: [count], none of them twice. elements: [count][5]. Launch: a thread for each j, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_whir_scatter_kernel(
    const uint32_t *positions, const uint32_t *elements, uint64_t count, uint64_t length, uint32_t *vector)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index < count) {
        whir::store(vector, length, load_read_only(positions + index), whir::load_element(elements + 5 * index));
    }
}

/// vector[i] += source[i], [5][length] and [5][source_length]. Launch: a thread for each element, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_whir_add_kernel(const uint32_t *source, uint64_t source_length, uint32_t *vector, uint64_t length)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index < length) {
#pragma unroll
        for (int k = 0; k < 5; k++) {
            uint32_t *const word = vector + k * length + index;
            *word = (koala_bear{ *word } + koala_bear{ load_read_only(source + k * source_length + index) }).word;
        }
    }
}

PICO_REGISTER_KERNEL(pico_whir_evaluate_kernel);
PICO_REGISTER_KERNEL(pico_whir_add_powers_kernel);
PICO_REGISTER_KERNEL(pico_whir_scatter_kernel);
PICO_REGISTER_KERNEL(pico_whir_add_kernel);
