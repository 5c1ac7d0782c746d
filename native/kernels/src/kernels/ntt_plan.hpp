// SPDX-License-Identifier: MIT OR Apache-2.0
// How the host launches the kernels of ntt.cu: the cut of a transform, its tiles, and the tables that all transforms share.
#pragma once

#include "fields/koala_bear.cuh"

#include <algorithm>
#include <vector>

namespace pico
{

constexpr uint32_t ntt_threads = 512;

/// Entries of each of the three tables; those of the first have two words.
constexpr uint32_t ntt_table_length = 4096;
constexpr uint32_t ntt_table_words = 4 * ntt_table_length;

/// The largest domain that one pass transforms: a column of it is a tile of 16 KiB.
constexpr uint32_t ntt_one_pass_log_size = 12;

/// How a zero-padded transform is cut.
struct ntt_plan {
    uint32_t log_message;
    uint32_t log_size;
    uint32_t shift; // Montgomery form
    uint32_t passes;
    uint32_t log_first; // log of N1, the rows of the first pass
    uint32_t log_columns_first;
    uint32_t log_columns_second;

    /// The plan for 0 <= log_message <= log_size <= 24 on a device that gives a block so many bytes of shared memory (64 KiB or more).
    static ntt_plan create(uint32_t log_message, uint32_t log_size, uint32_t shift, uint32_t shared_bytes)
    {
        ntt_plan plan = { log_message, log_size, shift, 1, log_size, 0, 0 };
        if (log_size <= ntt_one_pass_log_size) {
            // Tiles of 2^14 words, so that several blocks share an SM; at least one column, at most eight.
            plan.log_columns_first = std::min(3u, 14 - log_size);
            return plan;
        }

        plan.passes = 2;
        plan.log_first = (log_size + 1) / 2;
        plan.log_columns_first = columns(plan.log_first, shared_bytes);
        plan.log_columns_second = columns(log_size - plan.log_first, shared_bytes);
        return plan;
    }

    uint32_t first_shared_bytes() const { return 4u << (log_first + log_columns_first); }
    uint32_t second_shared_bytes() const { return passes == 1 ? 0 : 4u << (log_size - log_first + log_columns_second); }

    /// Blocks of the first pass, or of the only one, for so many columns.
    uint64_t first_blocks(uint64_t width) const
    {
        return passes == 1 ? (width + (1u << log_columns_first) - 1) >> log_columns_first
                           : width << (log_size - log_first - log_columns_first);
    }

    uint64_t second_blocks(uint64_t width) const { return passes == 1 ? 0 : width << (log_first - log_columns_second); }

  private:
    // Eight columns, a sector of 32 bytes of every row, where the tile fits; rows of 2^12 need 128 KiB for that, which consumer cards have not.
    static uint32_t columns(uint32_t log_rows, uint32_t shared_bytes)
    {
        uint32_t log_columns = 3;
        while (4u << (log_rows + log_columns) > shared_bytes) {
            log_columns--;
        }

        return log_columns;
    }
};

/// [4096] fixed_factor of w_M^i at M / 2 + i for i < M / 2, M = 2, 4, .., 4096 (the first entry is not used); then Montgomery words: [4096]
/// w^(4096 i) and [4096] w^i, w the root of order 2^24.
inline std::vector<uint32_t> ntt_tables()
{
    std::vector<uint32_t> tables(ntt_table_words);
    for (int log = 1; log <= 12; log++) {
        const koala_bear root = two_adic_generator(log);
        koala_bear power = koala_bear::one();
        for (uint32_t i = 1u << (log - 1); i < 1u << log; i++, power *= root) {
            const fixed_factor factor = fixed_factor::of(power);
            tables[2 * i] = factor.factor;
            tables[2 * i + 1] = factor.quotient;
        }
    }

    const koala_bear coarse_root = two_adic_generator(12), fine_root = two_adic_generator(24);
    koala_bear coarse = koala_bear::one(), fine = koala_bear::one();
    for (uint32_t i = 0; i < ntt_table_length; i++) {
        tables[2 * ntt_table_length + i] = coarse.word;
        tables[3 * ntt_table_length + i] = fine.word;
        coarse *= coarse_root;
        fine *= fine_root;
    }

    return tables;
}

} // namespace pico
