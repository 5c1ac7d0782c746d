// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "kernel_launch.hpp"
#include "kernels/ntt_plan.hpp"
#include "vectors.hpp"

#include <numeric>

using namespace pico;

namespace
{

void transform(const uint32_t *coefficients, uint32_t *values, const ntt_plan &plan, uint32_t width)
{
    const std::vector<uint32_t> tables = ntt_tables();
    if (plan.passes == 1) {
        tests::launch("pico_ntt_one_pass_kernel",
                      { .block_size = ntt_threads,
                        .dynamic_shared_bytes = plan.first_shared_bytes(),
                        .block_count = plan.first_blocks(width) },
                      coefficients, values, tables.data(), plan.log_message, plan.log_size, plan.log_columns_first,
                      width, plan.shift);
        return;
    }

    tests::launch("pico_ntt_first_pass_kernel",
                  { .block_size = ntt_threads,
                    .dynamic_shared_bytes = plan.first_shared_bytes(),
                    .block_count = plan.first_blocks(width) },
                  coefficients, values, tables.data(), plan.log_message, plan.log_size, plan.log_first,
                  plan.log_columns_first, plan.shift);
    tests::launch("pico_ntt_second_pass_kernel",
                  { .block_size = ntt_threads,
                    .dynamic_shared_bytes = plan.second_shared_bytes(),
                    .block_count = plan.second_blocks(width) },
                  values, tables.data(), plan.log_size, plan.log_first, plan.log_columns_second);
}

} // namespace

TEST(transforms_equal_the_reference)
{
    // Shared memory of an H100 and of a consumer card, which holds fewer columns.
    for (const uint32_t shared_bytes : { 227u * 1024, 99u * 1024 }) {
        for (const tests::ntt_vector &vector : tests::transforms) {
            const std::vector<uint32_t> coefficients = tests::inputs(uint64_t{ vector.width } << vector.log_message, 7);
            std::vector<uint32_t> values(uint64_t{ vector.width } << vector.log_size, 0xFFFFFFFF);
            transform(coefficients.data(), values.data(),
                      ntt_plan::create(vector.log_message, vector.log_size, vector.shift, shared_bytes), vector.width);
            CHECK_EQUAL(tests::checksum(values), vector.checksum);
        }
    }
}

TEST(plans_of_all_sizes_fit_shared_memory_and_their_tiles_the_matrix)
{
    for (const uint32_t shared_bytes : { 227u * 1024, 163u * 1024, 99u * 1024 }) {
        for (uint32_t log_size = 0; log_size <= 24; log_size++) {
            const ntt_plan plan = ntt_plan::create(log_size, log_size, 1, shared_bytes);
            CHECK(plan.first_shared_bytes() <= shared_bytes && plan.second_shared_bytes() <= shared_bytes);
            CHECK_EQUAL(plan.passes, log_size <= 12 ? 1u : 2u);
            if (plan.passes == 2) {
                CHECK(plan.log_columns_first <= log_size - plan.log_first && plan.log_columns_second <= plan.log_first);
                CHECK_EQUAL(plan.first_blocks(3) << plan.log_columns_first << plan.log_first,
                            uint64_t{ 3 } << log_size);
                CHECK_EQUAL(plan.second_blocks(3) << plan.log_columns_second << (log_size - plan.log_first),
                            uint64_t{ 3 } << log_size);
            }
        }
    }
}

// The longest transform at the largest tile, on a polynomial whose values are known: c X^k has the values c w^(k i).
LARGE_TEST(transform_of_the_longest_domain_has_the_powers_of_the_root)
{
    const ntt_plan plan = ntt_plan::create(10, 24, koala_bear::montgomery_one, 227 * 1024);
    std::vector<uint32_t> coefficients(1 << 10), values(1 << 24, 0xFFFFFFFF);
    const koala_bear scale = koala_bear::from_canonical(12345), root = power(two_adic_generator(24), 777);
    coefficients[777] = scale.word;
    transform(coefficients.data(), values.data(), plan, 1);
    koala_bear expected = scale;
    uint64_t wrong = 0;
    for (const uint32_t value : values) {
        wrong += value != expected.word;
        expected *= root;
    }

    CHECK_EQUAL(wrong, uint64_t{ 0 });
}
