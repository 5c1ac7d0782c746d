// SPDX-License-Identifier: MIT OR Apache-2.0

#include "check.hpp"
#include "fields/koala_bear_ext5.cuh"
#include "kernel_launch.hpp"
#include "vectors.hpp"

using namespace pico;

TEST(pieces_are_dot_products)
{
    for (const uint32_t log_piece : { 2u, 6u, 10u }) {
        // More pieces than the launched warps take in one turn, and not a multiple of four.
        const uint32_t piece = 1u << log_piece, pieces = 75;
        const std::vector<uint32_t> cells = tests::inputs(uint64_t{ pieces } << log_piece, 1), weights = tests::inputs(5 * piece, 2);
        std::vector<uint32_t> values(5 * pieces + 1, 0xDEADBEEF);
        tests::launch("pico_evaluate_pieces_kernel", { .block_size = 256, .dynamic_shared_bytes = 20 * piece, .block_count = 2 }, cells.data(),
                      uint64_t{ pieces }, log_piece, weights.data(), values.data(), uint64_t{ 16 });
        for (uint32_t i = 0; i < pieces; i++) {
            for (uint32_t k = 0; k < 5; k++) {
                koala_bear sum = koala_bear::zero();
                for (uint32_t j = 0; j < piece; j++) {
                    sum += koala_bear{ cells[(i << log_piece) + j] } * koala_bear{ weights[k * piece + j] };
                }

                CHECK_EQUAL(values[5 * i + k], sum.word);
            }
        }

        CHECK_EQUAL(values[5 * pieces], 0xDEADBEEFu);
    }
}

TEST(pieces_beyond_32_bits_are_found)
{
    // The last block of 2^24 pieces of 2^10 cells: their first cell has a number above 2^33. Nothing before them is touched.
    constexpr uint64_t pieces = uint64_t{ 1 } << 24, own = 32;
    const std::vector<uint32_t> cells = tests::inputs(own << 10, 3), weights = tests::inputs(5 << 10, 4);
    std::vector<uint32_t> values(5 * own), expected(5 * own);
    const uint32_t *const first_cell = reinterpret_cast<const uint32_t *>(reinterpret_cast<uintptr_t>(cells.data()) - 4 * ((pieces - own) << 10));
    uint32_t *const first_value = reinterpret_cast<uint32_t *>(reinterpret_cast<uintptr_t>(values.data()) - 4 * 5 * (pieces - own));
    tests::launch("pico_evaluate_pieces_kernel",
                  { .block_size = 256, .dynamic_shared_bytes = 20 << 10, .first_block = pieces / own - 1, .block_count = 1 }, first_cell, pieces, 10u,
                  weights.data(), first_value, pieces / 4);
    tests::launch("pico_evaluate_pieces_kernel", { .block_size = 256, .dynamic_shared_bytes = 20 << 10, .block_count = 1 }, cells.data(), own, 10u,
                  weights.data(), expected.data(), own / 4);
    CHECK(values == expected);
}
