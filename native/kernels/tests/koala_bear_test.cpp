// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "fields/koala_bear_ext5.cuh"
#include "vectors.hpp"

#include <cstring>

using namespace pico;

namespace
{

constexpr uint64_t p = koala_bear::modulus;

// Words at the edges of every correction, and some between.
std::vector<uint32_t> edge_words()
{
    std::vector<uint32_t> words = { 0,          1,          2,          3,          0x00FFFFFF, 0x01000000,
                                    0x01FFFFFE, 0x3F800000, 0x3F800001, 0x7EFFFFFF, 0x7F000000 };
    for (uint32_t i = 0; i < 50; i++) {
        words.push_back(tests::input(i, 3));
    }

    return words;
}

// a 2^32 modulo p by division: what Montgomery forms mean.
uint64_t radix_times(uint64_t a)
{
    return a % p * ((uint64_t{ 1 } << 32) % p) % p;
}

koala_bear_ext5 element(const uint32_t (&words)[5])
{
    koala_bear_ext5 result;
    std::memcpy(result.c, words, sizeof words);
    return result;
}

} // namespace

TEST(base_field_operations_equal_division)
{
    for (const uint32_t a : edge_words()) {
        const koala_bear x = { a };
        CHECK_EQUAL(radix_times(x.to_canonical()), uint64_t{ a });
        CHECK(koala_bear::from_canonical(x.to_canonical()) == x);
        CHECK_EQUAL((halve(x) + halve(x)).word, a);
        CHECK_EQUAL(uint64_t{ (-x).word }, (p - a) % p);
        for (const uint32_t b : edge_words()) {
            const koala_bear y = { b };
            CHECK_EQUAL(uint64_t{ (x + y).word }, (uint64_t{ a } + b) % p);
            CHECK_EQUAL(uint64_t{ (x - y).word }, (uint64_t{ a } + p - b) % p);
            CHECK_EQUAL(radix_times((x * y).word), uint64_t{ a } * b % p);
            CHECK(multiply_fixed(a, fixed_factor::of(y)) == x * y);
            CHECK(multiply_fixed(a + koala_bear::modulus, fixed_factor::of(y)) == x * y);
            const koala_bear sum = x + y;
            CHECK(cube_of_sum(x, b - koala_bear::modulus) == sum * sum * sum);
        }
    }
}

TEST(montgomery_reduction_of_any_value_below_the_modulus_times_the_radix)
{
    for (const uint32_t high : edge_words()) {
        for (const uint32_t low : { 0u, 1u, 0x7EFFFFFFu, 0x7F000001u, 0x80000000u, 0xFFFFFFFFu }) {
            const uint64_t value = uint64_t{ high } << 32 | low;
            CHECK_EQUAL(radix_times(montgomery_reduce(value).word), value % p);
        }
    }
}

TEST(signed_montgomery_products_of_signed_words_stay_within_the_modulus)
{
    const auto q = static_cast<int64_t>(p);
    for (const uint32_t a : edge_words()) {
        for (const uint32_t b : edge_words()) {
            for (const int64_t x : { int64_t{ a }, -int64_t{ a } }) {
                for (const int64_t y : { int64_t{ b }, -int64_t{ b } }) {
                    const int64_t product = signed_montgomery_multiply(static_cast<int32_t>(x), static_cast<int32_t>(y));
                    CHECK(-q < product && product < q);
                    CHECK_EQUAL(radix_times(static_cast<uint64_t>(product + q)), static_cast<uint64_t>((x * y % q + q) % q));
                }
            }
        }
    }
}

TEST(fixed_factors_take_any_word)
{
    for (const uint32_t a : edge_words()) {
        const fixed_factor factor = fixed_factor::of({ a });
        for (const uint32_t word :
             { 0u, 1u, 0x7F000000u, 0x7F000001u, 0x7F000002u, 0xFE000001u, 0xFFFFFFFEu, 0xFFFFFFFFu }) {
            CHECK_EQUAL(uint64_t{ multiply_fixed(word, factor).word }, uint64_t{ word } * factor.factor % p);
        }
    }
}

template <int Log>
static void check_quotients()
{
    for (const uint32_t a : edge_words()) {
        koala_bear x = quotient_by_power_of_two<Log>({ a });
        CHECK(x.word < p);
        for (int i = 0; i < Log; i++) {
            x += x;
        }

        CHECK_EQUAL(x.word, a);
    }

    if constexpr (Log < 24) {
        check_quotients<Log + 1>();
    }
}

TEST(quotient_by_power_of_two_times_that_power_is_the_element)
{
    check_quotients<1>();
}

TEST(fold_sum_of_up_to_two_to_the_37_is_the_residue)
{
    for (uint64_t value = 0; value < uint64_t{ 1 } << 37; value += (uint64_t{ 1 } << 27) - 12345) {
        CHECK_EQUAL(uint64_t{ fold_sum(value).word }, value % p);
    }

    CHECK_EQUAL(uint64_t{ fold_sum((uint64_t{ 1 } << 37) - 1).word }, ((uint64_t{ 1 } << 37) - 1) % p);
    CHECK_EQUAL(uint64_t{ fold_sum(24 * (p - 1)).word }, 24 * (p - 1) % p);
}

TEST(two_adic_generators_have_their_order)
{
    for (int log = 1; log <= 24; log++) {
        CHECK(power(two_adic_generator(log), (uint64_t{ 1 } << log) / 2) == -koala_bear::one());
        CHECK(two_adic_generator(log) * two_adic_generator(log) == two_adic_generator(log - 1));
    }
}

TEST(extension_products_equal_the_reference)
{
    for (const tests::product_vector &vector : tests::products) {
        const koala_bear_ext5 a = element(vector.left), b = element(vector.right);
        CHECK(a * b == element(vector.product));
        CHECK(a + b == element(vector.sum));
        CHECK(a - b == element(vector.difference));
        CHECK(a * b.c[0] == a * koala_bear_ext5::from_base(b.c[0]));
    }
}
