// SPDX-License-Identifier: MIT OR Apache-2.0
// What queries ask for: some hundred leaves and paths. A thread copies a word; every word is a sector of its own, a few hundred thousand of them a shard.

#include "kernels/poseidon2.cuh"

/// leaves[q][row][first_column + c] = matrix[c][row 2^(log_height - log_rows) + indices[q]], c < width. The offset of first_column is in the pointer.
/// matrix: [width][2^log_height]. leaves: [..][2^log_rows][leaf_width]. Launch: a thread for each of word_count = queries 2^log_rows width words, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_merkle_gather_leaves_kernel(
    const uint32_t *matrix, uint32_t log_height, uint32_t width, uint32_t log_rows, const uint32_t *indices, uint64_t word_count, uint32_t leaf_width,
    uint32_t *leaves)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index >= word_count) {
        return;
    }

    const uint64_t query_row = index / width;
    const uint32_t column = static_cast<uint32_t>(index % width), row = static_cast<uint32_t>(query_row) & ((1u << log_rows) - 1);
    const uint64_t place = (static_cast<uint64_t>(row) << (log_height - log_rows)) + load_read_only(indices + (query_row >> log_rows));
    leaves[query_row * leaf_width + column] = load_read_only(matrix + (static_cast<uint64_t>(column) << log_height) + place);
}

/// siblings[q][level] = layer[level][(indices[q] >> level) ^ 1], nine words each; layer 0 is the leaves.
/// digests: the layers one after the other. Launch: a thread for each of word_count = 9 queries levels words, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_merkle_gather_paths_kernel(
    const uint32_t *digests, uint32_t log_leaf_count, uint32_t levels, const uint32_t *indices, uint64_t word_count, uint32_t *siblings)
{
    using namespace pico;
    const uint64_t index = global_index();
    if (index >= word_count) {
        return;
    }

    const uint64_t sibling = index / digest_words, query = sibling / levels;
    const uint32_t level = static_cast<uint32_t>(sibling % levels);

    // Before a layer stand those below it: 2^k + 2^(k - 1) + .. in all.
    const uint64_t leaf_count = uint64_t{ 1 } << log_leaf_count, before = 2 * (leaf_count - (leaf_count >> level));
    const uint64_t node = before + ((load_read_only(indices + query) >> level) ^ 1);
    siblings[index] = load_read_only(digests + node * digest_words + index % digest_words);
}

PICO_REGISTER_KERNEL(pico_merkle_gather_leaves_kernel);
PICO_REGISTER_KERNEL(pico_merkle_gather_paths_kernel);
