// SPDX-License-Identifier: MIT OR Apache-2.0
// Trees of fractions and the sums of their layers, through the C ABI and over the simulated driver, against arrays that hold every virtual leaf.

#include "kernels/logup_layout.hpp"
#include "logup_reference.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

#include <pico/logup.h>

#include <cstring>

using namespace pico;
using namespace pico::tests;

namespace
{

using tree_handle = std::unique_ptr<pico_logup_tree, destroyer<pico_logup_tree, pico_logup_tree_destroy>>;
using program_handle = std::unique_ptr<pico_logup_program, destroyer<pico_logup_program, pico_logup_program_destroy>>;

const uint32_t *words_of(const koala_bear_ext5 &element)
{
    return &element.c[0].word;
}

bool is_equal(const uint32_t *planes, size_t index, int first_plane, const koala_bear_ext5 &element)
{
    for (int i = 0; i < 5; i++) {
        if (planes[static_cast<size_t>(first_plane + i) * 128 + index] != element.c[i].word) {
            return false;
        }
    }

    return true;
}

std::vector<uint32_t> read(const stream_handle &stream, const buffer_handle &buffer, size_t count)
{
    std::vector<uint32_t> words(count);
    EXPECT(pico_buffer_read(stream.get(), buffer.get(), 0, words.data(), 4 * count), PICO_OK);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    return words;
}

uint64_t wrong_top_nodes(const stream_handle &stream, const tree_handle &tree,
                         const std::vector<std::vector<fraction>> &layers)
{
    const buffer_handle top_nodes = allocate(stream, PICO_LOGUP_TOP_WORDS);
    EXPECT(pico_logup_tree_copy_top(stream.get(), tree.get(), top_nodes.get()), PICO_OK);
    const std::vector<uint32_t> top = read(stream, top_nodes, PICO_LOGUP_TOP_WORDS);
    const std::vector<fraction> &expected = layers[std::min<size_t>(7, layers.size() - 1)];
    uint64_t wrong = 0;
    for (size_t i = 0; i < expected.size(); i++) {
        wrong += !is_equal(top.data(), i, 0, expected[i].p) || !is_equal(top.data(), i, 5, expected[i].q);
    }

    return wrong;
}

/// Proves all layers of the device with random challenges and compares every sum and every entry. restore: makes the leaves again.
template <typename Restore>
uint64_t wrong_layers(const stream_handle &stream, const tree_handle &tree,
                      const std::vector<std::vector<fraction>> &layers, random_elements &random, Restore restore)
{
    uint64_t wrong = 0;
    for (size_t layer = 8; layer < layers.size(); layer++) {
        if (layer + 1 == layers.size()) {
            restore();
        }

        std::vector<koala_bear_ext5> point;
        for (size_t i = 0; i + 1 < layer; i++) {
            point.push_back(i % 5 == 3 ? one : random.element());
        }

        const koala_bear_ext5 lambda = random.element();
        std::vector<entry> entries;
        for (size_t i = 0; i < layers[layer].size(); i += 2) {
            const fraction &even = layers[layer][i], &odd = layers[layer][i + 1];
            entries.push_back({ { even.p + lambda * even.q, odd.p, even.q, odd.q } });
        }

        const buffer_handle sums = allocate(stream, PICO_LOGUP_WINDOW_WORDS),
                            last_entries = allocate(stream, PICO_LOGUP_ENTRY_WORDS);
        EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), static_cast<int32_t>(layer), words_of(point[0]),
                                      words_of(lambda), sums.get()),
               PICO_OK);
        for (size_t round = 0;; round += 2) {
            wrong += read(stream, sums, PICO_LOGUP_WINDOW_WORDS) !=
                     window_sums(entries, eq_of(point.data() + round + 2, point.size() - round - 2), lambda);
            const koala_bear_ext5 first = random.element(), second = random.element();
            entries = bind_variable(bind_variable(entries, first), second);
            int32_t variables = 0;
            EXPECT(pico_logup_layer_next_variables(tree.get(), &variables), PICO_OK);
            CHECK_EQUAL(size_t{ 1 } << variables, entries.size());
            if (size_t{ 1 } << variables != entries.size()) {
                return wrong + 1;
            }

            if (variables < PICO_LOGUP_HOST_VARIABLES) {
                EXPECT(
                    pico_logup_layer_continue(stream.get(), tree.get(), words_of(first), words_of(second), sums.get()),
                    PICO_INVALID_ARGUMENT);
                EXPECT(pico_logup_layer_finish(stream.get(), tree.get(), words_of(first), words_of(second),
                                               last_entries.get()),
                       PICO_OK);
                const std::vector<uint32_t> last = read(stream, last_entries, PICO_LOGUP_ENTRY_WORDS);
                for (size_t i = 0; i < entries.size(); i++) {
                    for (int array = 0; array < 4; array++) {
                        wrong += !is_equal(last.data(), i, 5 * array, entries[i].arrays[array]);
                    }
                }

                break;
            }

            EXPECT(pico_logup_layer_continue(stream.get(), tree.get(), words_of(first), words_of(second), sums.get()),
                   PICO_OK);
        }
    }

    return wrong;
}

