// SPDX-License-Identifier: MIT OR Apache-2.0
// Trees and their leaves; logup_layer.cpp has the sumchecks.

#include "launchers/logup_tree.hpp"
#include "launchers/logup_windows.hpp"

using namespace pico;

namespace
{

logup_layout checked_layout(int32_t log_rows, const uint32_t *heights, size_t group_count)
{
    require(heights != nullptr, "null");
    require(log_rows >= 0 && log_rows <= PICO_LOGUP_MAX_LOG_ROWS, "a group has 2^0 to 2^26 rows");
    require(group_count >= 1 && group_count <= PICO_LOGUP_MAX_GROUPS && (log_rows > 0 || group_count > 1),
            "one group of two rows at least, 4096 groups at most");
    for (size_t group = 0; group < group_count; group++) {
        require(heights[group] <= UINT32_C(1) << log_rows, "a group has more real leaves than rows");
    }

    return logup_layout(log_rows, { heights, heights + group_count });
}

uint64_t work_words(const logup_layout &layout)
{
    return layout.weight_words() + uint64_t{ logup_max_blocks } * PICO_LOGUP_WINDOW_WORDS;
}

/// The layers above one that is at an address.
void merge_from(pico_stream *stream, pico_logup_tree *tree, int32_t layer, cuda::device_pointer source)
{
    while (layer > tree->layout.first_layer()) {
        const int32_t levels = layer - tree->layout.first_layer() >= 2 ? 2 : 1;
        const int32_t target = layer - levels;
        const merge_arguments arguments = { tree->array(layer),
                                            tree->array(layer - 1),
                                            tree->array(target),
                                            device_words(source),
                                            device_words(tree->nodes_of(layer - 1)),
                                            device_words(tree->nodes_of(target)) };
        launch(stream, "logup_tree", levels == 2 ? "pico_logup_merge_twice_kernel" : "pico_logup_merge_kernel",
               one_thread_each(arguments.target.length, logup_tile), arguments);
        layer = target;
        source = tree->nodes_of(target);
    }

    tree->is_built = true;
    tree->has_leaves = !tree->layout.leaves_are_restored();
    tree->layer = PICO_LOGUP_HOST_VARIABLES;
    tree->is_open = false;
}

/// What the leaf kernel writes.
enum class leaf_target { leaves, layers_above };

/// Launches the leaf kernel.
void write_leaves(pico_stream *stream, const pico_logup_tree *tree, const pico_logup_program *program,
                  const pico_buffer *const (&groups)[3], leaf_target target)
{
    const logup_layout &layout = tree->layout;
    require(program->heights == layout.heights(), "the program's leaves are not the tree's groups");
    const auto columns = [&](int group) {
        const uint64_t count = program->group_words[static_cast<size_t>(group)];
        return count == 0 ? nullptr : device_address<uint32_t>(words(stream, groups[group], 0, count));
    };
    const int32_t leaf = layout.layer_count();
    const bool is_wide = layout.leaves_are_restored();
    leaf_arguments arguments = {};
    arguments.preprocessed = columns(0);
    arguments.boundary = columns(1);
    arguments.main = columns(2);
    arguments.tables = device_address<leaf_table>(program->tables[is_wide]);
    arguments.leaves = device_address<pico_logup_leaf>(program->leaves);
    arguments.interactions = device_address<pico_logup_interaction>(program->interactions);
    arguments.fingerprint_terms = device_address<pico_form_term>(program->fingerprint_terms);
    arguments.multiplicity_terms = device_address<pico_base_term>(program->multiplicity_terms);
    arguments.table_count = program->table_count;
    arguments.leaf = arguments.middle = arguments.top = tree->array(leaf);
    if (target == leaf_target::leaves) {
        arguments.leaf_words = device_words(tree->nodes_of(leaf));
    } else {
        arguments.middle = tree->array(leaf - 1);
        arguments.top = tree->array(leaf - 2);
        arguments.middle_words = device_words(tree->nodes_of(leaf - 1));
        arguments.top_words = device_words(tree->nodes_of(leaf - 2));
    }

    if (layout.at(leaf).is_dense) {
        launch(stream, "logup_tree", "pico_logup_clear_kernel", one_thread_each(arguments.leaf.length, logup_tile),
               tree->nodes_of(leaf), arguments.leaf.length);
    }

    if (program->blocks[is_wide] != 0) {
        launch(stream, "logup_leaf",
               !is_wide              ? "pico_logup_leaves_kernel"
               : program->is_aligned ? "pico_logup_leaves_by_four_kernel"
                                     : "pico_logup_leaves_by_four_unaligned_kernel",
               { program->blocks[is_wide], logup_tile }, arguments);
    }
}

/// Copies given leaves to the device and places them.
void place_leaves(pico_stream *stream, const pico_logup_tree *tree, const uint32_t *nodes, size_t leaf_count,
                  cuda::device_pointer target)
{
    std::vector<uint64_t> first_leaves = { 0 };
    for (const uint32_t height : tree->layout.heights()) {
        first_leaves.push_back(first_leaves.back() + height);
    }

    require(first_leaves.back() == leaf_count, "as many leaves as the groups have");
    const buffer_pointer source = allocate_words(stream, node_coefficients * uint64_t{ leaf_count });
    const buffer_pointer starts = allocate_words(stream, 2 * first_leaves.size());
    write_bytes(stream, source->address, nodes, 4 * size_t{ node_coefficients } * leaf_count);
    write_bytes(stream, starts->address, first_leaves.data(), 8 * first_leaves.size());
    const fraction_array leaves = tree->array(tree->layout.layer_count());
    launch(stream, "logup_tree", "pico_logup_place_leaves_kernel", one_thread_each(leaves.length, logup_tile), leaves,
           target, source->address, starts->address);
    const cuda_driver &driver = stream->state->driver();
    driver.check(driver.stream_synchronize(stream->state->get()), "cuStreamSynchronize");
}

/// Leaves go where the layers above them are: not before those are proved.
void require_leaves_are_next(const pico_logup_tree *tree)
{
    require(tree->is_built && !tree->is_open && tree->layer + 1 == tree->layout.layer_count(),
            "leaves are restored when all layers above them were proved");
}

} // namespace

