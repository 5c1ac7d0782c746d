/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_LOGUP_H
#define PICO_LOGUP_H

#include "buffer.h"
#include "row_program.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The fractions of a shard: leaves from the rows of all tables, the tree of their sums, and the sums of its layers' sumchecks. The transcript is the
 * caller's. Layers of at most PICO_LOGUP_HOST_VARIABLES variables are the caller's too: it reads layer min(7, layer count) and merges on; of every layer it also
 * gets the last rounds, where waiting for the device costs more than computing. */
#define PICO_LOGUP_HOST_VARIABLES 7

/* Elements of E are five words, the constant coefficient first; a node is ten words: numerator, denominator. */

/* The most row variables, and groups of leaves. */
#define PICO_LOGUP_MAX_LOG_ROWS 26
#define PICO_LOGUP_MAX_GROUPS 4096

/* A table: its rows, and its leaves, which are neighbours among the groups of the tree and have the table's height there. */
typedef struct {
    uint32_t height;
    uint32_t first_leaf;
    uint32_t leaf_count;
    uint32_t reserved;
} pico_logup_table;

/* The 1 to 3 interactions that a leaf merges. */
typedef struct {
    uint32_t first_interaction;
    uint32_t interaction_count;
} pico_logup_leaf;

/* An interaction as linear forms: ranges of terms and constants, which count as they are (s is 1 on real rows). Counts of terms are even: a form of an odd
 * number ends in a term with the coefficient zero, whose place is any column of the table. */
typedef struct {
    uint32_t fingerprint_start;
    uint32_t fingerprint_count;
    uint32_t multiplicity_start;
    uint32_t multiplicity_count;
    uint32_t constant[5];
    uint32_t multiplicity_constant;
    uint32_t reserved[2];
} pico_logup_interaction;

/* What makes leaves of rows, on a device. Its challenges are in the coefficients, so it serves one shard. */
typedef struct pico_logup_program pico_logup_program;

/* Copies the arrays, which are on the host; returns when they may be overwritten. Every range is checked against the counts; that columns lie within
 * their groups is checked when leaves are written. */
PICO_API pico_status pico_logup_program_create(pico_stream *stream, const pico_logup_table *tables, size_t table_count,
                                               const pico_logup_leaf *leaves, size_t leaf_count,
                                               const pico_logup_interaction *interactions, size_t interaction_count,
                                               const pico_form_term *fingerprint_terms, size_t fingerprint_term_count,
                                               const pico_base_term *multiplicity_terms, size_t multiplicity_term_count,
                                               pico_logup_program **program);

PICO_API void pico_logup_program_destroy(pico_logup_program *program);

/* The leaves of a shard and the layers above them, and at which round of which layer its proof is. */
typedef struct pico_logup_tree pico_logup_tree;

/* Bytes that a tree takes on the device. Of a large one 52.5 for each real leaf: 40 for the layers above the leaves, in whose place the leaves are made again
 * when these are proved, and 12.5 for the folds of their layer. */
PICO_API pico_status pico_logup_tree_size(int32_t log_rows, const uint32_t *heights, size_t group_count,
                                          size_t *byte_count);

/* A tree whose group g has heights[g] real leaves out of 2^log_rows; all others are 0 / 1. Leaves are undefined until they are written. */
PICO_API pico_status pico_logup_tree_create(pico_stream *stream, int32_t log_rows, const uint32_t *heights,
                                            size_t group_count, pico_logup_tree **tree);

PICO_API void pico_logup_tree_destroy(pico_logup_tree *tree);

/* Makes all leaves from the stacked columns of the three groups, in words from each buffer's start, and the layers above. A group that no term names
 * may be null. The program has as many leaves as the tree has groups, and its tables the heights of theirs. Leaves of a large tree are not kept. */
PICO_API pico_status pico_logup_tree_build(pico_stream *stream, pico_logup_tree *tree,
                                           const pico_logup_program *program, const pico_buffer *preprocessed,
                                           const pico_buffer *boundary, const pico_buffer *main);

/* Makes the leaves again, from the same columns, when all layers above them were proved: between these and pico_logup_layer_begin of the leaves. */
PICO_API pico_status pico_logup_tree_restore_leaves(pico_stream *stream, pico_logup_tree *tree,
                                                    const pico_logup_program *program, const pico_buffer *preprocessed,
                                                    const pico_buffer *boundary, const pico_buffer *main);

/* Both from given leaves on the host, for tests: the ten words of each real leaf, group after group. Return when they may be overwritten. */
PICO_API pico_status pico_logup_tree_build_from(pico_stream *stream, pico_logup_tree *tree, const uint32_t *nodes,
                                                size_t leaf_count);

PICO_API pico_status pico_logup_tree_restore_leaves_from(pico_stream *stream, pico_logup_tree *tree,
                                                         const uint32_t *nodes, size_t leaf_count);

/* Words of pico_logup_tree_copy_top. */
#define PICO_LOGUP_TOP_WORDS 1280

/* The layer min(7, layer count), to a buffer's start: ten planes of 128 words, plane by plane, of which the first 2^variables elements count. */
PICO_API pico_status pico_logup_tree_copy_top(pico_stream *stream, const pico_logup_tree *tree, pico_buffer *nodes);

/* Points of the grid {0, 1, infinity}^2 at which a window of two rounds is summed: 3 x_1 + x_0, with infinity 2. Five words each. */
#define PICO_LOGUP_WINDOW_WORDS 45

/* Entries that a layer ends with on the host: twenty planes of 128 words, plane by plane, of a = p0 + lambda q0, b = p1, d = q0 and e = q1. */
#define PICO_LOGUP_ENTRY_WORDS 2560

/* Begins a layer of more than PICO_LOGUP_HOST_VARIABLES variables, from the upper ones to the leaves. point: layer - 1 elements, the point of the layer above.
 * sums, from the buffer's start: the sums over x of eq(point[2 ..], x) h at the points of the grid, where h = a e + b d in the two lowest
 * variables, less lambda at finite points, and its coefficients of X^2 at infinity. */
PICO_API pico_status pico_logup_layer_begin(pico_stream *stream, pico_logup_tree *tree, int32_t layer,
                                            const uint32_t *point, const uint32_t lambda[5], pico_buffer *sums);

/* How many variables the layer will have when the two of the window are bound. */
PICO_API pico_status pico_logup_layer_next_variables(const pico_logup_tree *tree, int32_t *variables);

/* Binds the two variables of the window and gives the next two rounds' sums, while that leaves 7 variables or more. */
PICO_API pico_status pico_logup_layer_continue(pico_stream *stream, pico_logup_tree *tree, const uint32_t first[5],
                                               const uint32_t second[5], pico_buffer *sums);

/* The same where 5 or 6 variables are left: gives the entries, from the buffer's start, and ends the layer on the device. */
PICO_API pico_status pico_logup_layer_finish(pico_stream *stream, pico_logup_tree *tree, const uint32_t first[5],
                                             const uint32_t second[5], pico_buffer *entries);

#ifdef __cplusplus
}
#endif

#endif
