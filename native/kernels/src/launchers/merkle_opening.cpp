// SPDX-License-Identifier: MIT OR Apache-2.0

#include "launchers/launch.hpp"

#include <pico/merkle_opening.h>

using namespace pico;

namespace
{

constexpr uint32_t block_threads = 256;

} // namespace

pico_status pico_merkle_gather_leaves(pico_stream *stream, const pico_buffer *matrix, size_t matrix_element_offset, int32_t log_height, size_t width,
                                      int32_t log_rows_per_leaf, const pico_buffer *indices, size_t indices_element_offset, size_t leaf_count,
                                      size_t first_column, size_t leaf_width, pico_buffer *leaves)
{
    return guard("pico_merkle_gather_leaves", [&] {
        require(log_height >= 0 && log_height <= 30 && log_rows_per_leaf >= 0 && log_rows_per_leaf <= log_height,
                "2^0 to 2^30 rows, and no more of them in a leaf");
        require(width > 0 && leaf_width <= size_t{ 1 } << 30 && first_column <= leaf_width && width <= leaf_width - first_column,
                "columns that a leaf has not");
        require(leaf_count > 0 && leaf_count <= size_t{ 1 } << 30, "1 to 2^30 leaves");
        const cuda::device_pointer source = words(stream, matrix, matrix_element_offset, shifted(width, log_height));
        const cuda::device_pointer numbers = words(stream, indices, indices_element_offset, leaf_count);
        const size_t rows = shifted(leaf_count, log_rows_per_leaf);
        require(rows <= SIZE_MAX / leaf_width, "too many words");
        const cuda::device_pointer target = words(stream, leaves, 0, rows * leaf_width);
        launch(stream, "merkle_opening", "pico_merkle_gather_leaves_kernel", one_thread_each(rows * width, block_threads), source,
               static_cast<uint32_t>(log_height), static_cast<uint32_t>(width), static_cast<uint32_t>(log_rows_per_leaf), numbers, uint64_t{ rows * width },
               static_cast<uint32_t>(leaf_width), target + 4 * first_column);
    });
}

pico_status pico_merkle_gather_paths(pico_stream *stream, const pico_buffer *digests, int32_t log_leaf_count, int32_t log_cap_size,
                                     const pico_buffer *indices, size_t indices_element_offset, size_t leaf_count, pico_buffer *siblings)
{
    return guard("pico_merkle_gather_paths", [&] {
        require(log_leaf_count >= 0 && log_leaf_count <= 30 && log_cap_size >= 0 && log_cap_size < log_leaf_count,
                "a tree of 2^1 to 2^30 leaves has levels below its cap");
        require(leaf_count > 0 && leaf_count <= size_t{ 1 } << 30, "1 to 2^30 leaves");
        size_t digest_count = 0;
        const pico_status counted = pico_merkle_tree_digest_count(log_leaf_count, log_cap_size, &digest_count);
        if (counted != PICO_OK) {
            return counted;
        }

        const auto levels = static_cast<uint32_t>(log_leaf_count - log_cap_size);
        const size_t word_count = leaf_count * levels * PICO_DIGEST_WORDS;
        const cuda::device_pointer source = words(stream, digests, 0, PICO_DIGEST_WORDS * digest_count);
        const cuda::device_pointer numbers = words(stream, indices, indices_element_offset, leaf_count);
        const cuda::device_pointer target = words(stream, siblings, 0, word_count);
        launch(stream, "merkle_opening", "pico_merkle_gather_paths_kernel", one_thread_each(word_count, block_threads), source,
               static_cast<uint32_t>(log_leaf_count), levels, numbers, uint64_t{ word_count }, target);
        return static_cast<pico_status>(PICO_OK);
    });
}
