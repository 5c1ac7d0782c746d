// SPDX-License-Identifier: MIT OR Apache-2.0
// The kernels of the constraint sumcheck against its definition: polynomials through 2^l rows, evaluated one by one.

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/zerocheck.cuh"
#include "vectors.hpp"

using namespace pico;

namespace
{

using extension = koala_bear_ext5;

extension embed(koala_bear a) { return extension::from_base(a); }

extension element(const std::vector<uint32_t> &words, size_t index)
{
    return { { { words[5 * index] }, { words[5 * index + 1] }, { words[5 * index + 2] }, { words[5 * index + 3] }, { words[5 * index + 4] } } };
}

/// Element i of [5][stride].
extension strided(const std::vector<uint32_t> &words, size_t offset, size_t stride, size_t i)
{
    extension a;
    for (size_t k = 0; k < 5; k++) {
        a.c[k].word = words[offset + k * stride + i];
    }

    return a;
}

void check_equal(const std::vector<uint32_t> &words, size_t index, const extension &expected)
{
    for (size_t k = 0; k < 5; k++) {
        CHECK_EQUAL(words[5 * index + k], expected.c[k].word);
    }
}

/// A section of five columns of a table of seven, that has every kind of leaf, and a second one without constraints.
struct example {
    static constexpr uint32_t table_columns = 7;
    std::vector<uint32_t> columns = { 4, 0, 6, 1, 3, /* the second */ 5, PICO_ZEROCHECK_COMBINED | 1 };
    std::vector<pico_zerocheck_combination> combinations = { { 0, 1 }, { 1, 3 } };
    std::vector<pico_zerocheck_summand> summands = { { 0, 1 }, { 2, 77 }, { 6, 1234567 }, { 1, koala_bear::montgomery_one } };
    std::vector<uint32_t> constants = tests::inputs(2, 3);
    std::vector<pico_row_instruction> instructions = {
        { 0, 0, 1, PICO_ROW_MULTIPLY, 3 },
        { 1, 3, 1, PICO_ROW_ADD_CONSTANT, 1 },
        { 0, 0, 2, PICO_ROW_SUBTRACT, 2 },
        { 0, 0, 1, PICO_ROW_MULTIPLY, 0 },
        { 0, 0, 2, PICO_ROW_SUM_CONSTRAINTS, 0 },
    };
    std::vector<pico_row_constraint> constraints;
    std::vector<pico_zerocheck_term> terms;
    std::vector<pico_zerocheck_form> forms;
    std::vector<pico_zerocheck_leaf> leaves = {
        { PICO_LEAF_LINEAR, 0, 0, 0 },
        { PICO_LEAF_SQUARE, 1, 3, 4 },
        { PICO_LEAF_PRODUCT_OF_TWO, 2, 0, 0 },
        { PICO_LEAF_PRODUCT_OF_THREE, 4, 0, 0 },
        { PICO_LEAF_PRODUCT_OF_THREE, 7, 0, 0 },
        // constraints
        { PICO_LEAF_SCALED, 2, 1, 0 },
        { PICO_LEAF_SQUARE, 5, 1, 4 },
    };
    std::vector<pico_zerocheck_section> sections = {
        { 0, 0, 5, 2, 0, 5, 0, 0, 1, 0, 4, 5, 2, {} },
        { 0, 5, 2, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, {} },
    };

    example()
    {
        const std::vector<uint32_t> random = tests::inputs(2000, 4);
        size_t next = 0;
        const auto draw = [&](uint32_t (&target)[5]) {
            for (uint32_t &word : target) {
                word = random[next++];
            }
        };
        constraints = { { 0, 0, {}, 0 }, { 3, 1, {}, 0 } };
        draw(constraints[0].weight);
        draw(constraints[1].weight);
        for (uint32_t form = 0; form < 10; form++) {
            const uint32_t count = form % 4 * 2, inputs = form < 7 ? 5 : 2;
            forms.push_back({ static_cast<uint32_t>(terms.size()), count, {}, 0 });
            draw(forms.back().constant);
            for (uint32_t i = 0; i < count; i++) {
                terms.push_back({ (i + form) % inputs, 0, {}, 0 });
                draw(terms.back().coefficient);
            }
        }
    }

