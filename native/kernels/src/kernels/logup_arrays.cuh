// SPDX-License-Identifier: MIT OR Apache-2.0
// How kernels find their way in the arrays of logup_arguments.cuh. A pass has a thread for every element of the array that it writes, padding included, so
// that what it leaves is defined everywhere; the source is read where it exists and is virtual elsewhere.
#pragma once

#include "kernels/logup_arguments.cuh"
#include "kernels/words.cuh"

namespace pico
{

/// A place that several arrays share: a row of a group, or an index where all of them are dense.
struct fraction_place {
    uint32_t group;
    uint64_t row;
};

/// The last group whose segment begins at this tile or before it: the one that has the tile, since groups without rows begin where the next one does.
__device__ __forceinline__ uint32_t group_of_tile(const fraction_array &array, uint64_t tile)
{
    uint32_t low = 0, high = array.groups;
    while (high - low > 1) {
        const uint32_t middle = (low + high) / 2;
        const bool above = load_read_only(array.segments + middle) > tile;
        low = above ? low : middle;
        high = above ? middle : high;
    }

    return low;
}

/// The place of element x of a target; tile_group is the group of its tile when it has segments.
__device__ __forceinline__ fraction_place place_of(const fraction_array &target, const fraction_array &source,
                                                   uint64_t x, uint32_t tile_group)
{
    if (target.segments != nullptr) {
        return { tile_group,
                 x - (static_cast<uint64_t>(load_read_only(target.segments + tile_group)) << logup_log_tile) };
    }

    // A source with segments has 128 rows at least, and a pass merges eight, so the target still has row variables.
    return source.segments != nullptr ? fraction_place{ static_cast<uint32_t>(x >> target.log_rows),
                                                        x & ((uint64_t{ 1 } << target.log_rows) - 1) }
                                      : fraction_place{ 0, x };
}

/// The first of the 2^log_stretch elements of an array that belong to a place. False where they are virtual: all of them are, or none.
__device__ __forceinline__ bool find(const fraction_array &array, const fraction_place &place, uint32_t log_stretch,
                                     uint64_t &index)
{
    const uint64_t row = place.row << log_stretch;
    if (array.segments == nullptr) {
        index = (place.group == 0 ? 0 : static_cast<uint64_t>(place.group) << array.log_rows) + row;
        return index < array.length;
    }

    if (place.group >= array.groups) {
        return false;
    }

    index = (static_cast<uint64_t>(load_read_only(array.segments + place.group)) << logup_log_tile) + row;
    return row < static_cast<uint64_t>(load_read_only(array.segments + array.groups + place.group)) << logup_log_tile;
}

/// p / q.
struct fraction_node {
    koala_bear_ext5 p, q;

    __device__ static __forceinline__ fraction_node virtual_node()
    {
        return { {}, koala_bear_ext5::from_base(koala_bear::one()) };
    }
};

/// The sum of two fractions: 95 IMAD and some 66 other slots.
__device__ __forceinline__ fraction_node merge(const fraction_node &left, const fraction_node &right)
{
    const ext5_factor factor = make_factor(right.q);
    return { dot(left.p, factor, right.p, make_factor(left.q)), left.q * factor };
}

/// Count neighbouring nodes of an array, from an index that Count divides.
template <int Count>
__device__ __forceinline__ void load_nodes(const uint32_t *base, uint64_t length, uint64_t index,
                                           fraction_node (&nodes)[Count])
{
#pragma unroll
    for (int i = 0; i < 5; i++) {
        const words<Count> p = load_words<Count>(base + i * length + index),
                           q = load_words<Count>(base + (i + 5) * length + index);
#pragma unroll
        for (int k = 0; k < Count; k++) {
            nodes[k].p.c[i].word = p.w[k];
            nodes[k].q.c[i].word = q.w[k];
        }
    }
}

template <int Count>
__device__ __forceinline__ void store_nodes(uint32_t *base, uint64_t length, uint64_t index,
                                            const fraction_node (&nodes)[Count])
{
#pragma unroll
    for (int i = 0; i < 5; i++) {
        words<Count> p, q;
#pragma unroll
        for (int k = 0; k < Count; k++) {
            p.w[k] = nodes[k].p.c[i].word;
            q.w[k] = nodes[k].q.c[i].word;
        }

        store_words<Count>(base + i * length + index, p);
        store_words<Count>(base + (i + 5) * length + index, q);
    }
}

/// The parents and the grandparent of four nodes, to their layers.
__device__ __forceinline__ void store_merged(const fraction_node (&nodes)[4], const fraction_place &place,
                                             const fraction_array &middle, uint32_t *middle_words,
                                             const fraction_array &target, uint32_t *target_words)
{
    const fraction_node parents[2] = { merge(nodes[0], nodes[1]), merge(nodes[2], nodes[3]) };
    const fraction_node grandparent[1] = { merge(parents[0], parents[1]) };
    uint64_t index = 0;
    if (find(middle, place, 1, index)) {
        store_nodes<2>(middle_words, middle.length, index, parents);
    }

    if (find(target, place, 0, index)) {
        store_nodes<1>(target_words, target.length, index, grandparent);
    }
}

} // namespace pico
