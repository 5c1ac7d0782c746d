// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "vectors.hpp"

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