    extension form(uint32_t number, const std::vector<extension> &inputs) const
    {
        const pico_zerocheck_form &form = forms[number];
        extension sum = { { { form.constant[0] }, { form.constant[1] }, { form.constant[2] }, { form.constant[3] }, { form.constant[4] } } };
        for (uint32_t i = 0; i < form.term_count; i++) {
            const uint32_t(&c)[5] = terms[form.first_term + i].coefficient;
            sum = sum + inputs[terms[form.first_term + i].input] * extension{ { { c[0] }, { c[1] }, { c[2] }, { c[3] }, { c[4] } } };
        }

        return sum;
    }

    /// Constraints and leaves at a point, by hand.
    std::pair<extension, extension> evaluate(const std::vector<extension> &row) const
    {
        std::vector<extension> x, y;
        for (uint32_t i = 0; i < 6; i++) {
            (i < 5 ? x : y).push_back(row[columns[i]]);
        }

        y.push_back(row[2] * koala_bear{ 77 } + row[6] * koala_bear{ 1234567 } + row[1]);

        const auto weight = [&](int i) {
            const uint32_t(&w)[5] = constraints[static_cast<size_t>(i)].weight;
            return extension{ { { w[0] }, { w[1] }, { w[2] }, { w[3] }, { w[4] } } };
        };
        const extension constraint = (x[0] * x[1] - x[2]) * (x[3] + embed({ constants[1] }));
        const extension sum = form(0, x) + form(1, x) * x[3] * x[4] + form(2, x) * form(3, x)
            + form(4, x) * form(5, x) * form(6, x) + form(7, y) * form(8, y) * form(9, y);
        return { constraint * weight(0) + x[3] * weight(1) + form(2, x) * x[1] + form(5, x) * x[1] * x[4], sum };
    }
};

/// The value at z of the polynomial through values[y] at w^y: sum of values[y] 2^-l sum over k of (z w^-y)^k.
koala_bear interpolate(const uint32_t *values, int log_skip, koala_bear z)
{
    const uint32_t size = 1u << log_skip;
    const koala_bear root = two_adic_generator(log_skip), inverse_root = power(root, koala_bear::modulus - 2);
    koala_bear result = koala_bear::zero();
    for (uint32_t y = 0; y < size; y++) {
        koala_bear lagrange = koala_bear::zero();
        for (uint32_t k = 0; k < size; k++) {
            lagrange += power(z * power(inverse_root, y), k);
        }

        result += lagrange * koala_bear{ values[y] };
    }

    return result * power(koala_bear::from_canonical(size), koala_bear::modulus - 2);
}

std::vector<uint32_t> total(const std::vector<uint32_t> &partial, const std::vector<pico_zerocheck_total> &totals, uint32_t slots)
{
    std::vector<uint32_t> sums(5 * totals.size());
    tests::launch("pico_zerocheck_total_kernel", { .block_size = 128, .block_count = totals.size() }, partial.data(), totals.data(), slots, sums.data());
    return sums;
}

void check_skip_round(int log_skip, uint32_t chunks, bool on_rows)
{
    const example table;
    const uint32_t size = 1u << log_skip, height = chunks << log_skip, stride = (chunks + 3) / 4 * 4;

    // Columns lie in three groups, with something else before them.
    const uint32_t start = 8;
    std::vector<std::vector<uint32_t>> groups(3);
    std::vector<pico_column_place> places = { { 99, 0, 0 } };
    for (uint32_t i = 0; i < 3; i++) {
        groups[i] = tests::inputs(start + 3 * height, 10 + i);
    }

    for (uint32_t column = 0; column < example::table_columns; column++) {
        places.push_back({ start + uint64_t{ column / 3 } * height, column % 3, 0 });
    }

    const std::vector<pico_zerocheck_rows> tables = { { 0, 0, height, example::table_columns + 1, 1, {} } };
    const std::vector<uint32_t> constraint_weights = tests::inputs(5 * stride, 20), leaf_weights = tests::inputs(5 * stride, 21);

    // A block takes all tiles but the last, another the last.
    const uint32_t tiles = (chunks * size + 127) / 128;
    std::vector<pico_zerocheck_item> items;
    for (uint32_t coset = 0; coset < 3; coset++) {
        for (uint32_t section = 0; section < 2; section++) {
            items.push_back({ section, coset, 0, tiles - 1 });
            items.push_back({ section, coset, tiles - 1, 1 });
        }
    }

    std::vector<uint32_t> partial(items.size() * 10 * size, 0xDEADBEEF);
    const std::string name = "pico_zerocheck_skip_" + std::to_string(log_skip) + "_kernel";
    tests::launch(name.c_str(),
                  { .block_size = 32,
                    .dynamic_shared_bytes = 5 * PICO_ZEROCHECK_SKIP_COLUMN_BYTES(log_skip) + 2 * PICO_ZEROCHECK_SKIP_REGISTER_BYTES,
                    .block_count = items.size() },
                  table.sections.data(), table.columns.data(), table.combinations.data(), table.summands.data(), table.instructions.data(), table.constants.data(), table.constraints.data(),
                  table.terms.data(), table.forms.data(), table.leaves.data(), tables.data(), places.data(), groups[0].data(), groups[1].data(),
                  groups[2].data(), items.data(), constraint_weights.data(), leaf_weights.data(), uint64_t{ stride }, uint32_t{ on_rows },
                  partial.data());
    std::vector<pico_zerocheck_total> totals;
    for (uint32_t i = 0; i < 6 * size; i++) {
        const uint32_t coset = i / 2 / size, kind = i / size % 2;
        totals.push_back({ 4 * coset, 4 * coset + 4, kind * size + i % size, 0, 1, {} });
    }

    const std::vector<uint32_t> sums = total(partial, totals, 2 * size);
    const koala_bear root = two_adic_generator(log_skip), shift = two_adic_generator(log_skip + 2);
    for (uint32_t coset = 0; coset < 3; coset++) {
        for (uint32_t y = 0; y < size; y++) {
            extension constraints = {}, leaves = {};
            for (uint32_t chunk = 0; chunk < chunks; chunk++) {
                std::vector<extension> row;
                for (uint32_t column = 0; column < example::table_columns; column++) {
                    const pico_column_place &place = places[1 + column];
                    row.push_back(embed(interpolate(groups[place.group].data() + place.offset + chunk * size, log_skip, power(shift, coset) * power(root, y))));
                }

                const auto [constraint, leaf] = table.evaluate(row);
                constraints = constraints + constraint * strided(constraint_weights, 0, stride, chunk);
                leaves = leaves + leaf * strided(leaf_weights, 0, stride, chunk);
            }

            check_equal(sums, (coset * 2) * size + y, coset > 0 || on_rows ? constraints : extension::zero());
            check_equal(sums, (coset * 2 + 1) * size + y, leaves);
        }
    }
}

} // namespace

