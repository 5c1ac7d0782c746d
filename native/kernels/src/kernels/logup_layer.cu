// SPDX-License-Identifier: MIT OR Apache-2.0
// The sumcheck of a layer, two rounds (a window) for each pass over memory. The sum of a round is over eq(z, x) h(x), h = a e + b d with
// a = p0 + lambda q0, b = p1, d = q0, e = q1. A window binds the two variables of the window before and then sums eq times h in its own two
// variables at the nine points of {0, 1, infinity}^2, which is all that the host needs for two messages. At finite points lambda is taken off
// h: it is what h is on virtual entries, so those count for nothing.
//
// Tiles of 128 entries. First every thread makes an entry: four corners of each array times the eq of the two challenges. The entries are written
// and left in shared memory; then lane l of each warp has the four entries 4 l .. 4 l + 3, corners x_0 + 2 x_1 of one point of the other variables,
// and each warp sums at two or three of the nine points, so no lane diverges and all sums of a thread stay in registers.
//
// Instructions per entry made, sm_90: 360 to load one and 560 for its points, with 200 products of 64 bits: 32 ps on an H100 (native/kernels/README.md), for 80
// bytes, 24 ps at 3.35 TB/s. Where four corners are bound it is 1,000 and 560, with 570 such products, 87 ps, for 400 bytes, 119 ps. So windows are bound by memory but for the first, nearly, which is why there are
// windows: a pass for each round would move 180 bytes for each entry of its first source where a window moves 100; over a layer of N nodes 160 N and 107 N
// bytes. And there are half as many waits for the host. Windows of three rounds would move 91 N, but sum at 27 points for eight entries instead of
// 9 for four: the first would take 44 ps an entry, and a layer as long as now, 36 ps a node; on a GPU with a third of the bandwidth a seventh less.

#include "kernels/logup_arrays.cuh"

namespace pico
{

/// Words from one corner to the next in shared memory: lanes that write (four corners of eight groups) and lanes that read (one corner of 32) all meet 32 banks.
constexpr uint32_t corner_stride = 40;
constexpr uint32_t plane_stride = 4 * corner_stride;

/// An entry of a sumcheck.
struct fraction_entry {
    koala_bear_ext5 arrays[4]; // a, b, d, e
};

/// What a tile's source is.
enum class window_source { nodes, nodes_bound, entries_bound };

/// The sum of four corners times their weights.
__device__ __forceinline__ ext5_sum bind_corners(const words<4> (&corners)[5], const ext5_factor (&fold)[4])
{
    koala_bear_ext5 values[4];
#pragma unroll
    for (int corner = 0; corner < 4; corner++) {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            values[corner].c[i].word = corners[i].w[corner];
        }
    }

    return dot(values, fold);
}

/// From two nodes, nothing bound.
__device__ __forceinline__ void load_entry(const window_arguments &arguments, uint64_t index, fraction_entry &entry)
{
    fraction_node nodes[2];
    load_nodes<2>(arguments.source_words, arguments.source.length, index, nodes);
    ext5_sum a = ext5_sum::from(nodes[0].p);
    a.add(nodes[0].q, arguments.lambda_factor);
    entry = { { a.reduce(), nodes[1].p, nodes[0].q, nodes[1].q } };
}

/// From eight nodes, the children of four corners.
__device__ __forceinline__ void bind_nodes(const window_arguments &arguments, uint64_t index, fraction_entry &entry)
{
    const uint64_t length = arguments.source.length;
    const uint32_t *const base = arguments.source_words + index;
#pragma unroll
    for (int half = 1; half >= 0; half--) {
        // Denominators first: a needs d.
        words<4> even[5], odd[5];
#pragma unroll
        for (int i = 0; i < 5; i++) {
            const uint32_t *const plane = base + (i + 5 * half) * length;
            const words<4> low = load_words<4>(plane), high = load_words<4>(plane + 4);
            even[i] = { { low.w[0], low.w[2], high.w[0], high.w[2] } };
            odd[i] = { { low.w[1], low.w[3], high.w[1], high.w[3] } };
        }

        ext5_sum sum = bind_corners(even, arguments.fold);
        if (half == 0) {
            sum.add(entry.arrays[2], arguments.lambda_factor);
        }

        entry.arrays[2 * half] = sum.reduce();
        entry.arrays[2 * half + 1] = bind_corners(odd, arguments.fold).reduce();
    }
}

/// From four entries.
__device__ __forceinline__ void bind_entries(const window_arguments &arguments, uint64_t index, fraction_entry &entry)
{
    const uint64_t length = arguments.source.length;
#pragma unroll
    for (int array = 0; array < 4; array++) {
        words<4> corners[5];
#pragma unroll
        for (int i = 0; i < 5; i++) {
            corners[i] = load_words<4>(arguments.source_words + (5 * array + i) * length + index);
        }

        entry.arrays[array] = bind_corners(corners, arguments.fold).reduce();
    }
}

