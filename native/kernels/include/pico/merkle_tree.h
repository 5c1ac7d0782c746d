/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_MERKLE_TREE_H
#define PICO_MERKLE_TREE_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words of a digest. */
#define PICO_DIGEST_WORDS 9

/* The digests that a tree of 2^log_leaf_count leaves has from the leaves up to its cap of 2^log_cap_size nodes, both included; a smaller tree has
 * its leaves as the cap. */
PICO_API pico_status pico_merkle_tree_digest_count(int32_t log_leaf_count, int32_t log_cap_size, size_t *digest_count);

/* Hashes the rows of a matrix and builds the tree over them.
 * matrix: [width][2^log_height] words from matrix_element_offset on, column-major, rows in natural order. Leaf j holds the rows
 * j + v 2^(log_height - log_rows_per_leaf), v = 0, 1, .. one after the other, all columns of each.
 * digests: layer by layer from its start, each [nodes][PICO_DIGEST_WORDS], the leaves first, the cap last; pico_merkle_tree_digest_count of them. */
PICO_API pico_status pico_merkle_tree_build(pico_stream *stream, const pico_buffer *matrix,
                                            size_t matrix_element_offset, int32_t log_height, size_t width,
                                            int32_t log_rows_per_leaf, int32_t log_cap_size, pico_buffer *digests);

#ifdef __cplusplus
}
#endif

#endif
