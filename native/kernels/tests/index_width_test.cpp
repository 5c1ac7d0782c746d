// SPDX-License-Identifier: MIT OR Apache-2.0
// Products of width and height beyond 2^32: the last blocks of grids over matrices of tens of gigabytes, of which only the touched pages exist.

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/ntt_plan.hpp"
#include "sparse_words.hpp"
#include "vectors.hpp"

#include <span>


using namespace pico;
using tests::sparse_words;

namespace
{

host::launch_shape last_block(host::launch_shape shape)
{
    shape.first_block = shape.block_count - 1;
    shape.block_count = 1;
    return shape;
}

} // namespace

LARGE_TEST(last_leaf_of_a_matrix_of_2_to_the_33_words_is_hashed)
{
    // 2^22 rows of 2048 columns. The last leaf of the large matrix equals the only leaf of a small one with the same words.
    constexpr uint32_t log_height = 22, width = 2048, log_rows = 1;
    constexpr uint64_t leaves = 1u << (log_height - log_rows);
    const sparse_words matrix(uint64_t{ width } << log_height), digests(9 * leaves);
    std::vector<uint32_t> small(2 * width);
    for (uint64_t row = 0; row < 2; row++) {
        for (uint64_t column = 0; column < width; column++) {
            const uint32_t word = tests::input(row * width + column, 5);
            matrix.get()[(column << log_height) + row * leaves + leaves - 1] = word;
            small[column * 2 + row] = word;
        }
    }

    tests::launch("pico_merkle_leaves_kernel", last_block(tests::one_thread_each(leaves)),
                  static_cast<const uint32_t *>(matrix.get()), digests.get(), log_height, width, log_rows);
    std::vector<uint32_t> expected(9);
    tests::launch("pico_merkle_leaves_kernel", tests::one_thread_each(1), static_cast<const uint32_t *>(small.data()),
                  expected.data(), uint32_t{ 1 }, width, uint32_t{ 1 });
    CHECK(std::equal(expected.begin(), expected.end(), digests.get() + 9 * (leaves - 1)));
}

LARGE_TEST(last_node_of_a_layer_of_2_to_the_30_is_compressed)
{
    constexpr uint64_t parents = uint64_t{ 1 } << 30;
    const sparse_words children(18 * parents), nodes(9 * parents);
    const std::vector<uint32_t> pair = tests::inputs(18, 5);
    std::copy(pair.begin(), pair.end(), children.get() + 18 * (parents - 1));
    tests::launch("pico_merkle_compress_kernel", last_block(tests::one_thread_each(parents)),
                  static_cast<const uint32_t *>(children.get()), nodes.get(), parents, uint32_t{ 1 });
    std::vector<uint32_t> expected(9);
    tests::launch("pico_merkle_compress_kernel", tests::one_thread_each(1), pair.data(), expected.data(),
                  uint64_t{ 1 }, uint32_t{ 1 });
    CHECK(std::equal(expected.begin(), expected.end(), nodes.get() + 9 * (parents - 1)));
}

LARGE_TEST(last_state_of_2_to_the_30_is_permuted)
{
    constexpr uint64_t states = uint64_t{ 1 } << 30;
    const sparse_words words(24 * states);
    for (uint64_t i = 0; i < 24; i++) {
        words.get()[i * states + states - 1] = tests::permutations_width24[0].input[i];
    }

    tests::launch("pico_poseidon2_permute_width24_kernel", last_block(tests::one_thread_each(states)), words.get(),
                  states, uint32_t{ 1 });
    for (uint64_t i = 0; i < 24; i++) {
        CHECK_EQUAL(words.get()[i * states + states - 1], tests::permutations_width24[0].output[i]);
    }
}

LARGE_TEST(last_column_of_a_matrix_of_2_to_the_34_words_is_transformed)
{
    // 2^22 rows of 4096 columns; of the last column all blocks run, of the others none.
    constexpr uint32_t log_size = 22, width = 4096;
    const ntt_plan plan = ntt_plan::create(log_size, 227 * 1024);
    const sparse_words coefficients(uint64_t{ width } << log_size), values(uint64_t{ width } << log_size);
    const uint64_t last = uint64_t{ width - 1 } << log_size;
    coefficients.get()[last + 5] = koala_bear::montgomery_one;
    const std::vector<uint32_t> tables = ntt_tables();
    const auto last_column = [&](const ntt_pass &pass) {
        const uint64_t blocks = pass.blocks(1, log_size);
        return host::launch_shape{ .block_size = pass.threads(),
                                   .dynamic_shared_bytes = pass.shared_bytes(),
                                   .first_block = pass.blocks(width, log_size) - blocks,
                                   .block_count = blocks };
    };
    tests::launch(plan.first.kernel("first").c_str(), last_column(plan.first), static_cast<const uint32_t *>(coefficients.get()), values.get(),
                  tables.data(), log_size, log_size, uint32_t{ ntt_source_whole }, koala_bear::montgomery_one);
    tests::launch(plan.second.kernel("second").c_str(), last_column(plan.second), values.get(), tables.data(), log_size);
    koala_bear expected = koala_bear::one();
    const koala_bear root = power(two_adic_generator(log_size), 5);
    uint64_t wrong = 0;
    for (uint64_t i = 0; i < uint64_t{ 1 } << log_size; i++, expected *= root) {
        wrong += values.get()[last + i] != expected.word;
    }

    CHECK_EQUAL(wrong, uint64_t{ 0 });
}