/// Elements of the source for one of the target.
__device__ __forceinline__ constexpr uint32_t log_stretch(window_source source)
{
    return source == window_source::nodes ? 1 : source == window_source::nodes_bound ? 3 : 2;
}

template <window_source Source>
__device__ __forceinline__ fraction_entry make_entry(const window_arguments &arguments, const fraction_place &place)
{
    const koala_bear_ext5 one = koala_bear_ext5::from_base(koala_bear::one());
    fraction_entry entry = { { arguments.lambda, {}, one, one } };
    uint64_t index = 0;
    if (find(arguments.source, place, log_stretch(Source), index)) {
        if constexpr (Source == window_source::nodes) {
            load_entry(arguments, index, entry);
        } else if constexpr (Source == window_source::nodes_bound) {
            bind_nodes(arguments, index, entry);
        } else {
            bind_entries(arguments, index, entry);
        }
    }

    return entry;
}

__device__ __forceinline__ void store_entry(const window_arguments &arguments, uint64_t x, const fraction_entry &entry)
{
#pragma unroll
    for (int array = 0; array < 4; array++) {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            arguments.target_words[(5 * array + i) * arguments.target.length + x] = entry.arrays[array].c[i].word;
        }
    }
}

/// Array `array` at the point (First, Second) of the grid, from the four corners of this lane; 2 is infinity.
template <int First, int Second>
__device__ __forceinline__ koala_bear_ext5 array_at(const uint32_t *corners, int array)
{
    koala_bear_ext5 result;
#pragma unroll
    for (int i = 0; i < 5; i++) {
        const uint32_t *const plane = corners + (5 * array + i) * plane_stride;
        const auto corner = [&](int x0, int x1) { return koala_bear{ plane[(x0 + 2 * x1) * corner_stride] }; };
        const auto line = [&](int x1) { return First == 2 ? corner(1, x1) - corner(0, x1) : corner(First, x1); };
        result.c[i] = Second == 2 ? line(1) - line(0) : line(Second);
    }

    return result;
}

/// Adds weight h at a point.
template <int First, int Second>
__device__ __forceinline__ void add_point(const uint32_t *corners, const koala_bear_ext5 &lambda,
                                          const ext5_factor &weight, ext5_sum &sum)
{
    koala_bear_ext5 h = dot(array_at<First, Second>(corners, 0), make_factor(array_at<First, Second>(corners, 3)),
                            array_at<First, Second>(corners, 1), make_factor(array_at<First, Second>(corners, 2)));
    if constexpr (First != 2 && Second != 2) {
        h = h - lambda;
    }

    sum.add(h, weight);
}

/// The grid's points that a warp of some role sums at, -1 where it has only two; which are together is only for balance.
__device__ __forceinline__ constexpr int point_of(uint32_t role, int slot)
{
    const int points[4][3] = { { 4, 8, -1 }, { 1, 0, 2 }, { 3, 6, -1 }, { 5, 7, -1 } };
    return points[role][slot];
}

template <uint32_t Role>
__device__ __forceinline__ void add_points(const uint32_t *corners, const koala_bear_ext5 &lambda,
                                           const ext5_factor &weight, ext5_sum (&sums)[3])
{
    constexpr int first = point_of(Role, 0), second = point_of(Role, 1), third = point_of(Role, 2);
    add_point<first % 3, first / 3>(corners, lambda, weight, sums[0]);
    add_point<second % 3, second / 3>(corners, lambda, weight, sums[1]);
    if constexpr (third >= 0) {
        add_point<third % 3, third / 3>(corners, lambda, weight, sums[2]);
    }
}

__device__ __forceinline__ koala_bear_ext5 load_weight(const uint32_t *table, uint32_t log_size, uint64_t index)
{
    koala_bear_ext5 weight;
#pragma unroll
    for (int i = 0; i < 5; i++) {
        weight.c[i].word = load_read_only(table + (static_cast<uint64_t>(i) << log_size) + index);
    }

    return weight;
}

__device__ __forceinline__ koala_bear_ext5 warp_sum(koala_bear_ext5 value)
{
#pragma unroll
    for (uint32_t mask = 16; mask != 0; mask /= 2) {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            value.c[i] += koala_bear{ shuffle_xor(value.c[i].word, mask) };
        }
    }

    return value;
}

// A thread's three sums with their whole weights: needed once in many tiles, so they wait in shared memory and not in 15 registers.

