// SPDX-License-Identifier: MIT OR Apache-2.0
// Merkle trees over the rows of a column-major matrix: the same digests as src/PicoEngine.Primitives/MerkleTree.

#include "kernels/poseidon2.cuh"

namespace pico
{

__device__ __forceinline__ void store_digest(uint32_t *digests, uint64_t index, const koala_bear (&state)[sponge_width])
{
#pragma unroll
    for (int i = 0; i < digest_words; i++) {
        digests[index * digest_words + i] = state[i].word;
    }
}

} // namespace pico

/// Hashes every leaf: rows leaf + v 2^(log_height - log_rows_per_leaf), v = 0, 1, .., one after the other, all columns of each.
/// matrix: [width][2^log_height], column-major. digests: [2^(log_height - log_rows_per_leaf)][9], overwritten.
/// Launch: one thread a leaf, 128 threads a block. Neighbouring threads read neighbouring words of a column, so loads are coalesced; a digest
/// is 36 consecutive bytes of one thread, and a warp fills whole sectors with its nine stores. The permutation (some ten thousand
/// instructions) between 15 loads hides them.
extern "C" __global__ void __launch_bounds__(128)
    pico_merkle_leaves_kernel(const uint32_t *matrix, uint32_t *digests, uint32_t log_height, uint32_t width,
                              uint32_t log_rows_per_leaf)
{
    using namespace pico;
    const uint64_t leaf = global_index();
    const uint32_t log_leaf_count = log_height - log_rows_per_leaf;
    if (leaf >> log_leaf_count != 0) {
        return;
    }

    const uint32_t rows = 1u << log_rows_per_leaf;
    koala_bear state[sponge_width] = {};
    state[sponge_length_word] = koala_bear::from_canonical(width << log_rows_per_leaf);
    state[sponge_tag_word] = koala_bear::from_canonical(leaf_tag);

    // The next word stands at (row, column); row `rows` is behind the last. The same for all threads. Most blocks are words of one row.
    uint32_t row = 0, column = 0;
    do {
        if (width - column >= sponge_rate) {
            const uint32_t *word = matrix + (static_cast<uint64_t>(column) << log_height) + (static_cast<uint64_t>(row) << log_leaf_count) + leaf;
            const uint64_t stride = uint64_t{ 1 } << log_height;
#pragma unroll
            for (int i = 0; i < sponge_rate; i++, word += stride) {
                state[i].word = load_read_only(word);
            }

            column += sponge_rate;
            row += column == width ? 1 : 0;
            column = column == width ? 0 : column;
        } else {
#pragma unroll
            for (int i = 0; i < sponge_rate; i++) {
                state[i] = koala_bear::zero();
                if (row < rows) {
                    state[i].word = load_read_only(matrix + (static_cast<uint64_t>(column) << log_height) +
                                                   (static_cast<uint64_t>(row) << log_leaf_count) + leaf);
                    column++;
                    if (column == width) {
                        column = 0;
                        row++;
                    }
                }
            }
        }

        poseidon2_permute(state);
    } while (row < rows);

    store_digest(digests, leaf, state);
}

/// parents[i] from children[2i] and children[2i + 1]: left, right, five zeros, the node tag; permute; words 0 to 8. Then the layer above from the parents, and so on,
/// `levels` layers, 1 to 8: a block has all that its part of them needs.
/// children: [2 count][9]. parents: [count][9], then [count / 2][9] .., overwritten; they may not overlap the children. count is a power of two.
/// Launch: one thread a node of the lowest layer, 128 threads a block. A thread reads 72 consecutive bytes, a warp 2304, so every sector is used, from the
/// first-level cache after its first touch; digests of the layers above come through shared memory. Three layers occupy whole warps (4, 2, 1). Layers of few nodes
/// take as long as one permutation of one thread.
extern "C" __global__ void __launch_bounds__(128)
    pico_merkle_compress_kernel(const uint32_t *children, uint32_t *parents, uint64_t count, uint32_t levels)
{
    using namespace pico;
    __shared__ uint32_t below[128 * digest_words];
    const uint32_t thread = thread_index();
#pragma unroll 1
    for (uint32_t level = 0; level < levels; level++) {
        const uint64_t node = static_cast<uint64_t>(block_index()) * (128 >> level) + thread;
        const bool active = thread < 128 >> level && node < count;
        koala_bear state[sponge_width] = {};
        if (active) {
#pragma unroll
            for (int i = 0; i < 2 * digest_words; i++) {
                state[i].word = level == 0 ? load_read_only(children + node * (2 * digest_words) + i) : below[thread * (2 * digest_words) + i];
            }

            state[sponge_tag_word] = koala_bear::from_canonical(node_tag);
            poseidon2_permute(state);
            store_digest(parents, node, state);
        }

        // Every digest of the layer below has been read.
        barrier();
        if (active) {
            store_digest(below, thread, state);
        }

        barrier();
        parents += count * digest_words;
        count /= 2;
    }
}

PICO_REGISTER_KERNEL(pico_merkle_leaves_kernel);
PICO_REGISTER_KERNEL(pico_merkle_compress_kernel);
