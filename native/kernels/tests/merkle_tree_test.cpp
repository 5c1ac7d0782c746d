// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "vectors.hpp"

#include <algorithm>

using namespace pico;

TEST(caps_equal_the_reference)
{
    for (const tests::merkle_tree_vector &vector : tests::merkle_trees) {
        const std::vector<uint32_t> matrix = tests::inputs(uint64_t{ vector.width } << vector.log_height, 11);
        uint64_t nodes = uint64_t{ 1 } << (vector.log_height - vector.log_rows_per_leaf);
        std::vector<uint32_t> layer(9 * nodes);
        tests::launch("pico_merkle_leaves_kernel", tests::one_thread_each(nodes), matrix.data(), layer.data(),
                      vector.log_height, vector.width, vector.log_rows_per_leaf);
        for (; nodes >> vector.log_cap > 1; nodes /= 2) {
            std::vector<uint32_t> parents(9 * (nodes / 2));
            tests::launch("pico_merkle_compress_kernel", tests::one_thread_each(nodes / 2), layer.data(),
                          parents.data(), nodes / 2, uint32_t{ 1 });
            layer = parents;
        }

        CHECK_EQUAL(tests::checksum(layer), vector.checksum);
    }
}

TEST(layers_made_in_one_launch_equal_layers_made_one_by_one)
{
    // Less than a block of parents, and several blocks.
    for (const uint32_t log_parents : { 0u, 2u, 5u, 7u, 9u }) {
        const uint64_t parents = uint64_t{ 1 } << log_parents;
        const std::vector<uint32_t> children = tests::inputs(18 * parents, 3);
        std::vector<uint32_t> expected(9 * (2 * parents - 1));
        const uint32_t *layer = children.data();
        uint32_t *next = expected.data();
        for (uint64_t nodes = parents; nodes > 0; nodes /= 2) {
            tests::launch("pico_merkle_compress_kernel", tests::one_thread_each(nodes), layer, next, nodes, uint32_t{ 1 });
            layer = next;
            next += 9 * nodes;
        }

        for (uint32_t levels = 1; levels <= std::min(log_parents + 1, 8u); levels++) {
            const uint64_t made = 9 * (2 * parents - (parents >> (levels - 1)));
            std::vector<uint32_t> digests(made + 9, 0xFFFFFFFF);
            tests::launch("pico_merkle_compress_kernel", tests::one_thread_each(parents), children.data(), digests.data(), parents, levels);
            CHECK(std::equal(digests.begin(), digests.end() - 9, expected.begin()));
            CHECK(std::all_of(digests.end() - 9, digests.end(), [](uint32_t word) { return word == 0xFFFFFFFF; }));
        }
    }
}
