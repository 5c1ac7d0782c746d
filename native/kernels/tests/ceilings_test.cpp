// SPDX-License-Identifier: MIT OR Apache-2.0
// What the kernels of limits compute, so that no compiler may leave any of it out.

#include "fields/koala_bear.cuh"
#include "simulation.hpp"
#include "vectors.hpp"

using namespace pico::tests;

namespace
{

uint32_t step(int32_t kind, uint32_t x, uint32_t a, uint32_t b)
{
    constexpr uint64_t modulus = pico::koala_bear::modulus;
    switch (kind) {
    case PICO_CEILING_MULTIPLY_ADD:
        return x * a + b;
    case PICO_CEILING_MULTIPLY_HIGH:
        return static_cast<uint32_t>(uint64_t{ x } * a >> 32);
    case PICO_CEILING_ADD_LOGIC:
        return (x + a) ^ b;
    case PICO_CEILING_FIELD_SUM:
        return static_cast<uint32_t>((uint64_t{ x } + a) % modulus);
    default:
        return (pico::koala_bear{ x } * pico::koala_bear{ a }).word;
    }
}

} // namespace

TEST(chains_of_every_kind_are_what_their_steps_say)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    constexpr size_t threads = 2 * PICO_CEILING_BLOCK;
    constexpr uint32_t a = 0x7EFF1234, b = 0x3456789A, steps = 16;
    const buffer_handle results = allocate(stream, threads);
    for (int32_t kind = 0; kind <= PICO_CEILING_FIELD_PRODUCT; kind++) {
        std::vector<uint32_t> words(threads);
        EXPECT(pico_ceiling_arithmetic(stream.get(), kind, a, b, steps, results.get(), threads), PICO_OK);
        EXPECT(pico_buffer_read(stream.get(), results.get(), 0, words.data(), 4 * threads), PICO_OK);
        EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
        for (const uint32_t thread : { 0u, 1u, 300u, 511u }) {
            uint32_t expected = 0;
            for (uint32_t chain = 0; chain < PICO_CEILING_CHAINS; chain++) {
                uint32_t x = thread + chain;
                for (uint32_t k = 0; k < steps; k++) {
                    x = step(kind, x, a, b);
                }

                expected ^= x;
            }

            CHECK_EQUAL(words[thread], expected);
        }
    }
}

TEST(reading_and_copying_touch_every_word)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    constexpr size_t count = 4 * 1001, threads = PICO_CEILING_BLOCK;
    const std::vector<uint32_t> source = inputs(count + 4, 3);
    const buffer_handle from = allocate(stream, count + 4), to = allocate(stream, count + 8),
                        sums = allocate(stream, threads);
    std::vector<uint32_t> copied(count + 8), summed(threads);
    EXPECT(pico_buffer_write(stream.get(), from.get(), 0, source.data(), 4 * source.size()), PICO_OK);
    EXPECT(pico_buffer_fill(stream.get(), to.get(), 0, count + 8, 5), PICO_OK);
    EXPECT(pico_ceiling_copy(stream.get(), from.get(), 4, to.get(), 4, count), PICO_OK);
    EXPECT(pico_ceiling_read(stream.get(), from.get(), 4, count, sums.get(), threads), PICO_OK);
    EXPECT(pico_ceiling_empty(stream.get()), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), to.get(), 0, copied.data(), 4 * copied.size()), PICO_OK);
    EXPECT(pico_buffer_read(stream.get(), sums.get(), 0, summed.data(), 4 * threads), PICO_OK);
    EXPECT(pico_stream_synchronize(stream.get()), PICO_OK);
    CHECK(std::equal(source.begin() + 4, source.end(), copied.begin() + 4));
    CHECK_EQUAL(copied[3], 5u);
    CHECK_EQUAL(copied[count + 4], 5u);
    uint32_t expected = 0, actual = 0;
    for (size_t i = 4; i < source.size(); i++) {
        expected ^= source[i];
    }

    for (const uint32_t sum : summed) {
        actual ^= sum;
    }

    CHECK_EQUAL(actual, expected);
}

TEST(limits_of_other_shapes_are_refused)
{
    simulation driver;
    const context_handle context = create_context(open_runtime());
    const stream_handle stream = create_stream(context);
    const buffer_handle first = allocate(stream, 512), second = allocate(stream, 512);
    EXPECT(pico_ceiling_copy(stream.get(), first.get(), 0, second.get(), 0, 510), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_copy(stream.get(), first.get(), 2, second.get(), 0, 4), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_copy(stream.get(), first.get(), 0, first.get(), 4, 8), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_read(stream.get(), first.get(), 0, 512, second.get(), 100), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_read(stream.get(), first.get(), 0, 512, second.get(), 1024), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_arithmetic(stream.get(), 5, 1, 1, 8, first.get(), 256), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_arithmetic(stream.get(), -1, 1, 1, 8, first.get(), 256), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_arithmetic(stream.get(), 0, 1, 1, 9, first.get(), 256), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_arithmetic(stream.get(), 0, 1, 1, 8, first.get(), 768), PICO_INVALID_ARGUMENT);
    EXPECT(pico_ceiling_empty(nullptr), PICO_INVALID_ARGUMENT);
}
