// SPDX-License-Identifier: MIT OR Apache-2.0
// The opening's kernels against sums that are written as the header writes them.

#include "fields/koala_bear_ext5.cuh"
#include "kernel_launch.hpp"
#include "simulation.hpp"
#include "vectors.hpp"

#include <algorithm>

using namespace pico;
using namespace pico::tests;

namespace
{

using element = koala_bear_ext5;

/// A device with a vector or two.
struct device {
    device() : context(create_context(open_runtime())), stream(create_stream(context)), partial(allocate(stream, PICO_WHIR_PARTIAL_WORDS)) {}

    buffer_handle upload(const std::vector<uint32_t> &words)
    {
        buffer_handle buffer = allocate(stream, std::max<size_t>(words.size(), 1));
        if (!words.empty()) {
            EXPECT(pico_buffer_write(stream.get(), buffer.get(), 0, words.data(), 4 * words.size()), PICO_OK);
            EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        }

        return buffer;
    }

    std::vector<uint32_t> read(const buffer_handle &buffer, size_t words)
    {
        std::vector<uint32_t> result(words);
        EXPECT(pico_buffer_read(stream.get(), buffer.get(), 0, result.data(), 4 * words), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        return result;
    }

    simulation driver;
    context_handle context;
    stream_handle stream;
    buffer_handle partial;
};

element at(const std::vector<uint32_t> &vector, size_t index)
{
    const size_t length = vector.size() / 5;
    element a;
    for (size_t k = 0; k < 5; k++) {
        a.c[k].word = vector[k * length + index];
    }

    return a;
}

element element_at(const std::vector<uint32_t> &words, size_t index)
{
    element a;
    for (size_t k = 0; k < 5; k++) {
        a.c[k].word = words[5 * index + k];
    }

    return a;
}

/// h(0) and the coefficient of X^2.
std::vector<element> message(const std::vector<uint32_t> &values, const std::vector<uint32_t> &weights)
{
    std::vector<element> sums(2);
    for (size_t i = 0; i < values.size() / 5; i += 2) {
        sums[0] = sums[0] + at(values, i) * at(weights, i);
        sums[1] = sums[1] + (at(values, i + 1) - at(values, i)) * (at(weights, i + 1) - at(weights, i));
    }

    return sums;
}

void check_element(const element &actual, const element &expected)
{
    for (int k = 0; k < 5; k++) {
        CHECK_EQUAL(actual.c[k].word, expected.c[k].word);
    }
}

void check_bound(const std::vector<uint32_t> &bound, const std::vector<uint32_t> &vector, const element &r)
{
    for (size_t i = 0; i < bound.size() / 5; i++) {
        check_element(at(bound, i), at(vector, 2 * i) + (at(vector, 2 * i + 1) - at(vector, 2 * i)) * r);
    }
}

} // namespace

TEST(whir_combines_columns_of_groups)
{
    device d;
    for (const uint32_t log_height : { 2u, 5u, 11u }) {
        // More columns than lie in shared memory at a time, odd numbers of them, and a group without any.
        const size_t widths[3] = { 3, log_height == 5 ? 0u : 1u, 131 }, height = size_t{ 1 } << log_height, all = widths[0] + widths[1] + widths[2];
        const std::vector<uint32_t> cells[3] = { inputs(widths[0] * height, 1), inputs(widths[1] * height, 2), inputs(widths[2] * height, 3) };
        const std::vector<uint32_t> weights = inputs(5 * all + 1, 4);
        const buffer_handle groups[3] = { d.upload(cells[0]), d.upload(cells[1]), d.upload(cells[2]) }, factors = d.upload(weights);
        const buffer_handle values = allocate(d.stream, 5 * height);
        EXPECT(pico_whir_combine(d.stream.get(), groups[0].get(), widths[0], widths[1] == 0 ? nullptr : groups[1].get(), widths[1], groups[2].get(),
                                 widths[2], static_cast<int32_t>(log_height), factors.get(), 1, values.get()),
               PICO_OK);
        const std::vector<uint32_t> actual = d.read(values, 5 * height), own(weights.begin() + 1, weights.end());
        for (size_t row = 0; row < height; row += 1 + height / 64) {
            element sum = {};
            size_t column = 0;
            for (int group = 0; group < 3; group++) {
                for (size_t c = 0; c < widths[group]; c++) {
                    sum = sum + element_at(own, column++) * koala_bear{ cells[group][c * height + row] };
                }
            }

            check_element(at(actual, row), sum);
        }

        EXPECT(pico_whir_combine(d.stream.get(), groups[0].get(), widths[0] + 1, nullptr, 0, nullptr, 0, static_cast<int32_t>(log_height), factors.get(), 0,
                                 values.get()),
               PICO_INVALID_ARGUMENT);
    }
}

TEST(whir_sums_and_binds_vectors)
{
    device d;
    const std::vector<uint32_t> challenge = inputs(5, 9);
    for (const int32_t log_length : { 1, 2, 3, 9, 14 }) {
        const size_t length = size_t{ 1 } << log_length;
        const std::vector<uint32_t> values = inputs(5 * length, 5), weights = inputs(5 * length, 6);
        const buffer_handle g = d.upload(values), omega = d.upload(weights), sums = allocate(d.stream, 10);
        EXPECT(pico_whir_message(d.stream.get(), g.get(), omega.get(), log_length, d.partial.get(), sums.get()), PICO_OK);
        const std::vector<element> expected = message(values, weights);
        std::vector<uint32_t> actual = d.read(sums, 10);
        check_element(element_at(actual, 0), expected[0]);
        check_element(element_at(actual, 1), expected[1]);

        const buffer_handle new_g = allocate(d.stream, 5 * length / 2), new_omega = allocate(d.stream, 5 * length / 2);
        EXPECT(pico_whir_bind(d.stream.get(), g.get(), omega.get(), log_length, challenge.data(), new_g.get(), new_omega.get()), PICO_OK);
        const std::vector<uint32_t> bound_g = d.read(new_g, 5 * length / 2), bound_omega = d.read(new_omega, 5 * length / 2);
        check_bound(bound_g, values, element_at(challenge, 0));
        check_bound(bound_omega, weights, element_at(challenge, 0));

        // The same in one pass with the sums.
        EXPECT(pico_buffer_fill(d.stream.get(), new_g.get(), 0, 5 * length / 2, 1), PICO_OK);
        EXPECT(pico_whir_bind_message(d.stream.get(), g.get(), omega.get(), log_length, challenge.data(), new_g.get(), new_omega.get(), d.partial.get(),
                                      sums.get()),
               log_length < 2 ? PICO_INVALID_ARGUMENT : PICO_OK);
        if (log_length >= 2) {
            CHECK(d.read(new_g, 5 * length / 2) == bound_g);
            CHECK(d.read(new_omega, 5 * length / 2) == bound_omega);
            const std::vector<element> next = message(bound_g, bound_omega);
            actual = d.read(sums, 10);
            check_element(element_at(actual, 0), next[0]);
            check_element(element_at(actual, 1), next[1]);
        }

        EXPECT(pico_whir_bind(d.stream.get(), g.get(), omega.get(), log_length, challenge.data(), g.get(), new_omega.get()), PICO_INVALID_ARGUMENT);
    }
}

TEST(whir_evaluates_and_adds_powers)
{
    device d;
    const std::vector<uint32_t> point = inputs(5, 12), coefficient = inputs(5, 13);
    for (const int32_t log_length : { 0, 4, 13 }) {
        const size_t length = size_t{ 1 } << log_length;
        const std::vector<uint32_t> vector = inputs(5 * length, 14);
        const buffer_handle buffer = d.upload(vector), value = allocate(d.stream, 10);
        EXPECT(pico_whir_evaluate(d.stream.get(), buffer.get(), log_length, point.data(), d.partial.get(), value.get(), 5), PICO_OK);
        EXPECT(pico_whir_add_powers(d.stream.get(), buffer.get(), log_length, point.data(), coefficient.data()), PICO_OK);
        const std::vector<uint32_t> sum = d.read(value, 10), added = d.read(buffer, 5 * length);
        element power = element::from_base(koala_bear::one()), expected = {};
        for (size_t i = 0; i < length; i++, power = power * element_at(point, 0)) {
            expected = expected + at(vector, i) * power;
            check_element(at(added, i), at(vector, i) + power * element_at(coefficient, 0));
        }

        check_element(element_at(sum, 1), expected);
    }
}

TEST(whir_makes_vectors)
{
    device d;
    const std::vector<uint32_t> inner = inputs(5 << 4, 15), outer = inputs(5 << 7, 16);
    const buffer_handle left = d.upload(inner), right = d.upload(outer), vector = allocate(d.stream, 5 << 11);
    EXPECT(pico_whir_outer_product(d.stream.get(), left.get(), 0, 4, right.get(), 0, 7, vector.get()), PICO_OK);
    std::vector<uint32_t> actual = d.read(vector, 5 << 11);
    for (size_t i = 0; i < 1 << 11; i++) {
        check_element(at(actual, i), at(inner, i % 16) * element_at(outer, i / 16));
    }

    // Elements with zeros behind them, and their dot products.
    const buffer_handle values = allocate(d.stream, 5 * 3);
    EXPECT(pico_whir_to_vector(d.stream.get(), right.get(), 100, 7, vector.get()), PICO_OK);
    EXPECT(pico_whir_dot_products(d.stream.get(), vector.get(), 7, 3, right.get(), 5, values.get()), PICO_OK);
    actual = d.read(vector, 5 << 7);
    const std::vector<uint32_t> dots = d.read(values, 15);
    for (size_t i = 0; i < 1 << 7; i++) {
        check_element(at(actual, i), i < 100 ? element_at(outer, i) : element{});
    }

    for (size_t c = 0; c < 3; c++) {
        element sum = {};
        for (size_t i = 0; i < 32; i++) {
            sum = sum + at(actual, 32 * c + i) * element_at(outer, i);
        }

        check_element(element_at(dots, c), sum);
    }

    EXPECT(pico_whir_dot_products(d.stream.get(), vector.get(), 7, 5, right.get(), 5, values.get()), PICO_INVALID_ARGUMENT);
}

TEST(whir_scatters_and_adds)
{
    device d;
    const std::vector<uint32_t> positions = { 5, 0, 127, 64 }, elements = inputs(20, 17), vector = inputs(5 << 6, 18);
    const buffer_handle places = d.upload(positions), sources = d.upload(elements), sparse = allocate(d.stream, 5 << 7), target = d.upload(vector);
    EXPECT(pico_whir_scatter(d.stream.get(), places.get(), sources.get(), 4, 7, sparse.get()), PICO_OK);
    EXPECT(pico_whir_add(d.stream.get(), sparse.get(), 7, target.get(), 6), PICO_OK);
    const std::vector<uint32_t> actual = d.read(sparse, 5 << 7), sums = d.read(target, 5 << 6);
    for (uint32_t i = 0; i < 1 << 7; i++) {
        const auto place = std::find(positions.begin(), positions.end(), i);
        check_element(at(actual, i), place == positions.end() ? element{} : element_at(elements, static_cast<size_t>(place - positions.begin())));
    }

    for (size_t i = 0; i < 1 << 6; i++) {
        check_element(at(sums, i), at(vector, i) + at(actual, i));
    }

    EXPECT(pico_whir_add(d.stream.get(), target.get(), 6, sparse.get(), 7), PICO_INVALID_ARGUMENT);
}
