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

/// a b + c modulo 2^32. In assembly, because clang makes a comparison and a selection of a product with a single bit.
__device__ __forceinline__ uint32_t multiply_add(uint32_t a, uint32_t b, uint32_t c)
{
#if defined(__CUDA_ARCH__)
    uint32_t result;
    asm("mad.lo.u32 %0, %1, %2, %3;" : "=r"(result) : "r"(a), "r"(b), "r"(c));
    return result;
#else
    return a * b + c;
#endif
}

/// In the partial rounds the words that are multiplied by +-2^-Log with Log > 1 are not below p, but any word of the right residue: with l the lowest Log bits of a,
/// a / 2^Log = (a >> Log) - l 127 2^(24 - Log) (quotient_by_power_of_two) for any a below 2^32. That is above -127 2^24 = 1 - p.
/// Log of 8 and more: (a >> Log) is below 2^24, so total + p + a / 2^Log is above 0 and below 2p + 2^24 < 2^32, and nothing is corrected. For the negative
/// sign total is taken from [2^24, p + 2^24), and total - a / 2^Log is above 0 and below p + 2^24 + 127 2^24 < 2^32.
/// Log below 8: the word is below 2p, so a / 2^Log is below p / 2; it is corrected to [0, p) and added to total, or taken from total + p: below 2p.
constexpr int poseidon2_wide_quotient = 8;

template <int Log>
__device__ __forceinline__ koala_bear poseidon2_add_quotient(uint32_t total, koala_bear a)
{
    const uint32_t low = a.word & ((1u << Log) - 1), factor = 127u << (24 - Log);
    if constexpr (Log >= poseidon2_wide_quotient) {
        return { multiply_add(low, 0u - factor, (a.word >> Log) + (total + koala_bear::modulus)) };
    } else {
        return { total + add_modulus_if_negative(multiply_add(low, 0u - factor, a.word >> Log)).word };
    }
}

/// large_total: total as a word of [2^24, p + 2^24).
template <int Log>
__device__ __forceinline__ koala_bear poseidon2_subtract_quotient(uint32_t total, uint32_t large_total, koala_bear a)
{
    const uint32_t low = a.word & ((1u << Log) - 1), factor = 127u << (24 - Log);
    if constexpr (Log >= poseidon2_wide_quotient) {
        return { multiply_add(low, factor, large_total - (a.word >> Log)) };
    } else {
        return { total + koala_bear::modulus - add_modulus_if_negative(multiply_add(low, 0u - factor, a.word >> Log)).word };
    }
}

/// J + diag(V), J all ones: the sum of all words, plus V_i times word i. Every V_i is a small number or a power of two, up to the sign. Words 0 to 8 are below p
/// before and after it, the others as poseidon2_wide_quotient says.
template <int Width>
__device__ __forceinline__ void poseidon2_internal_layer(koala_bear (&state)[Width])
{
    // Two words below p fit in 32 bits (2p < 2^32), 24 words are below 2^37: one reduction for the whole sum.
    uint64_t sum = state[8].word;
#pragma unroll
    for (int i = 0; i < 8; i += 2) {
        sum += state[i].word + state[i + 1].word;
    }

#pragma unroll
    for (int i = 9; i < Width; i++) {
        sum += state[i].word;
    }

    const koala_bear total = fold_sum(sum);
    const uint32_t large = add_modulus_if_negative(total.word - (1u << 24)).word + (1u << 24);
    const koala_bear double4 = state[4] + state[4], double5 = state[5] + state[5];
    const koala_bear double7 = state[7] + state[7], double8 = state[8] + state[8];
    constexpr uint32_t half = (koala_bear::modulus + 1) / 2;

    // -2, 1, 2, 1/2, 3, 4, -1/2, -3, -4. Half of a word is (word >> 1) + (word & 1) half, below p.
    state[0] = total - (state[0] + state[0]);
    state[1] = total + state[1];
    state[2] = total + (state[2] + state[2]);
    state[3] = subtract_modulus_if_large(multiply_add(state[3].word & 1, half, total.word + (state[3].word >> 1)));
    state[4] = total + (double4 + state[4]);
    state[5] = total + (double5 + double5);
    state[6] = add_modulus_if_negative(multiply_add(state[6].word & 1, 0u - half, total.word - (state[6].word >> 1)));
    state[7] = total - (double7 + state[7]);
    state[8] = total - (double8 + double8);
    if constexpr (Width == 24) {
        // 2^-8, 2^-2, 2^-3, 2^-4, 2^-5, 2^-6, 2^-24.
        state[9] = poseidon2_add_quotient<8>(total.word, state[9]);
        state[10] = poseidon2_add_quotient<2>(total.word, state[10]);
        state[11] = poseidon2_add_quotient<3>(total.word, state[11]);
        state[12] = poseidon2_add_quotient<4>(total.word, state[12]);
        state[13] = poseidon2_add_quotient<5>(total.word, state[13]);
        state[14] = poseidon2_add_quotient<6>(total.word, state[14]);
        state[15] = poseidon2_add_quotient<24>(total.word, state[15]);

        // -2^-8, -2^-3, -2^-4, -2^-5, -2^-6, -2^-7, -2^-9, -2^-24.
        state[16] = poseidon2_subtract_quotient<8>(total.word, large, state[16]);
        state[17] = poseidon2_subtract_quotient<3>(total.word, large, state[17]);
        state[18] = poseidon2_subtract_quotient<4>(total.word, large, state[18]);
        state[19] = poseidon2_subtract_quotient<5>(total.word, large, state[19]);
        state[20] = poseidon2_subtract_quotient<6>(total.word, large, state[20]);
        state[21] = poseidon2_subtract_quotient<7>(total.word, large, state[21]);
        state[22] = poseidon2_subtract_quotient<9>(total.word, large, state[22]);
        state[23] = poseidon2_subtract_quotient<24>(total.word, large, state[23]);
    } else {
        // 2^-8, 2^-3, 2^-24, -2^-8, -2^-3, -2^-4, -2^-24.
        static_assert(Width == 16);
        state[9] = poseidon2_add_quotient<8>(total.word, state[9]);
        state[10] = poseidon2_add_quotient<3>(total.word, state[10]);
        state[11] = poseidon2_add_quotient<24>(total.word, state[11]);
        state[12] = poseidon2_subtract_quotient<8>(total.word, large, state[12]);
        state[13] = poseidon2_subtract_quotient<3>(total.word, large, state[13]);
        state[14] = poseidon2_subtract_quotient<4>(total.word, large, state[14]);
        state[15] = poseidon2_subtract_quotient<24>(total.word, large, state[15]);
    }
}

/// Words of any size to below p: 2^32 < 3p.
template <int Width>
__device__ __forceinline__ void poseidon2_reduce(koala_bear (&state)[Width])
{
#pragma unroll
    for (int i = 9; i < Width; i++) {
        state[i] = subtract_modulus_if_large(subtract_modulus_if_large(state[i].word).word);
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

    poseidon2_reduce(state);
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
