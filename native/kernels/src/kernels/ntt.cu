// SPDX-License-Identifier: MIT OR Apache-2.0
// Forward number-theoretic transforms of column batches, 2^13 to 2^24 points, natural order on both sides, zero-padded, on a subgroup or a coset of it:
// the same values as src/PicoEngine.Primitives/Dft (ForwardNtt). Smaller ones: ntt_small.cu.
//
// N = 2^D is cut as N1 N2, input index i1 N2 + i2, output index k1 + N1 k2:
//   X[k1 + N1 k2] = sum over i2 of w_N^(i2 k1) w_N2^(i2 k2) (sum over i1 of w_N1^(i1 k1) x[i1 N2 + i2]).
// Two passes over global memory: the first transforms along i1, the second along i2. A block has a tile of all rows (the inner index) and 8 neighbouring columns
// (4 where shared memory is small). A thread reads 16 rows of two neighbouring columns into registers, does four rounds of butterflies there,
// exchanges rows with the other threads through shared memory, and so on: 11 rounds take two exchanges, and sizes, offsets in shared memory and places in the table of
// roots are constants of the code. The results go from registers to global memory: the first pass writes k1 side by side, the second works in place.

#include "kernels/ntt_tile.cuh"

namespace pico
{

/// w^exponent for w the root of order 2^24: coarse[i] = w^(4096 i), fine[i] = w^i.
__device__ __forceinline__ koala_bear root_power(const uint32_t *coarse, const uint32_t *fine, uint32_t exponent)
{
    return koala_bear{ load_read_only(coarse + (exponent >> 12 & 4095)) } *
           koala_bear{ load_read_only(fine + (exponent & 4095)) };
}

__device__ __forceinline__ int32_t signed_word(koala_bear a)
{
    return static_cast<int32_t>(a.word);
}

/// The pointer so many bytes on; from row to row an addition, where an index would be a product of 64 bits.
__device__ __forceinline__ const uint32_t *advance(const uint32_t *pointer, uint64_t bytes)
{
    return reinterpret_cast<const uint32_t *>(reinterpret_cast<const unsigned char *>(pointer) + bytes);
}

/// The steps of a tile. `shared` is where the thread's pair of columns starts.
template <uint32_t LogRows, uint32_t LogPairs>
struct ntt_tile {
    static constexpr uint32_t log_first = ntt_shape::log_items(LogRows);
    static constexpr uint32_t log_middle = ntt_shape::log_middle(LogRows);
    static constexpr uint32_t log_last = ntt_shape::log_last(LogRows);
    using first_step = ntt_step<LogRows, LogPairs, log_first, LogRows>;
    using middle_step = ntt_step<LogRows, LogPairs, log_middle == 0 ? 1 : log_middle, log_middle == 0 ? 2 : log_middle + log_last>;
    using last_step = ntt_step<LogRows, LogPairs, log_last, log_last>;
    using first_rows = koala_bear[1u << log_first][2];
    using last_rows = koala_bear[1u << log_last][2];

    /// The place in shared memory of the first row that a line has in a step.
    template <typename Step>
    __device__ static __forceinline__ uint32_t *place(uint32_t *shared, uint32_t line)
    {
        // Not reverse_low_bits, which is for constants.
        const uint32_t row = Step::last ? reverse_word(line) >> (32 - Step::log_lines) << (LogRows - Step::log_lines) : Step::first_row(line, 0);
        return shared + 2 * ntt_shape::position(LogRows, LogPairs, row, 0);
    }

    template <typename Step, uint32_t Radix>
    __device__ static __forceinline__ void load(const uint32_t *place, uint32_t group, koala_bear (&x)[Radix][2])
    {
#pragma unroll
        for (uint32_t k = 0; k < Radix; k++) {
            const words<2> pair = load_words<2>(place + Step::offset(group, k));
            x[k][0].word = pair.w[0];
            x[k][1].word = pair.w[1];
        }
    }

    template <typename Step, uint32_t Radix>
    __device__ static __forceinline__ void store(uint32_t *place, uint32_t group, const koala_bear (&x)[Radix][2])
    {
#pragma unroll
        for (uint32_t k = 0; k < Radix; k++) {
            store_words<2>(place + Step::offset(group, k), words<2>{ { x[k][0].word, x[k][1].word } });
        }
    }