__device__ __forceinline__ void clear_totals(uint32_t *totals)
{
    for (uint32_t i = 0; i < 15; i++) {
        totals[i * logup_tile] = 0;
    }
}

__device__ __forceinline__ koala_bear_ext5 total_of(const uint32_t *totals, int slot)
{
    koala_bear_ext5 total;
#pragma unroll
    for (int i = 0; i < 5; i++) {
        total.c[i].word = totals[(5 * slot + i) * logup_tile];
    }

    return total;
}

__device__ __forceinline__ void add_to_total(uint32_t *totals, int slot, const koala_bear_ext5 &value)
{
    const koala_bear_ext5 total = total_of(totals, slot) + value;
#pragma unroll
    for (int i = 0; i < 5; i++) {
        totals[(5 * slot + i) * logup_tile] = total.c[i].word;
    }
}

template <window_source Source>
__device__ __forceinline__ void sum_window(const window_arguments &arguments)
{
    PICO_DYNAMIC_SHARED(shared);
    const fraction_array &target = arguments.target;
    const uint64_t tiles = target.length >> logup_log_tile, grid = arguments.blocks;
    const uint64_t first_tile = tiles * block_index() / grid, end = tiles * (block_index() + uint64_t{ 1 }) / grid;
    const uint32_t warp = thread_index() >> 5, lane = thread_index() & 31;

    // Which points are a warp's: one of the four has three of them, the others two. Warps of one number share a scheduler, so among the blocks that a
    // multiprocessor runs at a time (as a rule neighbours in steps of all multiprocessors) each number has its turn.
    const uint32_t role = (warp + block_index() / arguments.multiprocessors) & 3;
    uint32_t *const own_corner = shared + (thread_index() & 3) * corner_stride + (thread_index() >> 2);
    const uint32_t *const corners = shared + lane;
    uint32_t *const totals = shared + entry_coefficients * plane_stride + thread_index();
    uint32_t group = target.segments == nullptr ? 0 : group_of_tile(target, first_tile);
    ext5_sum sums[3] = {};
    clear_totals(totals);
    for (uint64_t tile = first_tile; tile < end; tile++) {
        while (target.segments != nullptr && group + 1 < target.groups &&
               load_read_only(target.segments + group + 1) <= tile) {
            group++;
        }

        const uint64_t x = (tile << logup_log_tile) + thread_index();
        const fraction_place place = place_of(target, arguments.source, x, group);
        const fraction_entry entry = make_entry<Source>(arguments, place);
        if constexpr (Source != window_source::nodes) {
            store_entry(arguments, x, entry);
        }

#pragma unroll
        for (int array = 0; array < 4; array++) {
#pragma unroll
            for (int i = 0; i < 5; i++) {
                own_corner[(5 * array + i) * plane_stride] = entry.arrays[array].c[i].word;
            }
        }

        barrier();

        // The tile's place among the weights; a dense target counts as one segment.
        const uint64_t tile_row = target.segments == nullptr ? x - thread_index() : place.row - thread_index();
        const uint64_t low = tile_row / 4 & ((uint64_t{ 1 } << arguments.log_low) - 1),
                       high = tile_row / 4 >> arguments.log_low;
        const ext5_factor weight = make_factor(load_weight(arguments.low_weights, arguments.log_low, low + lane));
        if (role == 0) {
            add_points<0>(corners, arguments.lambda, weight, sums);
        } else if (role == 1) {
            add_points<1>(corners, arguments.lambda, weight, sums);
        } else if (role == 2) {
            add_points<2>(corners, arguments.lambda, weight, sums);
        } else {
            add_points<3>(corners, arguments.lambda, weight, sums);
        }

        barrier();
        const bool segment_ends = target.segments != nullptr && group + 1 < target.groups &&
                                  load_read_only(target.segments + group + 1) == tile + 1;
        if (tile + 1 == end || low + 32 == uint64_t{ 1 } << arguments.log_low || segment_ends) {
            // The rest of the weight is the same for all tiles since the last time here.
            koala_bear_ext5 rest = load_weight(arguments.high_weights, arguments.log_high, high);
            if (arguments.group_weights != nullptr) {
                rest = rest * load_weight(arguments.group_weights, arguments.log_groups, group);
            }

            const ext5_factor factor = make_factor(rest);
#pragma unroll
            for (int slot = 0; slot < 3; slot++) {
                add_to_total(totals, slot, sums[slot].reduce() * factor);
                sums[slot] = ext5_sum::zero();
            }
        }
    }

#pragma unroll
    for (int slot = 0; slot < 3; slot++) {
        const koala_bear_ext5 total = warp_sum(total_of(totals, slot));
        const int point = point_of(role, slot);
        if (lane == 0 && point >= 0) {
#pragma unroll
            for (int i = 0; i < 5; i++) {
                arguments.partial_sums[(5 * point + i) * grid + block_index()] = total.c[i].word;
            }
        }
    }
}

} // namespace pico

