// SPDX-License-Identifier: MIT OR Apache-2.0
// The search for nonces of proofs of work: src/PicoEngine.Primitives/Challenger/ProofOfWork.cs.

#include "kernels/challenger.cuh"

#include "kernels/atomics.cuh"
#include "kernels/poseidon2.cuh"

/// *nonce becomes the smallest one of first .. first + count - 1 that will do, if it is not smaller already; the caller puts 0xFFFFFFFF there.
/// Launch: one thread a nonce, 128 threads a block, no shared memory. A permutation a thread, some 7,300 instructions, and nothing else: the limit is that of
/// permutations. Blocks begin roughly in the order of their numbers, so those that begin behind a find have larger nonces and end at once: a
/// launch of more nonces than needed costs little, and the result is the smallest whatever the order is.
extern "C" __global__ void __launch_bounds__(128) pico_challenger_grind_kernel(
    uint32_t header, const pico::challenger_capacity capacity, uint32_t mask, uint32_t first, uint32_t count, uint32_t *nonce)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index >= count || load_now(nonce) < first + static_cast<uint32_t>(index)) {
        return;
    }

    const uint32_t candidate = first + static_cast<uint32_t>(index);
    koala_bear state[sponge_width] = {};
    state[0].word = header;
    state[1] = koala_bear::from_canonical(candidate);
#pragma unroll
    for (int i = sponge_rate; i < sponge_width; i++) {
        state[i].word = capacity.words[i - sponge_rate];
    }

    poseidon2_permute(state);
    if ((state[0].to_canonical() & mask) == 0) {
        atomic_minimum(nonce, candidate);
    }
}

PICO_REGISTER_KERNEL(pico_challenger_grind_kernel);
