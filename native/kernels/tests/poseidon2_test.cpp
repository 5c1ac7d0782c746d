// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/poseidon2.cuh"
#include "vectors.hpp"

#include <algorithm>

using namespace pico;

template <int Width, std::size_t Count>
static void check_permutations(const char *kernel, const tests::permutation_vector<Width> (&vectors)[Count])
{
    // More states than vectors, and not a multiple of a block.
    constexpr uint64_t states = 300;
    std::vector<uint32_t> words(Width * states);
    for (uint64_t state = 0; state < states; state++) {
        for (uint64_t i = 0; i < Width; i++) {
            words[i * states + state] = vectors[state % Count].input[i];
        }
    }

    tests::launch(kernel, tests::one_thread_each(states), words.data(), states, uint32_t{ 1 });
    for (uint64_t state = 0; state < states; state++) {
        for (uint64_t i = 0; i < Width; i++) {
            CHECK_EQUAL(words[i * states + state], vectors[state % Count].output[i]);
        }
    }

    std::vector<uint32_t> twice(Width), once(Width);
    for (uint64_t i = 0; i < Width; i++) {
        twice[i] = once[i] = vectors[0].input[i];
    }

    tests::launch(kernel, tests::one_thread_each(1), twice.data(), uint64_t{ 1 }, uint32_t{ 2 });
    tests::launch(kernel, tests::one_thread_each(1), once.data(), uint64_t{ 1 }, uint32_t{ 1 });
    tests::launch(kernel, tests::one_thread_each(1), once.data(), uint64_t{ 1 }, uint32_t{ 1 });
    CHECK(once == twice);
}

TEST(permutations_of_width_16_equal_the_reference)
{
    check_permutations("pico_poseidon2_permute_width16_kernel", tests::permutations_width16);
}

TEST(permutations_of_width_24_equal_the_reference)
{
    check_permutations("pico_poseidon2_permute_width24_kernel", tests::permutations_width24);
}

namespace
{

constexpr uint64_t p = koala_bear::modulus;

/// The factor of word i by which the internal layer multiplies it, canonical.
template <int Width>
uint64_t diagonal(int i)
{
    // Of a quotient the logarithm, with the sign of the factor.
    static constexpr int small[9] = { -2, 1, 2, 0, 3, 4, 0, -3, -4 };
    static constexpr int logs24[15] = { 8, 2, 3, 4, 5, 6, 24, -8, -3, -4, -5, -6, -7, -9, -24 };
    static constexpr int logs16[7] = { 8, 3, 24, -8, -3, -4, -24 };
    const auto inverse_of_power = [](int log) {
        koala_bear a = koala_bear::from_canonical(1);
        for (int k = 0; k < log; k++) {
            a = halve(a);
        }

        return uint64_t{ a.to_canonical() };
    };
    if (i == 3 || i == 6) {
        return i == 3 ? inverse_of_power(1) : p - inverse_of_power(1);
    }

    if (i < 9) {
        return static_cast<uint64_t>(small[i] + static_cast<int64_t>(p)) % p;
    }

    const int log = Width == 24 ? logs24[i - 9] : logs16[i - 9];
    return log > 0 ? inverse_of_power(log) : p - inverse_of_power(-log);
}

/// Words of every range that the layer allows, many times through it: each word has the right residue and stays in its range.
template <int Width>
void check_internal_layer()
{
    const uint32_t edges[] = { 0, 1, 0x00FFFFFF, 0x01000000, 0x7F000000, 0x7F000001, 0x80000000, 0xFE000001, 0xFE000002, 0xFFFFFF00, 0xFFFFFFFF };
    for (uint32_t seed = 0; seed < 3000; seed++) {
        koala_bear state[Width];
        for (int i = 0; i < Width; i++) {
            // Either an edge or something between; small multiples below p, quotients by less than 2^8 below 2p.
            const uint32_t random = tests::input(seed * Width + static_cast<uint32_t>(i), 5);
            const uint64_t word = seed < 11 ? edges[seed] : random % 3 == 0 ? random * 2ull : edges[random % 11];
            const uint64_t factor = diagonal<Width>(i), power = factor > p / 2 ? p - factor : factor;
            const bool any = power * 256 % p == 1 || power * 512 % p == 1 || power * (1 << 24) % p == 1;
            state[i].word = static_cast<uint32_t>(i < 9 ? word % p : any ? word : word % (2 * p));
        }

        for (int round = 0; round < 4; round++) {
            uint64_t total = 0, expected[Width];
            for (const koala_bear a : state) {
                total += a.word;
            }

            for (int i = 0; i < Width; i++) {
                expected[i] = (total + diagonal<Width>(i) * (state[i].word % p)) % p;
            }

            poseidon2_internal_layer(state);
            for (int i = 0; i < Width; i++) {
                CHECK_EQUAL(state[i].word % p, expected[i]);
                CHECK(i >= 9 || state[i].word < p);
            }
        }

        koala_bear reduced[Width];
        std::copy(std::begin(state), std::end(state), reduced);
        poseidon2_reduce(reduced);
        for (int i = 0; i < Width; i++) {
            CHECK_EQUAL(uint64_t{ reduced[i].word }, state[i].word % p);
        }
    }
}

} // namespace

TEST(internal_layer_takes_words_of_all_its_ranges)
{
    check_internal_layer<16>();
    check_internal_layer<24>();
}
