// SPDX-License-Identifier: MIT OR Apache-2.0
// Fractions whose planes begin beyond 2^32 words: the last blocks over 12 groups of 2^26 leaves, of which only the touched pages exist, against
// the only blocks over as many elements alone.

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/logup_layout.hpp"
#include "launchers/logup_windows.hpp"
#include "sparse_words.hpp"
#include "vectors.hpp"

#include <algorithm>

using namespace pico;
using tests::sparse_words;

namespace
{

constexpr uint32_t groups = 12;
constexpr int32_t log_rows = 26;

/// Writes `count` random elements to the end of every plane, the same ones for every array.
void fill_ends(uint32_t *words, uint64_t length, int32_t planes, uint64_t count)
{
    for (int32_t plane = 0; plane < planes; plane++) {
        for (uint64_t i = 0; i < count; i++) {
            words[static_cast<uint64_t>(plane) * length + length - count + i] =
                tests::input(i, static_cast<uint32_t>(plane) + 3);
        }
    }
}

/// How many of the last `count` elements of two arrays differ in some plane.
uint64_t different_ends(const uint32_t *a, uint64_t a_length, const uint32_t *b, uint64_t b_length, int32_t planes,
                        uint64_t count)
{
    uint64_t different = 0;
    for (int32_t plane = 0; plane < planes; plane++) {
        const uint32_t *const a_end = a + static_cast<uint64_t>(plane + 1) * a_length, *const b_end =
                                                                                           b + static_cast<uint64_t>(
                                                                                                   plane + 1) *
                                                                                                   b_length;
        for (uint64_t i = 1; i <= count; i++) {
            different += a_end[-static_cast<int64_t>(i)] != b_end[-static_cast<int64_t>(i)];
        }
    }

    return different;
}

host::launch_shape last_of(uint64_t blocks, uint32_t shared_bytes = 0)
{
    return {
        .block_size = logup_tile, .dynamic_shared_bytes = shared_bytes, .first_block = blocks - 1, .block_count = 1
    };
}

} // namespace

LARGE_TEST(last_nodes_of_800_million_are_merged)
{
    const logup_layout large(log_rows, std::vector<uint32_t>(groups, 1u << log_rows)), small(9, { 512 });
    const std::vector<uint32_t> segments = large.segment_words(), small_segments = small.segment_words();
    const auto merge = [](const logup_layout &layout, const std::vector<uint32_t> &tables, uint32_t *source,
                          uint32_t *middle, uint32_t *target) {
        const int32_t leaf = layout.layer_count();
        const merge_arguments arguments = { layout.array(leaf, tables.data()),
                                            layout.array(leaf - 1, tables.data()),
                                            layout.array(leaf - 2, tables.data()),
                                            source,
                                            middle,
                                            target };
        tests::launch("pico_logup_merge_twice_kernel", last_of(arguments.target.length / logup_tile), arguments);
    };
    const int32_t leaf = large.layer_count();
    const sparse_words source(large.at(leaf).length * 10), middle(large.at(leaf - 1).length * 10),
        target(large.at(leaf - 2).length * 10);
    std::vector<uint32_t> small_source(5120), small_middle(2560), small_target(1280);
    fill_ends(source.get(), large.at(leaf).length, node_coefficients, 512);
    fill_ends(small_source.data(), 512, node_coefficients, 512);
    merge(large, segments, source.get(), middle.get(), target.get());
    merge(small, small_segments, small_source.data(), small_middle.data(), small_target.data());
    CHECK_EQUAL(
        different_ends(middle.get(), large.at(leaf - 1).length, small_middle.data(), 256, node_coefficients, 256),
        uint64_t{ 0 });
    CHECK_EQUAL(
        different_ends(target.get(), large.at(leaf - 2).length, small_target.data(), 128, node_coefficients, 128),
        uint64_t{ 0 });
    CHECK(std::any_of(small_target.begin(), small_target.end(), [](uint32_t word) { return word != 0; }));
}

LARGE_TEST(last_entries_of_400_million_are_bound_and_summed)
{
    const logup_layout large(log_rows, std::vector<uint32_t>(groups, 1u << log_rows)), small(9, { 512 });
    const std::vector<uint32_t> segments = large.segment_words(), small_segments = small.segment_words();
    const int32_t variables = large.layer_count() - 1;
    const uint64_t source_length = large.at(variables).length, target_length = large.at(variables - 2).length,
                   blocks = target_length / logup_tile;
    const sparse_words source(source_length * 20), target(target_length * 20), partial_sums(45 * blocks);
    std::vector<uint32_t> small_source(512 * 20), small_target(128 * 20), small_sums(45);
    fill_ends(source.get(), source_length, entry_coefficients, 512);
    fill_ends(small_source.data(), 512, entry_coefficients, 512);

    // The weights of the last tile are those of the small array; all others are one.
    const uint32_t log_high = static_cast<uint32_t>(large.at(variables - 2).log_rows) - 2 - 8;
    std::vector<uint32_t> low(5 << 8), small_low(5 << 5), high(5 << log_high), group_weights(5 << 4), one(5);
    fill_ends(low.data(), 1 << 8, 5, 32);
    fill_ends(small_low.data(), 1 << 5, 5, 32);
    std::fill_n(high.begin(), size_t{ 1 } << log_high, koala_bear::montgomery_one);
    std::fill_n(group_weights.begin(), 1 << 4, koala_bear::montgomery_one);
    one[0] = koala_bear::montgomery_one;

    window_arguments arguments = {};
    arguments.lambda = { { { 5 }, { 6 }, { 7 }, { 8 }, { 9 } } };
    arguments.lambda_factor = make_factor(arguments.lambda);
    set_fold(arguments.lambda, { { { 1 }, { 2 }, { 3 }, { 4 }, { 5 } } }, arguments.fold);
    window_arguments small_arguments = arguments;
    arguments.source = large.array(variables, segments.data());
    arguments.target = large.array(variables - 2, segments.data());
    arguments.source_words = source.get();
    arguments.target_words = target.get();
    arguments.low_weights = low.data();
    arguments.high_weights = high.data();
    arguments.group_weights = group_weights.data();
    arguments.partial_sums = partial_sums.get();
    arguments.log_low = 8;
    arguments.log_high = log_high;
    arguments.log_groups = 4;
    arguments.blocks = static_cast<uint32_t>(blocks);
    arguments.multiprocessors = 132;
    tests::launch("pico_logup_bind_entries_window_kernel", last_of(blocks, logup_window_shared_bytes), arguments);

    small_arguments.source = small.array(9, small_segments.data());
    small_arguments.target = small.array(7, small_segments.data());
    small_arguments.source_words = small_source.data();
    small_arguments.target_words = small_target.data();
    small_arguments.low_weights = small_low.data();
    small_arguments.high_weights = one.data();
    small_arguments.partial_sums = small_sums.data();
    small_arguments.log_low = 5;
    small_arguments.blocks = 1;
    small_arguments.multiprocessors = 132;
    tests::launch("pico_logup_bind_entries_window_kernel", last_of(1, logup_window_shared_bytes), small_arguments);

    CHECK_EQUAL(different_ends(target.get(), target_length, small_target.data(), 128, entry_coefficients, 128),
                uint64_t{ 0 });
    CHECK_EQUAL(different_ends(partial_sums.get(), blocks, small_sums.data(), 1, 45, 1), uint64_t{ 0 });
    CHECK(std::all_of(small_sums.begin(), small_sums.end(), [](uint32_t word) { return word != 0; }));
}
