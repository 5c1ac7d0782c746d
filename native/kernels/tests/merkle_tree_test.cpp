// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "vectors.hpp"

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
                          parents.data(), nodes / 2);
            layer = parents;
        }

        CHECK_EQUAL(tests::checksum(layer), vector.checksum);
    }
}
