// SPDX-License-Identifier: MIT OR Apache-2.0
// How windows are launched.
#pragma once

#include "kernels/logup_layout.hpp"

#include <algorithm>

namespace pico
{

/// Blocks of a window at most, whatever the device: what partial sums have room for.
constexpr uint32_t logup_max_blocks = 4096;

/// Blocks that a multiprocessor runs at a time, by registers (launch bounds) and shared memory, and how often it does: as the blocks of a wave do not end
/// together, three short waves lose less than one long one.
constexpr uint32_t logup_blocks_of_multiprocessor = 4, logup_waves = 3;

/// The tile's entries, corner by corner, and 15 words of each thread.
constexpr uint32_t logup_window_shared_bytes = 4 * (entry_coefficients * 4 * 40 + 15 * logup_tile);

// What every driver takes of arguments.
static_assert(sizeof(eq_arguments) <= 4096 && sizeof(window_arguments) <= 4096);

inline uint32_t window_blocks(const fraction_array &target, uint32_t multiprocessors)
{
    const uint64_t most = uint64_t{ logup_waves * logup_blocks_of_multiprocessor } * multiprocessors;
    return static_cast<uint32_t>(std::min({ target.length >> logup_log_tile, most, uint64_t{ logup_max_blocks } }));
}

inline koala_bear_ext5 one_minus(const koala_bear_ext5 &a)
{
    return koala_bear_ext5::from_base(koala_bear::one()) - a;
}

/// eq of two challenges by corner x_0 + 2 x_1.
inline void set_fold(const koala_bear_ext5 &first, const koala_bear_ext5 &second, ext5_factor (&fold)[4])
{
    fold[0] = make_factor(one_minus(first) * one_minus(second));
    fold[1] = make_factor(first * one_minus(second));
    fold[2] = make_factor(one_minus(first) * second);
    fold[3] = make_factor(first * second);
}

/// The tables of eq of a layer at a point.
inline eq_arguments make_eq_arguments(const layer_weights &weights, int32_t layer, int32_t log_groups,
                                      const koala_bear_ext5 *point, uint32_t *words)
{
    eq_arguments arguments = {};
    arguments.words = words;
    const auto add = [&](uint32_t first_coordinate, uint32_t log_size, uint64_t offset) {
        arguments.tables[arguments.table_count++] = { arguments.thread_count, first_coordinate, log_size,
                                                      static_cast<uint32_t>(offset) };
        arguments.thread_count += 1u << log_size;
    };
    // A layer of fewer variables than groups have is dense: nothing is weighted by group.
    if (layer - 1 >= log_groups) {
        add(static_cast<uint32_t>(layer - 1 - log_groups), static_cast<uint32_t>(log_groups), 0);
    }

    for (uint32_t k = 0; k < weights.windows.size(); k++) {
        const window_weights &window = weights.windows[k];
        add(2 * k + 2, window.log_low, window.low_start);
        add(2 * k + 2 + window.log_low, window.log_high, window.high_start);
    }

    for (int32_t i = 0; i < layer - 1; i++) {
        arguments.coordinates[i] = { { one_minus(point[i]), point[i] } };
    }

    return arguments;
}

} // namespace pico
