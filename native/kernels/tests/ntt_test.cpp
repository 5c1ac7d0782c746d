// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/ntt_plan.hpp"
#include "kernels/ntt_tile.cuh"
#include "vectors.hpp"

#include <numeric>

using namespace pico;

namespace
{

constexpr uint32_t h100_shared_bytes = 227 * 1024, consumer_shared_bytes = 99 * 1024;

struct transform_case {
    uint32_t log_message, log_size, width, shift;
};

void transform(const transform_case &c, const uint32_t *coefficients, uint32_t *values, uint32_t source, uint32_t shared_bytes)
{
    const std::vector<uint32_t> tables = ntt_tables();
    if (c.log_size <= ntt_one_pass_log_size) {
        const ntt_small_plan plan = { c.log_size };
        tests::launch("pico_ntt_one_pass_kernel",
                      { .block_size = plan.threads, .dynamic_shared_bytes = plan.shared_bytes(), .block_count = plan.blocks(c.width) },
                      coefficients, values, tables.data(), c.log_message, c.log_size, plan.log_columns(), c.width, c.shift);
        return;
    }

    const ntt_plan plan = ntt_plan::create(c.log_size, shared_bytes);
    const auto shape = [&](const ntt_pass &pass) {
        return host::launch_shape{ .block_size = pass.threads(), .dynamic_shared_bytes = pass.shared_bytes(),
                                   .block_count = pass.blocks(c.width, c.log_size) };
    };
    tests::launch(plan.first.kernel("first").c_str(), shape(plan.first), coefficients, values, tables.data(), c.log_message, c.log_size, source, c.shift);
    tests::launch(plan.second.kernel("second").c_str(), shape(plan.second), values, tables.data(), c.log_size);
}

// The ways of reading that a message allows.
std::vector<uint32_t> sources(const transform_case &c)
{
    if (c.log_message + 1 < c.log_size) {
        return { ntt_source_checked };
    }

    return { ntt_source_checked, c.log_message == c.log_size ? ntt_source_whole : ntt_source_half };
}

koala_bear horner(const uint32_t *coefficients, uint32_t log_message, koala_bear point)
{
    koala_bear sum = koala_bear::zero();
    for (uint32_t i = 1u << log_message; i-- > 0;) {
        sum = sum * point + koala_bear{ coefficients[i] };
    }

    return sum;
}

// Some values of each column against the polynomial's at their points.
void check_values(const transform_case &c, const std::vector<uint32_t> &coefficients, const std::vector<uint32_t> &values)
{
    const koala_bear root = two_adic_generator(static_cast<int>(c.log_size));
    for (uint32_t column = 0; column < c.width; column++) {
        for (const uint32_t number : { 1u, 0xFFFFFFu, 0x2AAAAAu, tests::input(column, 9) }) {
            const uint32_t place = number & ((1u << c.log_size) - 1);
            const koala_bear expected = horner(&coefficients[size_t{ column } << c.log_message], c.log_message, koala_bear{ c.shift } * power(root, place));
            CHECK_EQUAL(values[(size_t{ column } << c.log_size) + place], expected.word);
        }
    }
}

void check_transform(const transform_case &c, uint32_t shared_bytes)
{
    const std::vector<uint32_t> coefficients = tests::inputs(uint64_t{ c.width } << c.log_message, 7);
    for (const uint32_t source : sources(c)) {
        std::vector<uint32_t> values(uint64_t{ c.width } << c.log_size, 0xFFFFFFFF);
        transform(c, coefficients.data(), values.data(), source, shared_bytes);
        check_values(c, coefficients, values);
    }
}

} // namespace

TEST(transforms_equal_the_reference)
{
    for (const tests::ntt_vector &vector : tests::transforms) {
        const transform_case c = { vector.log_message, vector.log_size, vector.width, vector.shift };
        const std::vector<uint32_t> coefficients = tests::inputs(uint64_t{ vector.width } << vector.log_message, 7);
        for (const uint32_t source : sources(c)) {
            std::vector<uint32_t> values(uint64_t{ vector.width } << vector.log_size, 0xFFFFFFFF);
            transform(c, coefficients.data(), values.data(), source, h100_shared_bytes);
            CHECK_EQUAL(tests::checksum(values), vector.checksum);
        }
    }
}