    /// From the rows of the first step, its butterflies done, to where the rows of the last step can be loaded.
    __device__ static __forceinline__ void exchange(uint32_t *shared, uint32_t line, const unsigned long long *table, const first_rows &x)
    {
        store<first_step>(place<first_step>(shared, line), 0, x);
        barrier();
        if constexpr (log_middle != 0) {
            // A thread writes the rows that it has read.
            uint32_t *const middle = place<middle_step>(shared, line);
            const unsigned long long *const roots = middle_step::roots(table, line);
#pragma unroll
            for (uint32_t group = 0; group < middle_step::groups; group++) {
                koala_bear y[middle_step::radix][2];
                load<middle_step>(middle, group, y);
                middle_step::template run<false, false>(y, roots);
                store<middle_step>(middle, group, y);
            }

            barrier();
        }
    }
};

/// x[k] *= shift^(index of x[k]), first_index that of x[0][0], `stride` from row to row.
template <uint32_t Radix>
__device__ __forceinline__ void multiply_by_shift(koala_bear (&x)[Radix][2], koala_bear shift, uint32_t first_index, uint32_t stride)
{
    koala_bear factor = power(shift, first_index);
    const koala_bear step = power(shift, stride);
#pragma unroll
    for (uint32_t k = 0; k < Radix; k++, factor *= step) {
        x[k][0] *= factor;
        x[k][1] *= factor * shift;
    }
}

/// x[i1 N2 + i2] to w_N^(i2 k1) (sum over i1 of w_N1^(i1 k1) x[i1 N2 + i2]) at values[i2 N1 + k1].
template <uint32_t LogRows, uint32_t LogPairs>
__device__ __forceinline__ void ntt_first_pass(const uint32_t *coefficients, uint32_t *values, const uint32_t *tables, uint32_t log_message,
                                               uint32_t log_size, uint32_t source, uint32_t shift, uint32_t *shared)
{
    using tile = ntt_tile<LogRows, LogPairs>;
    using first_step = typename tile::first_step;
    using last_step = typename tile::last_step;
    constexpr uint32_t radix = first_step::radix, log_columns = LogPairs + 1;
    const auto *const table = reinterpret_cast<const unsigned long long *>(tables);
    const uint32_t log_second = log_size - LogRows, log_tiles = log_second - log_columns;
    const uint32_t line = thread_index() >> LogPairs, pair = thread_index() & ((1u << LogPairs) - 1);
    const uint64_t matrix_column = block_index() >> log_tiles;
    const uint32_t i2 = ((block_index() & ((1u << log_tiles) - 1)) << log_columns) + 2 * pair;
    uint32_t *const own = shared + 2 * pair;
    {
        // The rows of a thread are N / radix words apart.
        const uint32_t first_index = (line << log_second) + i2, log_apart = log_size - tile::log_first;
        const uint32_t *message = coefficients + (matrix_column << log_message) + first_index;
        koala_bear x[radix][2];
        if (source == ntt_source_checked) {
#pragma unroll
            for (uint32_t k = 0; k < radix; k++) {
#pragma unroll
                for (uint32_t v = 0; v < 2; v++) {
                    const uint32_t index = k << log_apart;
                    x[k][v].word = (first_index + index + v) >> log_message == 0 ? load_read_only(message + index + v) : 0;
                }
            }
        } else {
#pragma unroll
            for (uint32_t k = 0; k < radix; k++, message = advance(message, uint64_t{ 4 } << log_apart)) {
                words<2> loaded = {};
                if (k < radix / 2 || source == ntt_source_whole) {
                    loaded = load_read_only_words<2>(message);
                }

                x[k][0].word = loaded.w[0];
                x[k][1].word = loaded.w[1];
            }
        }

        if (shift != koala_bear::montgomery_one) {
            multiply_by_shift(x, { shift }, first_index, 1u << log_apart);
        }

        const unsigned long long *const roots = first_step::roots(table, line);
        if (source == ntt_source_half) {
            first_step::template run<true, false>(x, roots);
        } else {
            first_step::template run<false, false>(x, roots);
        }

        tile::exchange(own, line, table, x);
    }

    // The factors w_N^(i2 k1) of a thread are geometric series: k1 is the line, then 2^log_lines on from group to group, N1 / radix from frequency to frequency.
    const uint32_t *const coarse = tables + 2 * 4096, *const fine = tables + 3 * 4096;
    const uint32_t log_unit = 24 - log_size;
    int32_t start[2], group_step[2], step[2]; // the last two stand log_lines and LogRows - log_last bits above the unit, which differ by one or are equal
    static_assert(last_step::groups <= 2 && (last_step::groups == 1 || last_step::log_lines + 1 == LogRows - tile::log_last));
#pragma unroll
    for (uint32_t v = 0; v < 2; v++) {
        const uint32_t unit = (i2 + v) << log_unit;
        start[v] = signed_word(root_power(coarse, fine, unit * line));
        group_step[v] = signed_word(root_power(coarse, fine, unit << last_step::log_lines));
        step[v] = last_step::groups == 1 ? group_step[v] : signed_montgomery_multiply(group_step[v], group_step[v]);
    }

    const uint32_t *const place = tile::template place<last_step>(own, line);
    uint32_t *const target = values + (matrix_column << log_size) + (static_cast<uint64_t>(i2) << LogRows) + line;
#pragma unroll
    for (uint32_t group = 0; group < last_step::groups; group++) {
        koala_bear x[last_step::radix][2];
        tile::template load<last_step>(place, group, x);
        last_step::template run<false, true>(x, nullptr);
#pragma unroll
        for (uint32_t v = 0; v < 2; v++) {
            int32_t factor = start[v];
#pragma unroll
            for (uint32_t n = 0; n < last_step::radix; n++) {
                // In order of frequencies.
                const uint32_t k = reverse_low_bits(n, tile::log_last);
                const int32_t product = signed_montgomery_multiply(signed_word(x[k][v]), factor);
                target[(v << LogRows) + last_step::frequency(group, k)] = add_modulus_if_negative(static_cast<uint32_t>(product)).word;
                factor = signed_montgomery_multiply(factor, step[v]);
            }

            start[v] = signed_montgomery_multiply(start[v], group_step[v]);
        }
    }
}

/// values[i2 N1 + k1] to (sum over i2 of w_N2^(i2 k2) of it) at values[k1 + N1 k2]. Tiles are disjoint and read as a whole before they are written.
template <uint32_t LogRows, uint32_t LogPairs>
__device__ __forceinline__ void ntt_second_pass(uint32_t *values, const uint32_t *tables, uint32_t log_size, uint32_t *shared)
{
    using tile = ntt_tile<LogRows, LogPairs>;
    using first_step = typename tile::first_step;
    using last_step = typename tile::last_step;
    constexpr uint32_t log_columns = LogPairs + 1;
    const auto *const table = reinterpret_cast<const unsigned long long *>(tables);
    const uint32_t log_first = log_size - LogRows, log_tiles = log_first - log_columns;
    const uint32_t line = thread_index() >> LogPairs, pair = thread_index() & ((1u << LogPairs) - 1);
    const uint64_t matrix_column = block_index() >> log_tiles;
    const uint32_t k1 = ((block_index() & ((1u << log_tiles) - 1)) << log_columns) + 2 * pair;

    // The rows that a thread reads are N / radix words apart; those that it writes start at the same place.
    uint32_t *const data = values + (matrix_column << log_size) + (static_cast<uint64_t>(line) << log_first) + k1;
    uint32_t *const own = shared + 2 * pair;
    {
        koala_bear x[first_step::radix][2];
        const uint32_t *row = data;
#pragma unroll
        for (uint32_t k = 0; k < first_step::radix; k++, row = advance(row, uint64_t{ 4 } << (log_size - tile::log_first))) {
            const uint64_t loaded = *reinterpret_cast<const unsigned long long *>(row);
            x[k][0].word = static_cast<uint32_t>(loaded);
            x[k][1].word = static_cast<uint32_t>(loaded >> 32);
        }

        first_step::template run<false, false>(x, first_step::roots(table, line));
        tile::exchange(own, line, table, x);
    }

    const uint32_t *const place = tile::template place<last_step>(own, line);
#pragma unroll
    for (uint32_t group = 0; group < last_step::groups; group++) {
        koala_bear x[last_step::radix][2];
        tile::template load<last_step>(place, group, x);
        last_step::template run<false, false>(x, nullptr);
#pragma unroll
        for (uint32_t k = 0; k < last_step::radix; k++) {
            store_words<2>(data + (last_step::frequency(group, k) << log_first), words<2>{ { x[k][0].word, x[k][1].word } });
        }
    }
}

} // namespace pico

