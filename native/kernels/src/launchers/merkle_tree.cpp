// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

#include <algorithm>

using namespace pico;

namespace
{

constexpr int32_t max_log_leaf_count = 30;
constexpr uint32_t block_threads = 128;

// A block of 128 nodes has eight layers above it: 128, 64, .., 1.
constexpr int32_t max_levels = 8;

// So many nodes make one block for each of some hundred multiprocessors.
constexpr int32_t small_log_nodes = 15;

size_t digest_count(int32_t log_leaf_count, int32_t log_cap_size)
{
    require(log_leaf_count >= 0 && log_leaf_count <= max_log_leaf_count && log_cap_size >= 0,
            "a tree has 2^0 to 2^30 leaves");

    // Twice the leaves, less what a tree has above its cap.
    const size_t leaves = size_t{ 1 } << log_leaf_count;
    return log_cap_size >= log_leaf_count ? leaves : 2 * leaves - (size_t{ 1 } << log_cap_size);
}

} // namespace

pico_status pico_merkle_tree_digest_count(int32_t log_leaf_count, int32_t log_cap_size, size_t *count)
{
    return guard("pico_merkle_tree_digest_count", [&] {
        require(count != nullptr, "null");
        *count = digest_count(log_leaf_count, log_cap_size);
    });
}

pico_status pico_merkle_tree_build(pico_stream *stream, const pico_buffer *matrix, size_t matrix_element_offset,
                                   int32_t log_height, size_t width, int32_t log_rows_per_leaf, int32_t log_cap_size,
                                   pico_buffer *digests)
{
    return guard("pico_merkle_tree_build", [&] {
        // The words of a leaf are hashed with their number, a field element: 2^30 is below p.
        require(log_height >= 0 && log_height <= max_log_leaf_count && log_rows_per_leaf >= 0 &&
                    log_rows_per_leaf <= log_height,
                "2^0 to 2^30 rows, and no more of them in a leaf");
        require(width > 0 && width <= size_t{ 1 } << 30 && shifted(width, log_rows_per_leaf) <= size_t{ 1 } << 30,
                "a leaf has 1 to 2^30 words");
        const int32_t log_leaf_count = log_height - log_rows_per_leaf;
        const cuda::device_pointer source = words(stream, matrix, matrix_element_offset, shifted(width, log_height));
        cuda::device_pointer layer =
            words(stream, digests, 0, PICO_DIGEST_WORDS * digest_count(log_leaf_count, log_cap_size));
        require(digests != matrix, "matrix and digests are two buffers");
        uint64_t nodes = uint64_t{ 1 } << log_leaf_count;
        launch(stream, "merkle_tree", "pico_merkle_leaves_kernel", one_thread_each(nodes, block_threads), source, layer,
               static_cast<uint32_t>(log_height), static_cast<uint32_t>(width),
               static_cast<uint32_t>(log_rows_per_leaf));
        for (int32_t log_nodes = log_leaf_count; log_nodes > log_cap_size;) {
            // Three layers of a block fill its warps; of a few nodes all of them go in one launch.
            const int32_t levels = std::min(log_nodes - log_cap_size, log_nodes > small_log_nodes ? 3 : max_levels);
            const cuda::device_pointer parents = layer + nodes * PICO_DIGEST_WORDS * 4;
            launch(stream, "merkle_tree", "pico_merkle_compress_kernel", one_thread_each(nodes / 2, block_threads), layer,
                   parents, nodes / 2, static_cast<uint32_t>(levels));

            // Of the layers that were made, the last one.
            layer = parents + (nodes - (nodes >> (levels - 1))) * PICO_DIGEST_WORDS * 4;
            log_nodes -= levels;
            nodes >>= levels;
        }
    });
}
