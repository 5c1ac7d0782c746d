// SPDX-License-Identifier: MIT OR Apache-2.0
// Permutations alone: what the benchmark measures and what vectors are compared with.

#include "kernels/poseidon2.cuh"

namespace pico
{

/// Permutes every state `iterations` times in place.
/// states: [Width][count], word-major, so that neighbouring threads read neighbouring words.
/// Launch: one thread a state, 128 threads a block, no shared memory, no synchronisation.
template <int Width>
__device__ __forceinline__ void permute_states(uint32_t *states, uint64_t count, uint32_t iterations)
{
    const uint64_t index = global_index();
    if (index >= count) {
        return;
    }

    koala_bear state[Width];
#pragma unroll
    for (int i = 0; i < Width; i++) {
        state[i].word = states[i * count + index];
    }

    for (uint32_t k = 0; k < iterations; k++) {
        poseidon2_permute(state);
    }

#pragma unroll
    for (int i = 0; i < Width; i++) {
        states[i * count + index] = state[i].word;
    }
}

} // namespace pico

extern "C" __global__ void __launch_bounds__(128)
    pico_poseidon2_permute_width16_kernel(uint32_t *states, uint64_t count, uint32_t iterations)
{
    pico::permute_states<16>(states, count, iterations);
}

extern "C" __global__ void __launch_bounds__(128)
    pico_poseidon2_permute_width24_kernel(uint32_t *states, uint64_t count, uint32_t iterations)
{
    pico::permute_states<24>(states, count, iterations);
}

PICO_REGISTER_KERNEL(pico_poseidon2_permute_width16_kernel);
PICO_REGISTER_KERNEL(pico_poseidon2_permute_width24_kernel);