TEST(skip_sums_equal_their_definition)
{
    check_skip_round(4, 21, false);
    check_skip_round(4, 8, true);
    check_skip_round(3, 17, false);
    check_skip_round(2, 33, true);
    check_skip_round(1, 65, false);
}

TEST(variable_sums_equal_their_definition)
{
    const example table;
    for (const uint32_t height : { 1u, 2u, 39u }) {
        const uint32_t stride = (height + 3) / 4 * 4, pairs = (height + 1) / 2, offset = 12;
        std::vector<uint32_t> columns = tests::inputs(offset + 5 * stride * example::table_columns, 30);
        for (uint32_t vector = 0; vector < 5 * example::table_columns; vector++) {
            std::fill_n(columns.begin() + offset + vector * stride + height, stride - height, 0);
        }

        const std::vector<pico_zerocheck_rows> tables = { { offset, stride, height, example::table_columns, 0, {} } };
        const uint32_t weight_stride = pairs + 3, tiles = (pairs + 7) / 8;
        const std::vector<uint32_t> constraint_weights = tests::inputs(5 * weight_stride, 31), leaf_weights = tests::inputs(5 * weight_stride, 32);
        const std::vector<pico_zerocheck_item> items = { { 0, 0, 0, tiles - 1 }, { 0, 0, tiles - 1, 1 }, { 1, 0, 0, tiles } };
        std::vector<uint32_t> partial(items.size() * 40, 0xDEADBEEF);
        tests::launch("pico_zerocheck_variable_kernel",
                      { .block_size = 32, .dynamic_shared_bytes = 7 * PICO_ZEROCHECK_VARIABLE_REGISTER_BYTES, .block_count = items.size() },
                      table.sections.data(), table.columns.data(), table.combinations.data(), table.summands.data(), table.instructions.data(), table.constants.data(), table.constraints.data(),
                      table.terms.data(), table.forms.data(), table.leaves.data(), tables.data(), columns.data(), items.data(),
                      constraint_weights.data(), leaf_weights.data(), uint64_t{ weight_stride }, partial.data());
        std::vector<pico_zerocheck_total> totals;
        for (uint32_t i = 0; i < 8; i++) {
            totals.push_back({ 0, 3, i, 0, 1, {} });
        }

        const std::vector<uint32_t> sums = total(partial, totals, 8);
        for (uint32_t x = 0; x < 4; x++) {
            extension constraints = {}, leaves = {};
            for (uint32_t pair = 0; pair < pairs; pair++) {
                std::vector<extension> row;
                for (uint32_t column = 0; column < example::table_columns; column++) {
                    const extension low = strided(columns, offset + 5 * column * stride, stride, 2 * pair);
                    const extension high = strided(columns, offset + 5 * column * stride, stride, 2 * pair + 1);
                    row.push_back(low + (high - low) * koala_bear::from_canonical(x));
                }

                const auto [constraint, leaf] = table.evaluate(row);
                constraints = constraints + constraint * strided(constraint_weights, 0, weight_stride, pair);
                leaves = leaves + leaf * strided(leaf_weights, 0, weight_stride, pair);
            }

            check_equal(sums, x, constraints);
            check_equal(sums, 4 + x, leaves);
        }
    }
}