// Launch of the windows: 128 threads, at most as many blocks as the target has tiles, each with a contiguous stretch of them; 20,480 bytes of shared
// memory; two barriers a tile. Blocks are not synchronised: each leaves its part of the 45 sums.

extern "C" __global__ void __launch_bounds__(128, 4) pico_logup_window_kernel(pico::window_arguments arguments)
{
    pico::sum_window<pico::window_source::nodes>(arguments);
}

extern "C" __global__ void __launch_bounds__(128, 4)
    pico_logup_bind_nodes_window_kernel(pico::window_arguments arguments)
{
    pico::sum_window<pico::window_source::nodes_bound>(arguments);
}

extern "C" __global__ void __launch_bounds__(128, 4)
    pico_logup_bind_entries_window_kernel(pico::window_arguments arguments)
{
    pico::sum_window<pico::window_source::entries_bound>(arguments);
}

// Binding alone, for the end of a layer, whose target is one dense tile. Launch: one block of 128 threads.

extern "C" __global__ void __launch_bounds__(128, 4) pico_logup_bind_nodes_kernel(pico::window_arguments arguments)
{
    using namespace pico;
    const fraction_place place = place_of(arguments.target, arguments.source, global_index(), 0);
    store_entry(arguments, global_index(), make_entry<window_source::nodes_bound>(arguments, place));
}

extern "C" __global__ void __launch_bounds__(128) pico_logup_bind_entries_kernel(pico::window_arguments arguments)
{
    using namespace pico;
    const fraction_place place = place_of(arguments.target, arguments.source, global_index(), 0);
    store_entry(arguments, global_index(), make_entry<window_source::entries_bound>(arguments, place));
}

/// Sums [rows][count] words over count: the last step of every sum over blocks. sums: [rows]. Launch: a block of 128 threads for each row.
extern "C" __global__ void __launch_bounds__(128)
    pico_logup_sum_kernel(const uint32_t *words, uint32_t count, uint32_t *sums)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared);
    koala_bear sum = koala_bear::zero();
    for (uint32_t i = thread_index(); i < count; i += block_size()) {
        sum += koala_bear{ load_read_only(words + static_cast<uint64_t>(block_index()) * count + i) };
    }

#pragma unroll
    for (uint32_t mask = 16; mask != 0; mask /= 2) {
        sum += koala_bear{ shuffle_xor(sum.word, mask) };
    }

    if ((thread_index() & 31) == 0) {
        shared[thread_index() >> 5] = sum.word;
    }

    barrier();
    if (thread_index() == 0) {
        for (uint32_t warp = 1; warp < block_size() >> 5; warp++) {
            sum += koala_bear{ shared[warp] };
        }

        sums[block_index()] = sum.word;
    }
}

/// Tables of eq. Launch: a thread for each entry of all tables, 128 a block, no shared memory. Up to 18 products a thread; once a layer.
extern "C" __global__ void __launch_bounds__(128) pico_logup_eq_tables_kernel(pico::eq_arguments arguments)
{
    using namespace pico;
    const uint32_t thread = static_cast<uint32_t>(global_index());
    if (thread >= arguments.thread_count) {
        return;
    }

    // Tables are few: looking for one's own from the first on costs less than one product.
    uint32_t number = 0;
    while (number + 1 < arguments.table_count && arguments.tables[number + 1].first_thread <= thread) {
        number++;
    }

    const eq_table table = arguments.tables[number];
    const uint32_t index = thread - table.first_thread;
    koala_bear_ext5 value = koala_bear_ext5::from_base(koala_bear::one());
    for (uint32_t k = 0; k < table.log_size; k++) {
        value = value * arguments.coordinates[table.first_coordinate + k].factors[index >> k & 1];
    }

#pragma unroll
    for (int i = 0; i < 5; i++) {
        arguments.words[table.offset + (static_cast<uint64_t>(i) << table.log_size) + index] = value.c[i].word;
    }
}

PICO_REGISTER_KERNEL(pico_logup_window_kernel);
PICO_REGISTER_KERNEL(pico_logup_bind_nodes_window_kernel);
PICO_REGISTER_KERNEL(pico_logup_bind_entries_window_kernel);
PICO_REGISTER_KERNEL(pico_logup_bind_nodes_kernel);
PICO_REGISTER_KERNEL(pico_logup_bind_entries_kernel);
PICO_REGISTER_KERNEL(pico_logup_sum_kernel);
PICO_REGISTER_KERNEL(pico_logup_eq_tables_kernel);
