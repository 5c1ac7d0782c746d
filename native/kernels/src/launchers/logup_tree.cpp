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

uint64_t node_words(const logup_layout &layout)
{
    return layout.upper_words() + layout.leaf_words();
}

uint64_t work_words(const logup_layout &layout)
{
    return layout.weight_words() + uint64_t{ logup_max_blocks } * PICO_LOGUP_WINDOW_WORDS;
}

/// The layers above one that is there.
void merge_from(pico_stream *stream, pico_logup_tree *tree, int32_t layer)
{
    while (layer > tree->layout.first_layer()) {
        const int32_t levels = layer - tree->layout.first_layer() >= 2 ? 2 : 1;
        const int32_t target = layer - levels;
        const merge_arguments arguments = { tree->array(layer),
                                            tree->array(layer - 1),
                                            tree->array(target),
                                            device_words(tree->nodes_of(layer)),
                                            device_words(tree->nodes_of(layer - 1)),
                                            device_words(tree->nodes_of(target)) };
        launch(stream, "logup_tree", levels == 2 ? "pico_logup_merge_twice_kernel" : "pico_logup_merge_kernel",
               one_thread_each(arguments.target.length, logup_tile), arguments);
        layer = target;
    }

    tree->is_built = true;
    tree->layer = PICO_LOGUP_HOST_VARIABLES;
    tree->is_open = false;
}

} // namespace

pico_status pico_logup_tree_size(int32_t log_rows, const uint32_t *heights, size_t group_count, size_t *byte_count)
{
    return guard("pico_logup_tree_size", [&] {
        require(byte_count != nullptr, "null");
        const logup_layout layout = checked_layout(log_rows, heights, group_count);
        *byte_count = 4 * (node_words(layout) + work_words(layout) + layout.segment_words().size());
    });
}

pico_status pico_logup_tree_create(pico_stream *stream, int32_t log_rows, const uint32_t *heights, size_t group_count,
                                   pico_logup_tree **tree)
{
    return guard("pico_logup_tree_create", [&] {
        require(stream != nullptr && tree != nullptr, "null");
        logup_layout layout = checked_layout(log_rows, heights, group_count);
        std::vector<uint32_t> host_segments = layout.segment_words();
        buffer_pointer nodes = allocate_words(stream, node_words(layout));
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
        const logup_layout &layout = tree->layout;
        require(program->heights == layout.heights(), "the program's leaves are not the tree's groups");
        const auto columns = [&](const pico_buffer *buffer, uint64_t count) {
            return count == 0 ? nullptr : device_address<uint32_t>(words(stream, buffer, 0, count));
        };
        const int32_t leaf = layout.layer_count();
        const bool is_merged = program->is_aligned && leaf - 2 >= layout.first_layer() && !layout.at(leaf - 2).is_dense;
        const fraction_array leaf_array = tree->array(leaf);
        leaf_arguments arguments = {
            columns(preprocessed, program->group_words[0]),
            columns(boundary, program->group_words[1]),
            columns(main, program->group_words[2]),
            device_address<leaf_table>(program->tables[is_merged]),
            device_address<pico_logup_leaf>(program->leaves),
            device_address<pico_logup_interaction>(program->interactions),
            device_address<pico_form_term>(program->fingerprint_terms),
            device_address<pico_base_term>(program->multiplicity_terms),
            program->table_count,
            leaf_array,
            leaf_array,
            leaf_array,
            device_words(tree->nodes_of(leaf)),
            nullptr,
            nullptr,
        };
        if (is_merged) {
            arguments.middle = tree->array(leaf - 1);
            arguments.top = tree->array(leaf - 2);
            arguments.middle_words = device_words(tree->nodes_of(leaf - 1));
            arguments.top_words = device_words(tree->nodes_of(leaf - 2));
        }

        if (layout.at(leaf).is_dense) {
            launch(stream, "logup_tree", "pico_logup_clear_kernel", one_thread_each(leaf_array.length, logup_tile),
                   tree->nodes_of(leaf), leaf_array.length);
        }

        if (program->blocks[is_merged] != 0) {
            launch(stream, "logup_leaf", is_merged ? "pico_logup_leaves_merged_kernel" : "pico_logup_leaves_kernel",
                   { program->blocks[is_merged], logup_tile }, arguments);
        }

        merge_from(stream, tree, is_merged ? leaf - 2 : leaf);
    });
}

pico_status pico_logup_tree_build_from(pico_stream *stream, pico_logup_tree *tree, const uint32_t *nodes,
                                       size_t leaf_count)
{
    return guard("pico_logup_tree_build_from", [&] {
        require(stream != nullptr && tree != nullptr && (nodes != nullptr || leaf_count == 0), "null");
        const logup_layout &layout = tree->layout;
        std::vector<uint64_t> first_leaves = { 0 };
        for (const uint32_t height : layout.heights()) {
            first_leaves.push_back(first_leaves.back() + height);
        }

        require(first_leaves.back() == leaf_count, "as many leaves as the groups have");
        const buffer_pointer source = allocate_words(stream, node_coefficients * uint64_t{ leaf_count });
        const buffer_pointer starts = allocate_words(stream, 2 * first_leaves.size());
        write_bytes(stream, source->address, nodes, 4 * size_t{ node_coefficients } * leaf_count);
        write_bytes(stream, starts->address, first_leaves.data(), 8 * first_leaves.size());
        const int32_t leaf = layout.layer_count();
        const fraction_array target = tree->array(leaf);
        launch(stream, "logup_tree", "pico_logup_place_leaves_kernel", one_thread_each(target.length, logup_tile),
               target, tree->nodes_of(leaf), source->address, starts->address);
        merge_from(stream, tree, leaf);
        const cuda_driver &driver = stream->state->driver();
        driver.check(driver.stream_synchronize(stream->state->get()), "cuStreamSynchronize");
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