TEST(eq_weights_equal_products)
{
    const std::vector<uint32_t> point = tests::inputs(5 * 7, 40);
    for (const uint32_t variables : { 0u, 3u, 7u }) {
        const uint32_t count = std::min(77u, 1u << variables), stride = 80;
        std::vector<uint32_t> weights(5 * stride, 0xDEADBEEF);
        tests::launch("pico_zerocheck_eq_kernel", tests::one_thread_each(stride), point.data(), variables, uint64_t{ count }, weights.data(), uint64_t{ stride });
        for (uint32_t i = 0; i < stride; i++) {
            extension expected = embed(koala_bear::one());
            for (uint32_t v = 0; v < variables; v++) {
                expected = expected * ((i >> v & 1) != 0 ? element(point, v) : embed(koala_bear::one()) - element(point, v));
            }

            CHECK(strided(weights, 0, stride, i) == (i < count ? expected : extension::zero()));
        }
    }
}

TEST(skip_variables_are_bound)
{
    for (const uint32_t log_skip : { 0u, 1u, 2u, 4u }) {
        // Two tables; the second is the shorter, and both end within an item.
        const uint32_t size = 1u << log_skip, heights[2] = { 301, 2 }, widths[2] = { 3, 4 };
        const std::vector<uint32_t> group = tests::inputs(8192 * 4, 50), weights = tests::inputs(5 * size, 51);
        std::vector<pico_column_place> places;
        std::vector<pico_zerocheck_rows> tables;
        std::vector<pico_zerocheck_item> items;
        uint64_t offset = 4;
        for (uint32_t t = 0; t < 2; t++) {
            const uint32_t stride = (heights[t] + 3) / 4 * 4;
            tables.push_back({ offset, stride, heights[t], widths[t], static_cast<uint32_t>(places.size()), {} });
            offset += 5 * stride * widths[t];
            for (uint32_t column = 0; column + 1 < widths[t]; column++) {
                places.push_back({ 16 + 4864 * column + 64 * t, 2 * (column % 2), 0 });
            }

            for (uint32_t i = 0; i < (stride * widths[t] + 1023) / 1024; i++) {
                items.push_back({ t, 0, i, 0 });
            }
        }

        std::vector<uint32_t> columns(offset, 0xDEADBEEF);
        tests::launch("pico_zerocheck_bind_skip_kernel", { .block_size = 256, .block_count = items.size() }, places.data(), group.data(),
                      static_cast<const uint32_t *>(nullptr), group.data(), tables.data(), items.data(), weights.data(), log_skip, columns.data());
        CHECK_EQUAL(columns[3], 0xDEADBEEFu);
        for (const pico_zerocheck_rows &rows : tables) {
            for (uint32_t column = 0; column < rows.column_count; column++) {
                for (uint32_t row = 0; row < rows.stride; row++) {
                    extension expected = {};
                    if (row < rows.height && column + 1 == rows.column_count) {
                        expected = embed(koala_bear::one());
                    } else if (row < rows.height) {
                        for (uint32_t y = 0; y < size; y++) {
                            expected = expected + element(weights, y) * koala_bear{ group[places[rows.first_place + column].offset + (row << log_skip) + y] };
                        }
                    }

                    CHECK(strided(columns, rows.offset + 5 * column * rows.stride, rows.stride, row) == expected);
                }
            }
        }
    }
}

