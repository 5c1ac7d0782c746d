// SPDX-License-Identifier: MIT OR Apache-2.0
// The opening beyond 2^32 words: the last blocks of grids over columns and vectors of which only the touched pages exist, against the same on short ones.

#include "check.hpp"
#include "fields/koala_bear_ext5_dot.cuh"
#include "kernel_launch.hpp"
#include "sparse_words.hpp"
#include "vectors.hpp"

using namespace pico;
using tests::sparse_words;

namespace
{

constexpr uint64_t block = 256;

/// Only the last block of as many as the items need.
host::launch_shape last_block(uint64_t items)
{
    return { .block_size = block, .first_block = items / block - 1, .block_count = 1 };
}

const host::launch_shape one_block = { .block_size = block, .first_block = 0, .block_count = 1 };

ext5_factor factor()
{
    const std::vector<uint32_t> words = tests::inputs(5, 30);
    return make_factor({ { { words[0] }, { words[1] }, { words[2] }, { words[3] }, { words[4] } } });
}

/// The last `own` words of each of five planes, which also lie in a short vector.
std::vector<uint32_t> fill_ends(const sparse_words &vector, uint64_t length, uint64_t own, uint32_t seed)
{
    std::vector<uint32_t> small = tests::inputs(5 * own, seed);
    for (uint64_t k = 0; k < 5; k++) {
        std::copy_n(small.data() + k * own, own, vector.get() + (k + 1) * length - own);
    }

    return small;
}

void check_ends(const sparse_words &vector, uint64_t length, const std::vector<uint32_t> &expected)
{
    const uint64_t own = expected.size() / 5;
    for (uint64_t k = 0; k < 5; k++) {
        CHECK(std::equal(expected.data() + k * own, expected.data() + (k + 1) * own, vector.get() + (k + 1) * length - own));
    }
}

} // namespace

LARGE_TEST(last_rows_of_2_to_the_33_words_are_combined)
{
    constexpr uint32_t log_height = 24, width = 512;
    constexpr uint64_t height = uint64_t{ 1 } << log_height, own = 4 * block;
    const sparse_words columns(width * height), values(5 * height);
    const std::vector<uint32_t> small = tests::inputs(width * own, 31), weights = tests::inputs(5 * width, 32);
    for (uint64_t column = 0; column < width; column++) {
        std::copy_n(small.data() + column * own, own, columns.get() + (column + 1) * height - own);
    }

    const uint32_t *const none = nullptr;
    tests::launch("pico_whir_combine_kernel", last_block(height / 4), none, 0u, none, 0u, static_cast<const uint32_t *>(columns.get()), width, log_height,
                  weights.data(), values.get());
    std::vector<uint32_t> expected(5 * own);
    tests::launch("pico_whir_combine_kernel", one_block, none, 0u, none, 0u, small.data(), width, 10u, weights.data(), expected.data());
    check_ends(values, height, expected);
}

LARGE_TEST(last_elements_of_2_to_the_30_are_bound)
{
    constexpr uint64_t length = uint64_t{ 1 } << 30;
    const sparse_words values(5 * length), weights(5 * length), new_values(5 * length / 2), new_weights(5 * length / 2);
    const std::vector<uint32_t> small_values = fill_ends(values, length, 2 * block, 33), small_weights = fill_ends(weights, length, 2 * block, 34);
    std::vector<uint32_t> expected_values(5 * block), expected_weights(5 * block);
    tests::launch("pico_whir_bind_kernel", last_block(length / 2), static_cast<const uint32_t *>(values.get()), static_cast<const uint32_t *>(weights.get()),
                  length, factor(), new_values.get(), new_weights.get());
    tests::launch("pico_whir_bind_kernel", one_block, small_values.data(), small_weights.data(), 2 * block, factor(), expected_values.data(),
                  expected_weights.data());
    check_ends(new_values, length / 2, expected_values);
    check_ends(new_weights, length / 2, expected_weights);
}

LARGE_TEST(last_elements_of_2_to_the_30_are_bound_and_summed)
{
    constexpr uint64_t length = uint64_t{ 1 } << 30, own = 4 * block;
    const sparse_words values(5 * length), weights(5 * length), new_values(5 * length / 2), new_weights(5 * length / 2);
    const std::vector<uint32_t> small_values = fill_ends(values, length, own, 35), small_weights = fill_ends(weights, length, own, 36);
    std::vector<uint32_t> expected_values(5 * own / 2), expected_weights(5 * own / 2), expected_sums(10);
    const uint64_t last = length / own - 1;
    const sparse_words sums(10 * (last + 1));
    tests::launch("pico_whir_bind_message_kernel", last_block(length / 4), static_cast<const uint32_t *>(values.get()),
                  static_cast<const uint32_t *>(weights.get()), length, factor(), new_values.get(), new_weights.get(), length / 4, sums.get());
    tests::launch("pico_whir_bind_message_kernel", one_block, small_values.data(), small_weights.data(), own, factor(), expected_values.data(),
                  expected_weights.data(), block, expected_sums.data());
    check_ends(new_values, length / 2, expected_values);
    check_ends(new_weights, length / 2, expected_weights);
    CHECK(std::equal(expected_sums.begin(), expected_sums.end(), sums.get() + 10 * last));
}
