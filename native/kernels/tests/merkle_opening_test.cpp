// SPDX-License-Identifier: MIT OR Apache-2.0

#include "kernel_launch.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

using namespace pico::tests;

TEST(leaves_and_paths_are_where_the_tree_has_them)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    constexpr uint32_t log_height = 7, width = 5, log_rows = 2, log_cap = 1, leaf_count = 1u << (log_height - log_rows), levels = 4;
    const std::vector<uint32_t> matrix = inputs(uint64_t{ width } << log_height, 1), indices = { 31, 0, 7, 7, 16 };
    size_t digests = 0;
    EXPECT(pico_merkle_tree_digest_count(log_height - log_rows, log_cap, &digests), PICO_OK);
    const buffer_handle source = allocate(stream, matrix.size()), tree = allocate(stream, 9 * digests), places = allocate(stream, indices.size() + 1),
                        leaves = allocate(stream, indices.size() * 4 * width), paths = allocate(stream, indices.size() * levels * 9);
    EXPECT(pico_buffer_write(stream.get(), source.get(), 0, matrix.data(), 4 * matrix.size()), PICO_OK);
    EXPECT(pico_buffer_write(stream.get(), places.get(), 4, indices.data(), 4 * indices.size()), PICO_OK);
    EXPECT(pico_merkle_tree_build(stream.get(), source.get(), 0, log_height, width, log_rows, log_cap, tree.get()), PICO_OK);

    // Three columns, then the other two, as a matrix that is made again some columns at a time.
    EXPECT(pico_merkle_gather_leaves(stream.get(), source.get(), 0, log_height, 3, log_rows, places.get(), 1, indices.size(), 0, width, leaves.get()), PICO_OK);
    EXPECT(pico_merkle_gather_leaves(stream.get(), source.get(), size_t{ 3 } << log_height, log_height, 2, log_rows, places.get(), 1, indices.size(), 3, width,
                                     leaves.get()),
           PICO_OK);
    EXPECT(pico_merkle_gather_paths(stream.get(), tree.get(), log_height - log_rows, log_cap, places.get(), 1, indices.size(), paths.get()), PICO_OK);
    std::vector<uint32_t> words(indices.size() * 4 * width), siblings(indices.size() * levels * 9), all(9 * digests);
    EXPECT(pico_buffer_read(stream.get(), leaves.get(), 0, words.data(), 4 * words.size()), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), paths.get(), 0, siblings.data(), 4 * siblings.size()), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), tree.get(), 0, all.data(), 4 * all.size()), PICO_OK);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    for (size_t q = 0; q < indices.size(); q++) {
        for (uint32_t row = 0; row < 4; row++) {
            for (uint32_t column = 0; column < width; column++) {
                CHECK_EQUAL(words[(q * 4 + row) * width + column], matrix[(column << log_height) + row * leaf_count + indices[q]]);
            }
        }

        size_t layer = 0;
        for (uint32_t level = 0; level < levels; level++) {
            for (uint32_t k = 0; k < 9; k++) {
                CHECK_EQUAL(siblings[(q * levels + level) * 9 + k], all[9 * (layer + ((indices[q] >> level) ^ 1)) + k]);
            }

            layer += leaf_count >> level;
        }
    }

    EXPECT(pico_merkle_gather_leaves(stream.get(), source.get(), 0, log_height, 3, log_rows, places.get(), 1, indices.size(), 3, width, leaves.get()),
           PICO_INVALID_ARGUMENT);
    EXPECT(pico_merkle_gather_paths(stream.get(), tree.get(), log_cap, log_cap, places.get(), 1, indices.size(), paths.get()), PICO_INVALID_ARGUMENT);
}

TEST(leaves_beyond_32_bits_are_found)
{
    // The last of 2^11 columns of 2^24 rows: its first word has a number near 2^35. Nothing before it is touched.
    constexpr uint32_t log_height = 24, width = 1u << 11;
    const std::vector<uint32_t> column = inputs(16, 2);
    const uint32_t index = 3;
    std::vector<uint32_t> leaves(1);
    const uint64_t before = (uint64_t{ width - 1 } << log_height);
    const auto *const matrix = reinterpret_cast<const uint32_t *>(reinterpret_cast<uintptr_t>(column.data()) - 4 * before);
    auto *const target = reinterpret_cast<uint32_t *>(reinterpret_cast<uintptr_t>(leaves.data()) - 4 * (width - 1));

    // A thread a block: of as many threads as there are columns, only the last one runs.
    launch("pico_merkle_gather_leaves_kernel", { .block_size = 1, .first_block = width - 1, .block_count = 1 }, matrix, log_height, width, 0u, &index,
           uint64_t{ width }, width, target);
    CHECK_EQUAL(leaves[0], column[3]);
}
