// SPDX-License-Identifier: MIT OR Apache-2.0
// Bank conflicts of the accesses of ntt.cu and ntt_small.cu to shared memory, counted: which words the 32 lanes of a warp touch at once, and in how many banks they lie.

#include "check.hpp"
#include "kernels/ntt_small_tile.cuh"
#include "kernels/ntt_tile.cuh"

#include <algorithm>
#include <array>
#include <vector>

using namespace pico;

namespace
{

/// The most lanes of a warp that meet in one bank; words(lane) is the position that the lane touches.
template <typename Words>
int conflicts(Words words)
{
    std::array<int, 32> lanes = {};
    for (uint32_t lane = 0; lane < 32; lane++) {
        lanes[words(lane) % 32]++;
    }

    return *std::max_element(lanes.begin(), lanes.end());
}

int worst_exchange(const tile &t, uint32_t log_block, uint32_t log_radix)
{
    const uint32_t log_stride = log_block - log_radix, groups = 1u << (t.log_rows + t.log_columns - log_radix);
    int worst = 0;
    for (uint32_t warp = 0; warp < groups / 32; warp++) {
        for (uint32_t k = 0; k < 1u << log_radix; k++) {
            worst = std::max(worst, conflicts([&](uint32_t lane) {
                                 const uint32_t group = 32 * warp + lane, rest = group >> t.log_columns;
                                 const uint32_t first =
                                     (rest >> log_stride << log_block) + (rest & ((1u << log_stride) - 1));
                                 return t.position(first + (k << log_stride), group & ((1u << t.log_columns) - 1));
                             }));
        }
    }

    return worst;
}

/// Half a warp has 16 accesses of eight bytes at once, to 16 pairs of banks.
template <uint32_t LogRows, uint32_t LogPairs, uint32_t LogRadix, uint32_t LogBlock>
void check_step(std::vector<bool> &touched)
{
    using step = ntt_step<LogRows, LogPairs, LogRadix, LogBlock>;
    const uint32_t threads = ntt_shape::threads(LogRows, LogPairs);
    touched.assign(ntt_shape::shared_bytes(LogRows, LogPairs) / 8, false);
    for (uint32_t group = 0; group < step::groups; group++) {
        for (uint32_t k = 0; k < step::radix; k++) {
            for (uint32_t start = 0; start < threads; start += 16) {
                std::array<int, 16> lanes = {};
                for (uint32_t thread = start; thread < start + 16; thread++) {
                    const uint32_t line = thread >> LogPairs, pair = thread & ((1u << LogPairs) - 1);
                    const uint32_t position =
                        ntt_shape::position(LogRows, LogPairs, step::first_row(line, 0), pair) + step::offset(group, k) / 2;
                    CHECK_EQUAL(position, ntt_shape::position(LogRows, LogPairs, step::first_row(line, group) | k << step::log_stride, pair));
                    CHECK(!touched[position]);
                    touched[position] = true;
                    lanes[position % 16]++;
                }

                CHECK_EQUAL(*std::max_element(lanes.begin(), lanes.end()), 1);
            }
        }
    }

    // Every pair of the tile is touched once in a step.
    CHECK_EQUAL(std::count(touched.begin(), touched.end(), true), std::ptrdiff_t{ 1 } << (LogRows + LogPairs));
}

template <uint32_t LogRows, uint32_t LogPairs>
void check_steps()
{
    constexpr uint32_t log_first = ntt_shape::log_items(LogRows), log_middle = ntt_shape::log_middle(LogRows), log_last = ntt_shape::log_last(LogRows);
    std::vector<bool> touched;
    check_step<LogRows, LogPairs, log_first, LogRows>(touched);
    const std::vector<bool> all = touched;
    if constexpr (log_middle != 0) {
        check_step<LogRows, LogPairs, log_middle, log_middle + log_last>(touched);
        CHECK(touched == all);
    }

    check_step<LogRows, LogPairs, log_last, log_last>(touched);
    CHECK(touched == all);
}

} // namespace

TEST(steps_of_a_tile_touch_every_row_once_without_bank_conflicts)
{
    check_steps<6, 2>();
    check_steps<7, 2>();
    check_steps<8, 2>();
    check_steps<9, 2>();
    check_steps<10, 2>();
    check_steps<11, 2>();
    check_steps<12, 2>();
    check_steps<12, 1>();
}

TEST(tiles_of_eight_columns_are_free_of_bank_conflicts)
{
    for (uint32_t log_rows = 7; log_rows <= 12; log_rows++) {
        const tile t = { nullptr, log_rows, 3 };
        uint32_t log_block = log_rows;
        if (log_block % 3 != 0) {
            CHECK_EQUAL(worst_exchange(t, log_block, log_block % 3), 1);
            log_block -= log_block % 3;
        }

        for (; log_block > 0; log_block -= 3) {
            CHECK_EQUAL(worst_exchange(t, log_block, 3), 1);
        }

        for (uint32_t start = 0; start < 1u << log_rows; start += 32) {
            // Bit-reversed rows of one column, as the first pass stores them; four such rows of eight columns, as the second one does.
            CHECK_EQUAL(
                conflicts([&](uint32_t lane) { return t.position(reverse_bits(start + lane, log_rows), start % 8); }),
                1);
            CHECK_EQUAL(conflicts([&](uint32_t lane) {
                            return t.position(reverse_bits(start + lane / 8, log_rows), lane % 8);
                        }),
                        1);
            CHECK_EQUAL(conflicts([&](uint32_t lane) { return t.position(start + lane / 8, lane % 8); }), 1);
        }
    }
}

TEST(position_in_a_tile_is_a_permutation)
{
    for (uint32_t log_rows = 0; log_rows <= 12; log_rows++) {
        for (uint32_t log_columns = 0; log_columns <= 3; log_columns++) {
            const tile t = { nullptr, log_rows, log_columns };
            std::vector<bool> taken(1u << (log_rows + log_columns));
            for (uint32_t row = 0; row < 1u << log_rows; row++) {
                for (uint32_t column = 0; column < 1u << log_columns; column++) {
                    const uint32_t position = t.position(row, column);
                    CHECK(position < taken.size() && !taken[position]);
                    taken[position] = true;
                }
            }
        }
    }
}