TEST(transforms_have_the_values_of_the_polynomial)
{
    for (uint32_t log_size = 0; log_size <= 15; log_size++) {
        check_transform({ log_size, log_size, 2, koala_bear::montgomery_one }, h100_shared_bytes);
        check_transform({ log_size - std::min(log_size, 1u), log_size, 1, 0x05FFFFFA }, h100_shared_bytes);
    }
}

// Every tile of the sizes above, on the largest devices and on consumer cards. Words of the largest element make sums and differences as large as they become.
LARGE_TEST(long_transforms_have_the_values_of_the_polynomial)
{
    for (uint32_t log_size = 16; log_size <= 22; log_size++) {
        check_transform({ log_size - 1, log_size, 1, koala_bear::montgomery_one }, h100_shared_bytes);
    }

    check_transform({ 20, 20, 1, 0x05FFFFFA }, h100_shared_bytes);
    check_transform({ 22, 23, 1, koala_bear::montgomery_one }, h100_shared_bytes);
    check_transform({ 23, 23, 1, koala_bear::montgomery_one }, consumer_shared_bytes);
    for (const uint32_t word : { koala_bear::modulus - 1, 1u }) {
        const transform_case c = { 17, 18, 1, koala_bear::montgomery_one };
        const std::vector<uint32_t> coefficients(1u << 17, word);
        std::vector<uint32_t> values(1u << 18);
        transform(c, coefficients.data(), values.data(), ntt_source_half, h100_shared_bytes);
        check_values(c, coefficients, values);
    }
}

// The longest transform, on a polynomial whose values are known: c X^k has the values c w^(k i).
LARGE_TEST(transform_of_the_longest_domain_has_the_powers_of_the_root)
{
    for (const uint32_t shared_bytes : { h100_shared_bytes, consumer_shared_bytes }) {
        std::vector<uint32_t> coefficients(1 << 10), values(1 << 24, 0xFFFFFFFF);
        const koala_bear scale = koala_bear::from_canonical(12345), root = power(two_adic_generator(24), 777);
        coefficients[777] = scale.word;
        transform({ 10, 24, 1, koala_bear::montgomery_one }, coefficients.data(), values.data(), ntt_source_checked, shared_bytes);
        koala_bear expected = scale;
        uint64_t wrong = 0;
        for (const uint32_t value : values) {
            wrong += value != expected.word;
            expected *= root;
        }

        CHECK_EQUAL(wrong, uint64_t{ 0 });
    }
}

TEST(plans_of_all_sizes_fit_shared_memory_and_their_tiles_the_matrix)
{
    for (const uint32_t shared_bytes : { h100_shared_bytes, 163u * 1024, consumer_shared_bytes }) {
        for (uint32_t log_size = ntt_one_pass_log_size + 1; log_size <= 24; log_size++) {
            const ntt_plan plan = ntt_plan::create(log_size, shared_bytes);
            CHECK_EQUAL(plan.first.log_rows + plan.second.log_rows, log_size);
            for (const ntt_pass &pass : { plan.first, plan.second }) {
                CHECK(pass.shared_bytes() <= shared_bytes && pass.threads() >= 32 && pass.threads() <= 1024);
                CHECK(pass.log_rows + pass.log_columns <= log_size);
                CHECK_EQUAL(pass.blocks(3, log_size) << pass.log_columns << pass.log_rows, uint64_t{ 3 } << log_size);
            }

            CHECK(host::find_kernel(plan.first.kernel("first")) != nullptr && host::find_kernel(plan.second.kernel("second")) != nullptr);
        }
    }
}

TEST(small_roots_are_those_of_the_table)
{
    const std::vector<uint32_t> tables = ntt_tables();
    for (uint32_t entry = 1; entry < 16; entry++) {
        CHECK_EQUAL(small_root(entry).factor, tables[2 * entry]);
        CHECK_EQUAL(small_root(entry).quotient, tables[2 * entry + 1]);
    }
}
