// SPDX-License-Identifier: MIT OR Apache-2.0
// Bank conflicts of ntt.cu's accesses to shared memory, counted: which words the 32 lanes of a warp touch at once, and in how many banks they lie.

#include "check.hpp"
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

} // namespace

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