tree_handle create_tree(const stream_handle &stream, int32_t log_rows, const std::vector<uint32_t> &heights)
{
    pico_logup_tree *tree = nullptr;
    EXPECT(pico_logup_tree_create(stream.get(), log_rows, heights.data(), heights.size(), &tree), PICO_OK);
    return tree_handle(tree);
}

struct tree_case {
    int32_t log_rows;
    std::vector<uint32_t> heights;
};

/// A table of random interactions over random columns, unaligned if asked for.
struct random_machine {
    std::vector<pico_logup_table> tables;
    std::vector<pico_logup_leaf> leaves;
    std::vector<pico_logup_interaction> interactions;
    std::vector<pico_form_term> fingerprint_terms;
    std::vector<pico_base_term> multiplicity_terms;
    std::vector<uint32_t> groups[3];
    std::vector<std::vector<fraction>> fractions;
    std::vector<uint32_t> heights;

    random_machine(random_elements &random, const std::vector<uint32_t> &table_heights, uint32_t grain)
    {
        constexpr uint32_t columns = 5;
        for (const uint32_t height : table_heights) {
            std::vector<uint64_t> places;
            for (uint32_t column = 0; column < columns; column++) {
                std::vector<uint32_t> &group = groups[column % 3];
                group.resize(group.size() + random.below(3) * grain);
                places.push_back(uint64_t{ column % 3 } << 62 | group.size());
                for (uint32_t row = 0; row < height; row++) {
                    group.push_back(random.word().word);
                }
            }

            const uint32_t leaf_count = random.below(4);
            tables.push_back({ height, static_cast<uint32_t>(leaves.size()), leaf_count, 0 });
            for (uint32_t leaf = 0; leaf < leaf_count; leaf++) {
                leaves.push_back({ static_cast<uint32_t>(interactions.size()), leaf % 3 + 1 });
                heights.push_back(height);
                std::vector<fraction> rows(height);
                for (uint32_t i = 0; i < leaves.back().interaction_count; i++) {
                    add_interaction(random, places, rows, i == 0);
                }

                fractions.push_back(rows);
            }
        }
    }

    void add_interaction(random_elements &random, const std::vector<uint64_t> &places, std::vector<fraction> &rows,
                         bool is_first)
    {
        const uint32_t fingerprint_count = 2 * random.below(5), multiplicity_count = 2 * random.below(3);
        const koala_bear_ext5 constant = random.element();
        const koala_bear multiplicity_constant = random.word();
        pico_logup_interaction interaction = { static_cast<uint32_t>(fingerprint_terms.size()),
                                               fingerprint_count,
                                               static_cast<uint32_t>(multiplicity_terms.size()),
                                               multiplicity_count,
                                               {},
                                               multiplicity_constant.word,
                                               {} };
        std::memcpy(interaction.constant, words_of(constant), 20);
        interactions.push_back(interaction);
        std::vector<koala_bear_ext5> d(rows.size(), constant);
        std::vector<koala_bear> m(rows.size(), multiplicity_constant);
        const auto cell = [&](uint64_t place, size_t row) {
            return koala_bear{ groups[place >> 62][(place & ((uint64_t{ 1 } << 62) - 1)) + row] };
        };
        for (uint32_t i = 0; i < fingerprint_count; i++) {
            const uint64_t place = places[random.below(static_cast<uint32_t>(places.size()))];
            const koala_bear_ext5 coefficient = random.element();
            fingerprint_terms.push_back({ place, {}, 0 });
            std::memcpy(fingerprint_terms.back().coefficient, words_of(coefficient), 20);
            for (size_t row = 0; row < rows.size(); row++) {
                d[row] = d[row] + coefficient * cell(place, row);
            }
        }

        for (uint32_t i = 0; i < multiplicity_count; i++) {
            const uint64_t place = places[random.below(static_cast<uint32_t>(places.size()))];
            const koala_bear coefficient = random.word();
            multiplicity_terms.push_back({ place, coefficient.word, 0 });
            for (size_t row = 0; row < rows.size(); row++) {
                m[row] += coefficient * cell(place, row);
            }
        }

        for (size_t row = 0; row < rows.size(); row++) {
            fraction &sum = rows[row];
            sum = is_first ? fraction{ koala_bear_ext5::from_base(m[row]), d[row] }
                           : fraction{ sum.p * d[row] + sum.q * m[row], sum.q * d[row] };
        }
    }

