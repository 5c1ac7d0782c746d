// SPDX-License-Identifier: MIT OR Apache-2.0
// Layers of the tree of fractions from the layer below.
//
// Two layers a pass: 40 bytes read and 30 written per source node for 0.75 merges, that is 71 IMAD: at 3.35 TB/s 21 ps, at 14.8 T IMAD/s 4.8 ps, so a pass
// is bound by memory. One layer a pass would move 40 + 20 + 20 + 10 bytes.

#include "kernels/logup_arrays.cuh"

// Launch of both: a thread for each element of the target, 128 a block, no shared memory, no synchronisation. All arrays: [10][length], as logup_arguments.cuh says.

extern "C" __global__ void __launch_bounds__(128) pico_logup_merge_kernel(pico::merge_arguments arguments)
{
    using namespace pico;
    const fraction_array &target = arguments.target, &source = arguments.source;
    const uint64_t x = global_index();
    const fraction_place place =
        place_of(target, source, x, target.segments == nullptr ? 0 : group_of_tile(target, block_index()));
    fraction_node nodes[2] = { fraction_node::virtual_node(), fraction_node::virtual_node() };
    uint64_t index = 0;
    if (find(source, place, 1, index)) {
        load_nodes<2>(arguments.source_words, source.length, index, nodes);
    }

    const fraction_node parent[1] = { merge(nodes[0], nodes[1]) };
    store_nodes<1>(arguments.target_words, target.length, x, parent);
}

extern "C" __global__ void __launch_bounds__(128) pico_logup_merge_twice_kernel(pico::merge_arguments arguments)
{
    using namespace pico;
    const fraction_array &target = arguments.target, &source = arguments.source;
    const uint64_t x = global_index();
    const fraction_place place =
        place_of(target, source, x, target.segments == nullptr ? 0 : group_of_tile(target, block_index()));
    fraction_node nodes[4] = { fraction_node::virtual_node(), fraction_node::virtual_node(),
                               fraction_node::virtual_node(), fraction_node::virtual_node() };
    uint64_t index = 0;
    if (find(source, place, 2, index)) {
        load_nodes<4>(arguments.source_words, source.length, index, nodes);
    }

    store_merged(nodes, place, arguments.middle, arguments.middle_words, target, arguments.target_words);
}

/// Makes every element of an array virtual. words: [10][length]. Launch: a thread for each element.
extern "C" __global__ void __launch_bounds__(128) pico_logup_clear_kernel(uint32_t *words, uint64_t length)
{
    using namespace pico;
    const fraction_node node[1] = { fraction_node::virtual_node() };
    store_nodes<1>(words, length, global_index(), node);
}

/// Given leaves to their places. nodes: [leaf_count][10], group after group. first_leaves: [groups + 1], the number of real leaves before each group.
/// Launch: a thread for each element of the leaf array; elements beyond a group's leaves become virtual.
extern "C" __global__ void __launch_bounds__(128)
    pico_logup_place_leaves_kernel(pico::fraction_array target, uint32_t *words, const uint32_t *nodes,
                                   const uint64_t *first_leaves)
{
    using namespace pico;
    const uint64_t x = global_index();
    fraction_place place;
    if (target.segments != nullptr) {
        place = place_of(target, target, x, group_of_tile(target, block_index()));
    } else {
        place = { static_cast<uint32_t>(x >> target.log_rows), x & ((uint64_t{ 1 } << target.log_rows) - 1) };
    }

    fraction_node node[1] = { fraction_node::virtual_node() };
    if (place.group < target.groups && place.row < first_leaves[place.group + 1] - first_leaves[place.group]) {
        const uint32_t *const source = nodes + 10 * (first_leaves[place.group] + place.row);
#pragma unroll
        for (int i = 0; i < 5; i++) {
            node[0].p.c[i].word = load_read_only(source + i);
            node[0].q.c[i].word = load_read_only(source + i + 5);
        }
    }

    store_nodes<1>(words, target.length, x, node);
}

PICO_REGISTER_KERNEL(pico_logup_merge_kernel);
PICO_REGISTER_KERNEL(pico_logup_merge_twice_kernel);
PICO_REGISTER_KERNEL(pico_logup_clear_kernel);
PICO_REGISTER_KERNEL(pico_logup_place_leaves_kernel);
