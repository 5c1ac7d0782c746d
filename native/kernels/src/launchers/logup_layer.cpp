// SPDX-License-Identifier: MIT OR Apache-2.0
// The sumchecks of layers, two rounds at a time.

#include "launchers/logup_tree.hpp"
#include "launchers/logup_windows.hpp"

using namespace pico;

namespace
{

koala_bear_ext5 element(const uint32_t *words)
{
    require(words != nullptr, "null");
    koala_bear_ext5 result;
    for (int i = 0; i < 5; i++) {
        require(words[i] < koala_bear::modulus, "not a field element");
        result.c[i].word = words[i];
    }

    return result;
}

cuda::device_pointer partial_sums(const pico_logup_tree *tree)
{
    return tree->work->address + 4 * tree->layout.weight_words();
}

/// What a pass reads and writes, without weights.
window_arguments pass(const pico_logup_tree *tree, int32_t source_variables, cuda::device_pointer source,
                      int32_t target_variables)
{
    window_arguments arguments = {};
    arguments.source = tree->array(source_variables);
    arguments.target = tree->array(target_variables);
    arguments.source_words = device_address<uint32_t>(source);
    arguments.lambda = tree->lambda;
    arguments.lambda_factor = make_factor(tree->lambda);
    return arguments;
}

/// The pass that binds the window's variables.
window_arguments bind(const pico_logup_tree *tree, const koala_bear_ext5 &first, const koala_bear_ext5 &second)
{
    window_arguments arguments =
        tree->is_bound ? pass(tree, tree->variables, tree->entries_of(tree->variables), tree->variables - 2)
                       : pass(tree, tree->layer, tree->nodes_of(tree->layer), tree->variables - 2);
    arguments.target_words = device_words(tree->entries_of(tree->variables - 2));
    set_fold(first, second, arguments.fold);
    return arguments;
}

/// Launches a window and the addition of its blocks' sums.
void sum_window(pico_stream *stream, const pico_logup_tree *tree, const char *kernel, window_arguments &arguments,
                pico_buffer *sums)
{
    const cuda::device_pointer target = words(stream, sums, 0, PICO_LOGUP_WINDOW_WORDS);
    const window_weights &weights = tree->weights.windows[tree->window];
    const uint32_t *const tables = device_address<uint32_t>(tree->work->address);
    arguments.low_weights = tables + weights.low_start;
    arguments.high_weights = tables + weights.high_start;
    arguments.group_weights = arguments.target.segments == nullptr ? nullptr : tables;
    arguments.log_low = weights.log_low;
    arguments.log_high = weights.log_high;
    arguments.log_groups = static_cast<uint32_t>(tree->layout.log_groups());
    arguments.partial_sums = device_words(partial_sums(tree));
    arguments.multiprocessors = stream->state->context().multiprocessors();
    arguments.blocks = window_blocks(arguments.target, arguments.multiprocessors);
    launch(stream, "logup_layer", kernel, { arguments.blocks, logup_tile, logup_window_shared_bytes }, arguments);
    launch(stream, "logup_layer", "pico_logup_sum_kernel", { PICO_LOGUP_WINDOW_WORDS, 128, 16 }, partial_sums(tree),
           arguments.blocks, target);
}

void require_open(const pico_stream *stream, const pico_logup_tree *tree)
{
    require(stream != nullptr && tree != nullptr, "null");
    require(tree->is_open, "no layer was begun");
}

} // namespace

pico_status pico_logup_layer_begin(pico_stream *stream, pico_logup_tree *tree, int32_t layer, const uint32_t *point,
                                   const uint32_t lambda[5], pico_buffer *sums)
{
    return guard("pico_logup_layer_begin", [&] {
        require(stream != nullptr && tree != nullptr && point != nullptr, "null");
        words(stream, sums, 0, PICO_LOGUP_WINDOW_WORDS);
        require(tree->is_built && !tree->is_open,
                "a layer begins when the tree is built and the layer above has ended");
        require(layer == tree->layer + 1 && layer <= tree->layout.layer_count(),
                "layers are proved one after the other");
        require(layer < tree->layout.layer_count() || tree->has_leaves, "the leaves were not restored");
        std::vector<koala_bear_ext5> coordinates;
        for (int32_t i = 0; i < layer - 1; i++) {
            coordinates.push_back(element(point + 5 * i));
        }

        tree->lambda = element(lambda);
        tree->layer = layer;
        tree->variables = layer - 1;
        tree->is_bound = false;
        tree->window = 0;
        tree->weights = tree->layout.weights(layer);
        const eq_arguments tables = make_eq_arguments(tree->weights, layer, tree->layout.log_groups(),
                                                      coordinates.data(), device_words(tree->work->address));
        launch(stream, "logup_layer", "pico_logup_eq_tables_kernel", one_thread_each(tables.thread_count, 128), tables);
        window_arguments arguments = pass(tree, layer, tree->nodes_of(layer), layer - 1);
        sum_window(stream, tree, "pico_logup_window_kernel", arguments, sums);
        tree->is_open = true;
    });
}

pico_status pico_logup_layer_next_variables(const pico_logup_tree *tree, int32_t *variables)
{
    return guard("pico_logup_layer_next_variables", [&] {
        require(tree != nullptr && variables != nullptr, "null");
        require(tree->is_open, "no layer was begun");
        *variables = tree->variables - 2;
    });
}

pico_status pico_logup_layer_continue(pico_stream *stream, pico_logup_tree *tree, const uint32_t first[5],
                                      const uint32_t second[5], pico_buffer *sums)
{
    return guard("pico_logup_layer_continue", [&] {
        require_open(stream, tree);
        words(stream, sums, 0, PICO_LOGUP_WINDOW_WORDS);
        require(tree->variables - 2 >= logup_host_variables, "the layer's last rounds are the host's");
        window_arguments arguments = bind(tree, element(first), element(second));
        const char *const kernel =
            tree->is_bound ? "pico_logup_bind_entries_window_kernel" : "pico_logup_bind_nodes_window_kernel";
        tree->window++;
        tree->variables -= 2;
        tree->is_bound = true;
        sum_window(stream, tree, kernel, arguments, sums);
    });
}

pico_status pico_logup_layer_finish(pico_stream *stream, pico_logup_tree *tree, const uint32_t first[5],
                                    const uint32_t second[5], pico_buffer *entries)
{
    return guard("pico_logup_layer_finish", [&] {
        require_open(stream, tree);
        const cuda::device_pointer target = words(stream, entries, 0, PICO_LOGUP_ENTRY_WORDS);
        require(tree->variables - 2 < logup_host_variables, "the layer has more rounds for the device");
        window_arguments arguments = bind(tree, element(first), element(second));
        arguments.target_words = device_words(target);
        launch(stream, "logup_layer",
               tree->is_bound ? "pico_logup_bind_entries_kernel" : "pico_logup_bind_nodes_kernel", { 1, logup_tile },
               arguments);
        tree->is_open = false;
    });
}
