// SPDX-License-Identifier: MIT OR Apache-2.0
// How the host launches the kernels of ntt.cu and ntt_small.cu: the cut of a transform, its tiles, and the tables that all transforms share.
#pragma once

#include "fields/koala_bear.cuh"
#include "kernels/ntt_shape.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pico
{

/// Entries of each of the three tables; those of the first have two words.
constexpr uint32_t ntt_table_length = 4096;
constexpr uint32_t ntt_table_words = 4 * ntt_table_length;

/// The largest domain that one pass transforms: a column of it is a tile of 16 KiB.
constexpr uint32_t ntt_one_pass_log_size = 12;

/// One of the kernels: which tile it has.
struct ntt_pass {
    uint32_t log_rows;
    uint32_t log_columns;

    /// Eight columns, a sector of 32 bytes of every row; four where the tile does not fit: one of 2^12 rows takes 128 KiB, which consumer cards have not.
    static ntt_pass create(uint32_t log_rows, uint32_t shared_bytes)
    {
        return { log_rows, ntt_shape::shared_bytes(log_rows, 2) <= shared_bytes ? 3u : 2u };
    }

    uint32_t threads() const { return ntt_shape::threads(log_rows, log_columns - 1); }
    uint32_t shared_bytes() const { return ntt_shape::shared_bytes(log_rows, log_columns - 1); }
    uint64_t blocks(uint64_t width, uint32_t log_size) const { return width << (log_size - log_rows - log_columns); }

    /// pass: "first" or "second".
    std::string kernel(const char *pass) const
    {
        return std::string("pico_ntt_") + pass + "_pass_" + std::to_string(log_rows) + (log_columns == 2 ? "_narrow" : "") + "_kernel";
    }
};

/// How a transform of 2^log_size points is cut on a device that gives a block so many bytes of shared memory, 64 KiB and 128 bytes or more.
struct ntt_plan {
    uint32_t log_size;
    ntt_pass first;
    ntt_pass second;

    static ntt_plan create(uint32_t log_size, uint32_t shared_bytes)
    {
        const uint32_t log_first = (log_size + 1) / 2;
        return { log_size, ntt_pass::create(log_first, shared_bytes), ntt_pass::create(log_size - log_first, shared_bytes) };
    }
};

/// One pass of whole columns: tiles of 2^14 words, so that several blocks share an SM; at least one column, at most eight.
struct ntt_small_plan {
    static constexpr uint32_t threads = 512;

    uint32_t log_size;

    uint32_t log_columns() const { return std::min(3u, 14 - log_size); }
    uint32_t shared_bytes() const { return 4u << (log_size + log_columns()); }
    uint64_t blocks(uint64_t width) const { return (width + (1u << log_columns()) - 1) >> log_columns(); }
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
