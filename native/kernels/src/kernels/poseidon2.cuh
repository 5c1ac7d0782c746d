// SPDX-License-Identifier: MIT OR Apache-2.0
// Poseidon2 over KoalaBear (eprint 2023/323), one state a thread, all of it in registers: S-box x^3, 4 full rounds, partial rounds, 4 full
// rounds. C#: src/PicoEngine.Primitives/Poseidon2. Every number is part of every hash and so of every verifying key.
#pragma once

#include "fields/koala_bear.cuh"

namespace pico
{

// In order of use: 4 rounds of Width, the partial rounds, 4 rounds of Width; Montgomery forms minus p, as cube_of_sum takes them.
static __constant__ const uint32_t poseidon2_constants_width16[] = {
#include "constants/poseidon2_width16.inc"
};
static __constant__ const uint32_t poseidon2_constants_width24[] = {
#include "constants/poseidon2_width24.inc"
};

template <int Width>
struct poseidon2_parameters;

template <>
struct poseidon2_parameters<16> {
    static constexpr int partial_rounds = 20;
    __device__ static __forceinline__ const uint32_t *constants() { return poseidon2_constants_width16; }
};

template <>
struct poseidon2_parameters<24> {
    static constexpr int partial_rounds = 23;
    __device__ static __forceinline__ const uint32_t *constants() { return poseidon2_constants_width24; }
};

static_assert(sizeof(poseidon2_constants_width16) == (8 * 16 + 20) * sizeof(uint32_t));
static_assert(sizeof(poseidon2_constants_width24) == (8 * 24 + 23) * sizeof(uint32_t));

/// circ(2 M, M, .., M) on groups of four words, M = circ(2, 3, 1, 1).
template <int Width>
__device__ __forceinline__ void poseidon2_external_layer(koala_bear (&state)[Width])
{
    koala_bear sums[4] = {};
#pragma unroll
    for (int i = 0; i < Width; i += 4) {
        const koala_bear a = state[i], b = state[i + 1], c = state[i + 2], d = state[i + 3];
        const koala_bear ab = a + b, cd = c + d;
        const koala_bear total = ab + cd;
        const koala_bear total_b = total + b, total_d = total + d;
        state[i] = total_b + ab;
        state[i + 1] = total_b + (c + c);
        state[i + 2] = total_d + cd;
        state[i + 3] = total_d + (a + a);
#pragma unroll
        for (int k = 0; k < 4; k++) {
            sums[k] = i == 0 ? state[k] : sums[k] + state[i + k];
        }
    }

#pragma unroll
    for (int i = 0; i < Width; i++) {
        state[i] += sums[i % 4];
    }
}

template <int Width>
__device__ __forceinline__ void poseidon2_full_rounds(koala_bear (&state)[Width], const uint32_t *constants)
{
    // Not unrolled: four copies of some 700 instructions would not stay in the instruction caches beside the partial rounds.
#pragma unroll 1
    for (int round = 0; round < 4; round++, constants += Width) {
#pragma unroll
        for (int i = 0; i < Width; i++) {
            state[i] = cube_of_sum(state[i], constants[i]);
        }

        poseidon2_external_layer(state);
    }
}

/// J + diag(V), J all ones: the sum of all words, plus V_i times word i. Every V_i is a small number or a power of two, up to the sign.
template <int Width>
__device__ __forceinline__ void poseidon2_internal_layer(koala_bear (&state)[Width])
{
    // Two words fit in 32 bits (2p < 2^32), 24 are below 2^36: one reduction for the whole sum.
    uint64_t sum = 0;
#pragma unroll
    for (int i = 0; i < Width; i += 2) {
        sum += state[i].word + state[i + 1].word;
    }

    const koala_bear total = fold_sum(sum);
    const koala_bear double4 = state[4] + state[4], double5 = state[5] + state[5];
    const koala_bear double7 = state[7] + state[7], double8 = state[8] + state[8];

    // -2, 1, 2, 1/2, 3, 4, -1/2, -3, -4.
    state[0] = total - (state[0] + state[0]);
    state[1] = total + state[1];
    state[2] = total + (state[2] + state[2]);
    state[3] = total + halve(state[3]);
    state[4] = total + (double4 + state[4]);
    state[5] = total + (double5 + double5);
    state[6] = total - halve(state[6]);
    state[7] = total - (double7 + state[7]);
    state[8] = total - (double8 + double8);
    if constexpr (Width == 24) {
        // 2^-8, 2^-2, 2^-3, 2^-4, 2^-5, 2^-6, 2^-24.
        state[9] = total + quotient_by_power_of_two<8>(state[9]);
        state[10] = total + quotient_by_power_of_two<2>(state[10]);
        state[11] = total + quotient_by_power_of_two<3>(state[11]);
        state[12] = total + quotient_by_power_of_two<4>(state[12]);
        state[13] = total + quotient_by_power_of_two<5>(state[13]);
        state[14] = total + quotient_by_power_of_two<6>(state[14]);
        state[15] = total + quotient_by_power_of_two<24>(state[15]);

        // -2^-8, -2^-3, -2^-4, -2^-5, -2^-6, -2^-7, -2^-9, -2^-24.
        state[16] = total - quotient_by_power_of_two<8>(state[16]);
        state[17] = total - quotient_by_power_of_two<3>(state[17]);
        state[18] = total - quotient_by_power_of_two<4>(state[18]);
        state[19] = total - quotient_by_power_of_two<5>(state[19]);
        state[20] = total - quotient_by_power_of_two<6>(state[20]);
        state[21] = total - quotient_by_power_of_two<7>(state[21]);
        state[22] = total - quotient_by_power_of_two<9>(state[22]);
        state[23] = total - quotient_by_power_of_two<24>(state[23]);
    } else {
        // 2^-8, 2^-3, 2^-24, -2^-8, -2^-3, -2^-4, -2^-24.
        static_assert(Width == 16);
        state[9] = total + quotient_by_power_of_two<8>(state[9]);
        state[10] = total + quotient_by_power_of_two<3>(state[10]);
        state[11] = total + quotient_by_power_of_two<24>(state[11]);
        state[12] = total - quotient_by_power_of_two<8>(state[12]);
        state[13] = total - quotient_by_power_of_two<3>(state[13]);
        state[14] = total - quotient_by_power_of_two<4>(state[14]);
        state[15] = total - quotient_by_power_of_two<24>(state[15]);
    }
}

/// Permutes one state.
template <int Width>
__device__ __forceinline__ void poseidon2_permute(koala_bear (&state)[Width])
{
    using parameters = poseidon2_parameters<Width>;
    const uint32_t *constants = parameters::constants();
    poseidon2_external_layer(state);
    poseidon2_full_rounds(state, constants);
    constants += 4 * Width;
#pragma unroll 1
    for (int round = 0; round < parameters::partial_rounds; round++) {
        state[0] = cube_of_sum(state[0], constants[round]);
        poseidon2_internal_layer(state);
    }

    poseidon2_full_rounds(state, constants + parameters::partial_rounds);
}

// The sponge and the compression over width 24: src/PicoEngine.Primitives/Symmetric.
constexpr int sponge_width = 24;
constexpr int sponge_rate = 15;
constexpr int sponge_length_word = 22;
constexpr int sponge_tag_word = 23;
constexpr int digest_words = 9;

/// DomainTag.Leaf and DomainTag.Node.
constexpr uint32_t leaf_tag = 1;
constexpr uint32_t node_tag = 2;

} // namespace pico