    program_handle upload(const stream_handle &stream) const
    {
        pico_logup_program *program = nullptr;
        EXPECT(pico_logup_program_create(stream.get(), tables.data(), tables.size(), leaves.data(), leaves.size(),
                                         interactions.data(), interactions.size(), fingerprint_terms.data(),
                                         fingerprint_terms.size(), multiplicity_terms.data(), multiplicity_terms.size(),
                                         &program),
               PICO_OK);
        return program_handle(program);
    }
};

} // namespace

TEST(layers_of_given_leaves_equal_whole_arrays)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    random_elements random(1);

    // Groups full, absent and of one row; segments and dense arrays from the start; one group; layers for the host alone.
    const tree_case cases[] = { { 9, { 512, 300, 0, 5, 1 } },
                                { 12, { 3000 } },
                                { 4, { 16, 3, 0, 0, 9, 16, 1, 2, 7, 5, 16, 16, 3, 1, 0, 0, 4, 2, 8 } },
                                { 11, { 0, 2048, 129, 0 } },
                                { 10, { 0, 0, 0 } },
                                { 0, { 1, 0, 1 } },
                                { 5, { 20, 32, 7 } } };
    for (const tree_case &shape : cases) {
        std::vector<std::vector<fraction>> groups;
        std::vector<uint32_t> nodes;
        for (const uint32_t height : shape.heights) {
            groups.emplace_back();
            for (uint32_t row = 0; row < height; row++) {
                groups.back().push_back({ random.element(), random.element() });
                nodes.insert(nodes.end(), words_of(groups.back().back().p), words_of(groups.back().back().p) + 5);
                nodes.insert(nodes.end(), words_of(groups.back().back().q), words_of(groups.back().back().q) + 5);
            }
        }

        const tree_handle tree = create_tree(stream, shape.log_rows, shape.heights);
        const auto layers = layers_of(shape.log_rows, groups);

        // Twice, so that the folds of one proof do not hurt the next tree.
        for (int repetition = 0; repetition < 2; repetition++) {
            EXPECT(pico_logup_tree_build_from(stream.get(), tree.get(), nodes.data(), nodes.size() / 10), PICO_OK);
            CHECK_EQUAL(wrong_top_nodes(stream, tree, layers), uint64_t{ 0 });
            CHECK_EQUAL(wrong_layers(stream, tree, layers, random,
                                     [&] {
                                         EXPECT(pico_logup_tree_restore_leaves_from(stream.get(), tree.get(),
                                                                                    nodes.data(), nodes.size() / 10),
                                                PICO_OK);
                                     }),
                        uint64_t{ 0 });
        }
    }
}

TEST(leaves_of_rows_equal_their_interactions)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    random_elements random(2);
    struct machine_case {
        int32_t log_rows;
        std::vector<uint32_t> heights;
        uint32_t grain;
    };

    // Four rows a thread and two layers at once; one row a thread, with segments and in a dense array.
    const machine_case cases[] = { { 11, { 1024, 0, 2048, 516, 4 }, 4 },
                                   { 11, { 1024, 0, 2048, 516, 4 }, 1 },
                                   { 10, { 700, 3, 0, 1 }, 1 },
                                   { 5, { 32, 0, 7, 1 }, 4 },
                                   { 7, { 128, 100, 64, 32 }, 4 } };
    for (const machine_case &shape : cases) {
        random_machine machine(random, shape.heights, shape.grain);
        while (machine.heights.size() < 2) {
            machine = random_machine(random, shape.heights, shape.grain);
        }

        const program_handle program = machine.upload(stream);
        const tree_handle tree = create_tree(stream, shape.log_rows, machine.heights);
        buffer_handle groups[3];
        for (int i = 0; i < 3; i++) {
            groups[i] = allocate(stream, machine.groups[i].size() + 1);
            EXPECT(pico_buffer_write(stream.get(), groups[i].get(), 0, machine.groups[i].data(),
                                     4 * machine.groups[i].size()),
                   PICO_OK);
        }

        EXPECT(pico_logup_tree_build(stream.get(), tree.get(), program.get(), groups[0].get(), groups[1].get(),
                                     groups[2].get()),
               PICO_OK);
        const auto layers = layers_of(shape.log_rows, machine.fractions);
        CHECK_EQUAL(wrong_top_nodes(stream, tree, layers), uint64_t{ 0 });
        CHECK_EQUAL(wrong_layers(stream, tree, layers, random,
                                 [&] {
                                     EXPECT(pico_logup_tree_restore_leaves(stream.get(), tree.get(), program.get(),
                                                                           groups[0].get(), groups[1].get(),
                                                                           groups[2].get()),
                                            PICO_OK);
                                 }),
                    uint64_t{ 0 });
    }
}