TEST(lowest_variables_are_bound)
{
    // Down to one row, and from one to one; strides shrink too.
    for (const uint32_t height : { 1u, 2u, 7u, 8u, 9u, 700u }) {
        const uint32_t bound_height = (height + 1) / 2, stride = (height + 3) / 4 * 4, bound_stride = (bound_height + 3) / 4 * 4, width = 3;
        std::vector<uint32_t> columns = tests::inputs(5 * stride * width, 60);
        for (uint32_t vector = 0; vector < 5 * width; vector++) {
            std::fill_n(columns.begin() + vector * stride + height, stride - height, 0);
        }

        const std::vector<uint32_t> challenge = tests::inputs(5, 61);
        const std::vector<pico_zerocheck_rows> sources = { {}, { 0, stride, height, width, 0, {} } };
        const std::vector<pico_zerocheck_rows> targets = { {}, { 4, bound_stride, bound_height, width, 0, {} } };
        std::vector<pico_zerocheck_item> items;
        for (uint32_t i = 0; i < (bound_stride * width + 1023) / 1024; i++) {
            items.push_back({ 1, 0, i, 0 });
        }

        std::vector<uint32_t> bound(4 + 5 * bound_stride * width, 0xDEADBEEF);
        tests::launch("pico_zerocheck_bind_kernel", { .block_size = 256, .block_count = items.size() }, sources.data(), targets.data(), items.data(),
                      challenge.data(), columns.data(), bound.data());
        CHECK_EQUAL(bound[3], 0xDEADBEEFu);
        for (uint32_t column = 0; column < width; column++) {
            for (uint32_t row = 0; row < bound_stride; row++) {
                const extension low = row < bound_height ? strided(columns, 5 * column * stride, stride, 2 * row) : extension::zero();
                const extension high = row < bound_height ? strided(columns, 5 * column * stride, stride, 2 * row + 1) : extension::zero();
                CHECK(strided(bound, 4 + 5 * column * bound_stride, bound_stride, row) == low + (high - low) * element(challenge, 0));
            }
        }
    }
}