pico_status pico_logup_tree_size(int32_t log_rows, const uint32_t *heights, size_t group_count, size_t *byte_count)
{
    return guard("pico_logup_tree_size", [&] {
        require(byte_count != nullptr, "null");
        const logup_layout layout = checked_layout(log_rows, heights, group_count);
        *byte_count = 4 * (layout.node_words() + work_words(layout) + layout.segment_words().size());
    });
}

pico_status pico_logup_tree_create(pico_stream *stream, int32_t log_rows, const uint32_t *heights, size_t group_count,
                                   pico_logup_tree **tree)
{
    return guard("pico_logup_tree_create", [&] {
        require(stream != nullptr && tree != nullptr, "null");
        logup_layout layout = checked_layout(log_rows, heights, group_count);
        std::vector<uint32_t> host_segments = layout.segment_words();
        buffer_pointer nodes = allocate_words(stream, layout.node_words());
        buffer_pointer segments = allocate_words(stream, host_segments.size());
        buffer_pointer work = allocate_words(stream, work_words(layout));
        auto result = std::make_unique<pico_logup_tree>(pico_logup_tree{
            std::move(layout), std::move(host_segments), std::move(nodes), std::move(segments), std::move(work) });
        write_bytes(stream, result->segments->address, result->host_segments.data(), 4 * result->host_segments.size());
        *tree = result.release();
    });
}

void pico_logup_tree_destroy(pico_logup_tree *tree)
{
    delete tree;
}

pico_status pico_logup_tree_build(pico_stream *stream, pico_logup_tree *tree, const pico_logup_program *program,
                                  const pico_buffer *preprocessed, const pico_buffer *boundary, const pico_buffer *main)
{
    return guard("pico_logup_tree_build", [&] {
        require(stream != nullptr && tree != nullptr && program != nullptr, "null");
        const bool is_restored = tree->layout.leaves_are_restored();
        write_leaves(stream, tree, program, { preprocessed, boundary, main },
                     is_restored ? leaf_target::layers_above : leaf_target::leaves);
        const int32_t layer = tree->layout.layer_count() - (is_restored ? 2 : 0);
        merge_from(stream, tree, layer, tree->nodes_of(layer));
    });
}

pico_status pico_logup_tree_restore_leaves(pico_stream *stream, pico_logup_tree *tree,
                                           const pico_logup_program *program, const pico_buffer *preprocessed,
                                           const pico_buffer *boundary, const pico_buffer *main)
{
    return guard("pico_logup_tree_restore_leaves", [&] {
        require(stream != nullptr && tree != nullptr && program != nullptr, "null");
        require_leaves_are_next(tree);
        if (!tree->has_leaves) {
            write_leaves(stream, tree, program, { preprocessed, boundary, main }, leaf_target::leaves);
            tree->has_leaves = true;
        }
    });
}

pico_status pico_logup_tree_build_from(pico_stream *stream, pico_logup_tree *tree, const uint32_t *nodes,
                                       size_t leaf_count)
{
    return guard("pico_logup_tree_build_from", [&] {
        require(stream != nullptr && tree != nullptr && (nodes != nullptr || leaf_count == 0), "null");
        const logup_layout &layout = tree->layout;
        const int32_t leaf = layout.layer_count();
        if (layout.leaves_are_restored()) {
            const buffer_pointer leaves = allocate_words(stream, layout.leaf_words());
            place_leaves(stream, tree, nodes, leaf_count, leaves->address);
            merge_from(stream, tree, leaf, leaves->address);
        } else {
            place_leaves(stream, tree, nodes, leaf_count, tree->nodes_of(leaf));
            merge_from(stream, tree, leaf, tree->nodes_of(leaf));
        }
    });
}

pico_status pico_logup_tree_restore_leaves_from(pico_stream *stream, pico_logup_tree *tree, const uint32_t *nodes,
                                                size_t leaf_count)
{
    return guard("pico_logup_tree_restore_leaves_from", [&] {
        require(stream != nullptr && tree != nullptr && (nodes != nullptr || leaf_count == 0), "null");
        require_leaves_are_next(tree);
        if (!tree->has_leaves) {
            place_leaves(stream, tree, nodes, leaf_count, tree->nodes_of(tree->layout.layer_count()));
            tree->has_leaves = true;
        }
    });
}

pico_status pico_logup_tree_copy_top(pico_stream *stream, const pico_logup_tree *tree, pico_buffer *nodes)
{
    return guard("pico_logup_tree_copy_top", [&] {
        require(stream != nullptr && tree != nullptr, "null");
        require(tree->is_built, "the tree has no leaves yet");
        const cuda::device_pointer target = words(stream, nodes, 0, PICO_LOGUP_TOP_WORDS);
        const size_t byte_count = 4 * PICO_LOGUP_TOP_WORDS;
        stream->state->context().use();
        stream->state->queue(PICO_PROFILE_ON_DEVICE, "cuMemcpyDtoDAsync", byte_count,
                             [&](const cuda_driver &driver, cuda::stream queue) {
                                 return driver.copy_on_device(target, tree->nodes_of(tree->layout.first_layer()),
                                                              byte_count, queue);
                             });
    });
}
