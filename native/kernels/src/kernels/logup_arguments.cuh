// SPDX-License-Identifier: MIT OR Apache-2.0
// Where the fractions of a shard lie on a device, and what the kernels of logup_*.cu are given.
//
// An array has an element for every point of `variables` variables; the low ones are rows, the high ones groups of leaves. While a group has 128 rows or
// more, its real rows are a segment, padded to a multiple of 128, and virtual rows do not exist. Below that, and up to 7 variables, the array is
// dense: element (row, group) at row + 2^rows group, groups without rows included, padded to a multiple of 128. Padding holds virtual elements.
// Coefficient c of element x is the word c length + x. A node has ten coefficients: numerator p, denominator q; a virtual one is 0 / 1. An entry of
// a sumcheck has twenty: a = p0 + lambda q0, b = p1, d = q0, e = q1 of a pair of nodes.
#pragma once

#include "fields/koala_bear_ext5_dot.cuh"

#include <pico/logup.h>

namespace pico
{

constexpr uint32_t logup_tile = 128; // elements; a block's threads
constexpr int32_t logup_log_tile = 7;
constexpr int32_t logup_host_variables = PICO_LOGUP_HOST_VARIABLES;
constexpr uint32_t logup_log_low_weights = 8; // 5 KiB, which every block reads again and again
constexpr int32_t node_coefficients = 10;
constexpr int32_t entry_coefficients = 20;
constexpr int32_t logup_max_variables = 40;
constexpr int32_t logup_max_windows = logup_max_variables / 2;

/// An array as kernels see it.
struct fraction_array {
    const uint32_t *
        segments; // [2][groups], in tiles: where each group's segment starts, and how long it is; null when the array is dense
    uint64_t length;  // elements with all padding: the distance of planes
    int32_t log_rows; // of the row variables; negative when groups were merged
    uint32_t groups;
};

/// Arguments of a pass over the tree that writes one or two layers; of one layer, `middle` is not used.
struct merge_arguments {
    fraction_array source, middle, target;
    const uint32_t *source_words;
    uint32_t *middle_words;
    uint32_t *target_words;
};

/// A table as the leaf kernel has it: how many blocks come before its own, then what pico_logup_table says.
struct leaf_table {
    uint32_t first_block;
    uint32_t first_leaf;
    uint32_t leaf_count;
    uint32_t height;
};

/// Arguments of the leaf kernel. Leaves, or the two layers above them, are not written where their words are null.
struct leaf_arguments {
    const uint32_t *preprocessed, *boundary, *main; // stacked columns
    const leaf_table *tables;                       // [table_count]
    const pico_logup_leaf *leaves;                  // by group of the tree
    const pico_logup_interaction *interactions;
    const pico_form_term *fingerprint_terms;
    const pico_base_term *multiplicity_terms;
    uint32_t table_count;
    fraction_array leaf, middle, top;
    uint32_t *leaf_words, *middle_words, *top_words;
};

/// A coordinate z as the factors 1 - z and z of eq.
struct eq_coordinate {
    koala_bear_ext5 factors[2];
};

/// A table of eq over neighbouring coordinates.
struct eq_table {
    uint32_t first_thread; ///< its entries are those of the threads from this one on, up to that of the next table
    uint32_t first_coordinate;
    uint32_t log_size;
    uint32_t offset; ///< in words: [5][2^log_size]
};

/// All tables that the windows of a layer need.
struct eq_arguments {
    uint32_t *words;
    uint32_t table_count;
    uint32_t thread_count;
    eq_table tables[2 * logup_max_windows + 1];
    eq_coordinate coordinates[logup_max_variables];
};

/// Arguments of a window. The target is the array that its two rounds are about, whether or not it is written.
struct window_arguments {
    fraction_array source, target;
    const uint32_t *source_words;  // nodes or entries
    uint32_t *target_words;        // entries, unless nothing was bound
    const uint32_t *low_weights;   // [5][2^log_low]
    const uint32_t *high_weights;  // [5][2^log_high]
    const uint32_t *group_weights; // [5][2^log_groups]; null where the target is dense
    uint32_t *partial_sums;        // [45][blocks]
    uint32_t log_low, log_high, log_groups;
    uint32_t blocks;
    uint32_t multiprocessors; // of the device
    koala_bear_ext5 lambda;
    ext5_factor lambda_factor;
    ext5_factor fold[4]; // eq of the two challenges, by corner x_0 + 2 x_1
};

} // namespace pico
