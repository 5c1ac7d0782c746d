/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_MERKLE_OPENING_H
#define PICO_MERKLE_OPENING_H

#include "merkle_tree.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Leaves of a matrix and paths of its tree, both as pico_merkle_tree_build has them. indices: numbers of leaves, leaf_count words from
 * indices_element_offset on; repeats count. They are not checked: each has to be below the number of leaves. */

/* Copies the words of leaves that stand in the columns at hand: leaves[q][row][first_column + c] is column c of that row of leaf indices[q], for
 * c < width, so that a matrix may come some columns at a time. leaves: [leaf_count][2^log_rows_per_leaf][leaf_width] words. */
PICO_API pico_status pico_merkle_gather_leaves(pico_stream *stream, const pico_buffer *matrix, size_t matrix_element_offset, int32_t log_height,
                                               size_t width, int32_t log_rows_per_leaf, const pico_buffer *indices, size_t indices_element_offset,
                                               size_t leaf_count, size_t first_column, size_t leaf_width, pico_buffer *leaves);

/* Copies what leads from leaves to the cap: siblings[q][level], level 0 the leaves, each PICO_DIGEST_WORDS words, for the
 * max(log_leaf_count - log_cap_size, 0) levels below the cap, of which there is at least one. */
PICO_API pico_status pico_merkle_gather_paths(pico_stream *stream, const pico_buffer *digests, int32_t log_leaf_count, int32_t log_cap_size,
                                              const pico_buffer *indices, size_t indices_element_offset, size_t leaf_count, pico_buffer *siblings);

#ifdef __cplusplus
}
#endif

#endif
