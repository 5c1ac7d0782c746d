// SPDX-License-Identifier: MIT OR Apache-2.0
// What kernels are compared with: outputs of the C# reference (tests/PicoEngine.Backends.Cuda.Tests/Tables/NativeVectors.cs) on inputs of a
// formula that stands in both languages. All words are Montgomery forms.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pico::tests
{

template <int Width>
struct permutation_vector {
    uint32_t input[Width];
    uint32_t output[Width];
};

/// Elements of the extension: left, right, their product, sum and difference.
struct product_vector {
    uint32_t left[5], right[5], product[5], sum[5], difference[5];
};

/// The checksum of [width][2^log_size] values of the polynomials whose coefficients are inputs of seed 7, on shift times the subgroup.
struct ntt_vector {
    uint32_t log_message, log_size, width, shift;
    uint64_t checksum;
};

/// The checksum of the cap of the tree over the matrix of the inputs of seed 11.
struct merkle_tree_vector {
    uint32_t log_height, width, log_rows_per_leaf, log_cap;
    uint64_t checksum;
};

#include "vectors.inc"

inline uint32_t input(uint64_t index, uint32_t seed)
{
    const uint32_t word = (static_cast<uint32_t>(index) + seed) * 2654435761u >> 1;
    return word >= 0x7F000001u ? word - 0x7F000001u : word;
}

inline std::vector<uint32_t> inputs(uint64_t count, uint32_t seed)
{
    std::vector<uint32_t> words(count);
    for (uint64_t i = 0; i < count; i++) {
        words[i] = input(i, seed);
    }

    return words;
}

/// FNV-1a over words instead of bytes.
inline uint64_t checksum(std::span<const uint32_t> words)
{
    uint64_t sum = 0xCBF29CE484222325u;
    for (const uint32_t word : words) {
        sum = (sum ^ word) * 0x100000001B3u;
    }

    return sum;
}

} // namespace pico::tests
