// SPDX-License-Identifier: MIT OR Apache-2.0
// The layout of a shard's fractions as the host computes it: src/PicoEngine.Backends/Cpu/LogUp has the same (FractionLayout, LayerArrangement).
#pragma once

#include "kernels/logup_arguments.cuh"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace pico
{

/// The arrangement of an array over some number of variables.
struct fraction_arrangement {
    bool is_dense;
    int32_t log_rows;
    uint64_t length;
    std::vector<uint32_t> segments; // as above
};

/// The weights of a window's nine sums: eq over the variables that it does not bind, cut in three.
struct window_weights {
    uint32_t log_low;
    uint32_t log_high;
    uint64_t low_start; // in words of the layer's tables
    uint64_t high_start;
};

/// The tables of eq of a layer: that of groups first, then those of its windows.
struct layer_weights {
    std::vector<window_weights> windows;
    uint64_t words;
};

class logup_layout
{
  public:
    /// heights: real rows of each group, at most 2^log_rows; at least one group, and one variable.
    logup_layout(int32_t log_rows, std::vector<uint32_t> heights) : log_rows_(log_rows), heights_(std::move(heights))
    {
        while (log_groups_ < 32 && uint64_t{ 1 } << log_groups_ < heights_.size()) {
            log_groups_++;
        }

        for (int32_t variables = 0; variables <= layer_count(); variables++) {
            arrangements_.push_back(arrange(variables));
        }
    }

    int32_t log_rows() const { return log_rows_; }
    int32_t log_groups() const { return log_groups_; }
    int32_t layer_count() const { return log_rows_ + log_groups_; }
    const std::vector<uint32_t> &heights() const { return heights_; }
    uint32_t groups() const { return static_cast<uint32_t>(heights_.size()); }
    const fraction_arrangement &at(int32_t variables) const { return arrangements_[static_cast<size_t>(variables)]; }

    /// The highest layer that a device has; the host makes those above.
    int32_t first_layer() const { return layer_count() < logup_host_variables ? layer_count() : logup_host_variables; }

    /// Words of the segments of all arrays, those of fewer variables first.
    std::vector<uint32_t> segment_words() const
    {
        std::vector<uint32_t> all;
        for (const fraction_arrangement &arrangement : arrangements_) {
            all.insert(all.end(), arrangement.segments.begin(), arrangement.segments.end());
        }

        return all;
    }

    /// An array, given where segment_words are.
    fraction_array array(int32_t variables, const uint32_t *segment_words) const
    {
        const fraction_arrangement &arrangement = at(variables);
        uint64_t before = 0;
        for (int32_t i = 0; i < variables; i++) {
            before += at(i).segments.size();
        }

        return { arrangement.is_dense ? nullptr : segment_words + before, arrangement.length, arrangement.log_rows,
                 groups() };
    }

    /// Words of the longest of the arrays of entries over variables, variables - 4, ...: what every other fold of a layer writes.
    uint64_t longest_entries(int32_t variables) const
    {
        uint64_t longest = 0;
        for (; variables >= 0; variables -= 4) {
            longest = std::max(longest, at(variables).length);
        }

        return longest * entry_coefficients;
    }

    /// Words that the folds of a layer write: the first fold's array is over layer - 3 variables.
    uint64_t scratch_words(int32_t layer) const
    {
        return layer <= logup_host_variables ? 0 : longest_entries(layer - 3) + longest_entries(layer - 5);
    }

    /// Whether leaves are made twice: to build the layers above them, and when their own layer is proved, in the memory of those layers, of which none is
    /// needed any more. Where the third lowest layer is dense, trees are small, and keep them.
    bool leaves_are_restored() const
    {
        return layer_count() - 2 >= first_layer() && !at(layer_count() - 2).is_dense;
    }

    /// Where a layer above the leaves begins in the block of all of them: the upper ones first, behind what folds of lower ones need besides the layers above them.
    uint64_t layer_start(int32_t layer) const
    {
        uint64_t slack = 0, start = 0, result = 0;
        for (int32_t i = first_layer(); i <= layer_count(); i++) {
            const uint64_t needed = i == layer_count() && leaves_are_restored() ? 0 : scratch_words(i);
            slack = std::max(slack, needed > start ? needed - start : 0);
            result = i == layer ? start : result;
            start += i < layer_count() ? at(i).length * node_coefficients : 0;
        }

        return result + slack;
    }

    /// Words of the block of all layers above the leaves, with what folds need.
    uint64_t upper_words() const { return layer_start(layer_count()); }

    uint64_t leaf_words() const { return at(layer_count()).length * node_coefficients; }

    /// Where the leaves begin: behind what folds of their layer write, or behind all other layers.
    uint64_t leaf_start() const { return leaves_are_restored() ? scratch_words(layer_count()) : upper_words(); }

    /// Words of all layers: 52.5 bytes for each real leaf, 40 of the leaf itself and 12.5 of folds; 80 where leaves are kept.
    uint64_t node_words() const { return std::max(upper_words(), leaf_start() + leaf_words()); }

    /// The windows of a layer of more than 7 variables. Window k has the rounds 2 k and 2 k + 1, over layer - 1 - 2 k variables, 7 at least.
    layer_weights weights(int32_t layer) const
    {
        layer_weights result = { {}, uint64_t{ 5 } << log_groups_ };
        for (int32_t variables = layer - 1; variables >= logup_host_variables; variables -= 2) {
            const fraction_arrangement &target = at(variables);
            const uint32_t weighted = static_cast<uint32_t>((target.is_dense ? variables : target.log_rows) - 2);
            const uint32_t log_low = std::min(weighted, logup_log_low_weights), log_high = weighted - log_low;
            const uint64_t high_start = result.words + (uint64_t{ 5 } << log_low);
            result.windows.push_back({ log_low, log_high, result.words, high_start });
            result.words = high_start + (uint64_t{ 5 } << log_high);
        }

        return result;
    }

    /// Words of the largest layer's tables.
    uint64_t weight_words() const
    {
        uint64_t largest = 0;
        for (int32_t layer = logup_host_variables + 1; layer <= layer_count(); layer++) {
            largest = std::max(largest, weights(layer).words);
        }

        return largest;
    }

  private:
    fraction_arrangement arrange(int32_t variables) const
    {
        const int32_t rows = variables - log_groups_;
        if (rows < logup_log_tile || variables <= logup_host_variables) {
            const uint64_t groups = heights_.size();
            const uint64_t count = rows >= 0 ? groups << rows : (groups + (uint64_t{ 1 } << -rows) - 1) >> -rows;
            return { true, rows, round_up(count), {} };
        }

        std::vector<uint32_t> segments(2 * heights_.size());
        const int32_t merged = log_rows_ - rows;
        uint64_t length = 0;
        for (size_t group = 0; group < heights_.size(); group++) {
            const uint64_t padded = round_up((heights_[group] + (uint64_t{ 1 } << merged) - 1) >> merged);
            segments[group] = static_cast<uint32_t>(length >> logup_log_tile);
            segments[heights_.size() + group] = static_cast<uint32_t>(padded >> logup_log_tile);
            length += padded;
        }

        // An array of absent groups only: one tile keeps buffers from being empty.
        return { false, rows, std::max<uint64_t>(length, logup_tile), std::move(segments) };
    }

    static uint64_t round_up(uint64_t count) { return (count + logup_tile - 1) & ~uint64_t{ logup_tile - 1 }; }

    int32_t log_rows_;
    int32_t log_groups_ = 0;
    std::vector<uint32_t> heights_;
    std::vector<fraction_arrangement> arrangements_;
};

} // namespace pico
