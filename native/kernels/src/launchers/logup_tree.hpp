// SPDX-License-Identifier: MIT OR Apache-2.0
// The handle of a tree: its memory, and where the proof of its layers is.
#pragma once

#include "kernels/logup_layout.hpp"
#include "launchers/logup_program.hpp"

struct pico_logup_tree {
    pico::logup_layout layout;
    std::vector<uint32_t> host_segments; // logup_layout::segment_words, which the stream may still be copying
    pico::buffer_pointer nodes;          // logup_layout::node_words
    pico::buffer_pointer segments;
    pico::buffer_pointer work; // tables of eq, parts of sums
    bool is_built = false;
    bool has_leaves = false; // whether they are in memory now

    // The layer at hand.
    int32_t layer = PICO_LOGUP_HOST_VARIABLES;
    bool is_open = false;
    int32_t variables = 0; // of the window's array
    bool is_bound = false; // whether that array was written
    uint32_t window = 0;
    pico::layer_weights weights = {};
    pico::koala_bear_ext5 lambda = {};

    /// The nodes of a layer that the device has.
    pico::cuda::device_pointer nodes_of(int32_t variables_of_layer) const
    {
        const bool is_leaf = variables_of_layer == layout.layer_count();
        return nodes->address + 4 * (is_leaf ? layout.leaf_start() : layout.layer_start(variables_of_layer));
    }

    /// The memory that the fold writes which leaves so many variables: every other one the first part of the block, which no layer needs any more.
    pico::cuda::device_pointer entries_of(int32_t variables_left) const
    {
        const bool is_first_part = (layer - 3 - variables_left) / 2 % 2 == 0;
        return nodes->address + (is_first_part ? 0 : 4 * layout.longest_entries(layer - 3));
    }

    pico::fraction_array array(int32_t variables_of_array) const
    {
        return layout.array(variables_of_array, pico::device_words(segments->address));
    }
};