// tables: [4096] fixed_factor w_M^i at M / 2 + i, M = 2, 4, .., 4096, then [2][4096] Montgomery words, coarse and fine (powers of the root of order 2^24).
// Launch: ntt_shape::threads and shared_bytes; for every column of the matrix, column after column, a block for every tile of it. Registers: 64, of them 32 for rows;
// a multiprocessor so holds 1,024 threads, two blocks where a tile has 2^11 rows.

// coefficients: [width][2^log_message]. values: [width][2^log_size], overwritten; it may not overlap the coefficients. log_size is 2 log_rows or one
// less. source: ntt_source; other than checked, coefficients are aligned to 8 bytes and log_message is log_size or one less. shift: the Montgomery form of the coset's
// factor, 1 for the subgroup. Reads 32 (narrow: 16) consecutive bytes at a time, writes as many or more.
#define PICO_NTT_FIRST_PASS(log_rows, log_pairs, suffix)                                                                                                      \
    extern "C" __global__ void __launch_bounds__(pico::ntt_shape::threads(log_rows, log_pairs), pico::ntt_shape::resident_blocks(log_rows, log_pairs))        \
        pico_ntt_first_pass_##suffix##_kernel(const uint32_t *coefficients, uint32_t *values, const uint32_t *tables, uint32_t log_message,                   \
                                              uint32_t log_size, uint32_t source, uint32_t shift)                                                             \
    {                                                                                                                                                         \
        PICO_DYNAMIC_SHARED(shared_words);                                                                                                                    \
        pico::ntt_first_pass<log_rows, log_pairs>(coefficients, values, tables, log_message, log_size, source, shift, shared_words);                          \
    }                                                                                                                                                         \
    PICO_REGISTER_KERNEL(pico_ntt_first_pass_##suffix##_kernel)

// values: [width][2^log_size], aligned to 8 bytes; log_size is 2 log_rows or one more. Reads and writes 32 (narrow: 16) consecutive bytes at a time.
#define PICO_NTT_SECOND_PASS(log_rows, log_pairs, suffix)                                                                                                     \
    extern "C" __global__ void __launch_bounds__(pico::ntt_shape::threads(log_rows, log_pairs), pico::ntt_shape::resident_blocks(log_rows, log_pairs))        \
        pico_ntt_second_pass_##suffix##_kernel(uint32_t *values, const uint32_t *tables, uint32_t log_size)                                                   \
    {                                                                                                                                                         \
        PICO_DYNAMIC_SHARED(shared_words);                                                                                                                    \
        pico::ntt_second_pass<log_rows, log_pairs>(values, tables, log_size, shared_words);                                                                   \
    }                                                                                                                                                         \
    PICO_REGISTER_KERNEL(pico_ntt_second_pass_##suffix##_kernel)

PICO_NTT_FIRST_PASS(7, 2, 7);
PICO_NTT_FIRST_PASS(8, 2, 8);
PICO_NTT_FIRST_PASS(9, 2, 9);
PICO_NTT_FIRST_PASS(10, 2, 10);
PICO_NTT_FIRST_PASS(11, 2, 11);
PICO_NTT_FIRST_PASS(12, 2, 12);
PICO_NTT_FIRST_PASS(12, 1, 12_narrow);
PICO_NTT_SECOND_PASS(6, 2, 6);
PICO_NTT_SECOND_PASS(7, 2, 7);
PICO_NTT_SECOND_PASS(8, 2, 8);
PICO_NTT_SECOND_PASS(9, 2, 9);
PICO_NTT_SECOND_PASS(10, 2, 10);
PICO_NTT_SECOND_PASS(11, 2, 11);
PICO_NTT_SECOND_PASS(12, 2, 12);
PICO_NTT_SECOND_PASS(12, 1, 12_narrow);