TEST(logup_layouts_of_a_shard_take_53_bytes_a_leaf)
{
    // 2^28 cells: 27 million leaves, unevenly among 60 groups.
    std::vector<uint32_t> heights;
    uint64_t leaves = 0;
    for (uint32_t group = 0; group < 60; group++) {
        heights.push_back(group % 7 == 0 ? 3u << 20 : group % 3 == 0 ? 0 : 17u << 10);
        leaves += heights.back();
    }

    size_t bytes = 0;
    EXPECT(pico_logup_tree_size(22, heights.data(), heights.size(), &bytes), PICO_OK);
    CHECK(2 * bytes >= 105 * leaves && 2 * bytes < 105 * leaves + (leaves >> 4) + (8u << 20));
}

TEST(logup_shapes_and_orders_that_do_not_fit_are_refused)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    random_elements random(3);
    pico_logup_tree *none = nullptr;
    const uint32_t heights[2] = { 512, 513 };
    EXPECT(pico_logup_tree_create(stream.get(), 9, heights, 2, &none), PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_tree_create(stream.get(), 27, heights, 2, &none), PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_tree_create(stream.get(), 10, heights, 0, &none), PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_tree_create(stream.get(), 0, heights, 1, &none), PICO_INVALID_ARGUMENT);

    const tree_handle tree = create_tree(stream, 10, { heights, heights + 2 });
    std::vector<uint32_t> point(60), nodes(10 * 1025, 1), lambda(5);
    const buffer_handle sums = allocate(stream, PICO_LOGUP_WINDOW_WORDS), top = allocate(stream, PICO_LOGUP_TOP_WORDS),
                        small = allocate(stream, 44);
    EXPECT(pico_logup_tree_copy_top(stream.get(), tree.get(), top.get()), PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 8, point.data(), lambda.data(), sums.get()),
           PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_tree_build_from(stream.get(), tree.get(), nodes.data(), 1024), PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_tree_build_from(stream.get(), tree.get(), nodes.data(), 1025), PICO_OK);
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 9, point.data(), lambda.data(), sums.get()),
           PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_layer_continue(stream.get(), tree.get(), lambda.data(), lambda.data(), sums.get()),
           PICO_INVALID_ARGUMENT);
    point[3] = koala_bear::modulus;
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 8, point.data(), lambda.data(), sums.get()),
           PICO_INVALID_ARGUMENT);
    point[3] = 0;
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 8, point.data(), lambda.data(), small.get()),
           PICO_INVALID_ARGUMENT);
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 8, point.data(), lambda.data(), sums.get()), PICO_OK);
    EXPECT(pico_logup_layer_begin(stream.get(), tree.get(), 9, point.data(), lambda.data(), sums.get()),
           PICO_INVALID_ARGUMENT);

    random_machine machine(random, { 512, 513, 8, 4 }, 1);
    machine.interactions[0].fingerprint_count = 1;
    pico_logup_program *program = nullptr;
    const auto create = [&] {
        return pico_logup_program_create(stream.get(), machine.tables.data(), machine.tables.size(),
                                         machine.leaves.data(), machine.leaves.size(), machine.interactions.data(),
                                         machine.interactions.size(), machine.fingerprint_terms.data(),
                                         machine.fingerprint_terms.size(), machine.multiplicity_terms.data(),
                                         machine.multiplicity_terms.size(), &program);
    };
    EXPECT(create(), PICO_INVALID_ARGUMENT);
    machine.interactions[0].fingerprint_count = 0;
    machine.leaves[0].interaction_count = 4;
    EXPECT(create(), PICO_INVALID_ARGUMENT);
    machine.leaves[0].interaction_count = 1;
    machine.tables[0].leaf_count++;
    EXPECT(create(), PICO_INVALID_ARGUMENT);
    machine.tables[0].leaf_count--;
    EXPECT(create(), PICO_OK);
    const program_handle owned(program);
    EXPECT(pico_logup_tree_build(stream.get(), tree.get(), program, nullptr, nullptr, nullptr), PICO_INVALID_ARGUMENT);
}
