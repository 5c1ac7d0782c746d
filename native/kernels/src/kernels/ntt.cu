// SPDX-License-Identifier: MIT OR Apache-2.0
// Forward number-theoretic transforms of column batches, natural order on both sides, zero-padded, on a subgroup or a coset of it:
// the same values as src/PicoEngine.Primitives/Dft (ForwardNtt).
//
// N = 2^D is cut as N1 N2, input index i1 N2 + i2, output index k1 + N1 k2:
//   X[k1 + N1 k2] = sum over i2 of w_N^(i2 k1) w_N2^(i2 k2) (sum over i1 of w_N1^(i1 k1) x[i1 N2 + i2]).
// A tile is 2^log_rows rows (the inner index) by 2^log_columns neighbouring columns in shared memory, transformed by decimation in frequency,
// radix 8 in registers, so that 11 rounds of butterflies take four exchanges through shared memory. Two passes over global memory:
// the first reads i2 side by side and writes k1 side by side, the second has k1 in its columns and works in place.
// For D of at most 12 one pass does it, and the columns of a tile are columns of the matrix.

#include "kernels/ntt_tile.cuh"

namespace pico
{

/// LogRadix rounds of butterflies on every column, on blocks of 2^log_block rows: rows j + k 2^(log_block - LogRadix) of a block, k = 0, 1, ..
/// are in one thread's registers. roots: [4096] fixed_factor, w_M^i at M / 2 + i, so that neighbouring j read neighbouring ones. Last: the
/// stride is one, so j is 0 and of the radix-8 factors only five are not 1.
template <int LogRadix, bool Last = false>
__device__ __forceinline__ void butterflies(const tile &t, uint32_t log_block, const unsigned long long *roots)
{
    constexpr uint32_t radix = 1u << LogRadix;
    const uint32_t log_stride = log_block - LogRadix;
    const uint32_t groups = 1u << (t.log_rows + t.log_columns - LogRadix);

    // The same for all threads: where row k 2^log_stride lies, by the bits of k.
    uint32_t steps[LogRadix];
#pragma unroll
    for (int bit = 0; bit < LogRadix; bit++) {
        steps[bit] = t.position(1u << (log_stride + bit), 0);
    }

    for (uint32_t group = thread_index(); group < groups; group += block_size()) {
        const uint32_t column = group & ((1u << t.log_columns) - 1);
        const uint32_t rest = group >> t.log_columns;
        const uint32_t j = rest & ((1u << log_stride) - 1);
        const uint32_t base = t.position((rest >> log_stride << log_block) + j, column);
        uint32_t positions[radix];
        koala_bear x[radix];
#pragma unroll
        for (uint32_t k = 0; k < radix; k++) {
            positions[k] = base;
#pragma unroll
            for (int bit = 0; bit < LogRadix; bit++) {
                positions[k] ^= (k >> bit & 1) != 0 ? steps[bit] : 0;
            }

            x[k] = t.get(positions[k]);
        }

#pragma unroll
        for (int round = 0; round < LogRadix; round++) {
            // Blocks of M = 2^(log_block - round) rows; the difference at row j + k 2^log_stride is multiplied by w_M^(that row).
            const uint32_t half = radix >> (round + 1);
            const unsigned long long *const powers = roots + (1u << (log_block - round - 1)) + j;
#pragma unroll
            for (uint32_t k = 0; k < half; k++) {
                const uint64_t pair = Last && k == 0 ? 0 : load_read_only(powers + (k << log_stride));
                const fixed_factor factor = { static_cast<uint32_t>(pair), static_cast<uint32_t>(pair >> 32) };
#pragma unroll
                for (uint32_t start = 0; start < radix; start += 2 * half) {
                    const koala_bear a = x[start + k], b = x[start + k + half];
                    x[start + k] = a + b;

                    // Between 1 and 2p - 1, which the product takes as it is.
                    const uint32_t difference = a.word - b.word + koala_bear::modulus;
                    x[start + k + half] = Last && k == 0 ? a - b : multiply_fixed(difference, factor);
                }
            }
        }

#pragma unroll
        for (uint32_t k = 0; k < radix; k++) {
            t.set(positions[k], x[k]);
        }
    }
}

/// Transforms every column of the tile: natural order in, row r out is the frequency with the bits of r reversed. The barrier at the start
/// waits for the tile to be filled, the one at the end for it to be finished.
__device__ __forceinline__ void transform_tile(const tile &t, const uint32_t *tables)
{
    // What does not divide by three comes first, where the stride is large; the last radix-8 exchange has stride one.
    const auto *const roots = reinterpret_cast<const unsigned long long *>(tables);
    uint32_t log_block = t.log_rows;
    barrier();
    if (log_block % 3 == 1) {
        butterflies<1>(t, log_block, roots);
        log_block -= 1;
        barrier();
    } else if (log_block % 3 == 2) {
        butterflies<2>(t, log_block, roots);
        log_block -= 2;
        barrier();
    }

    for (; log_block > 3; log_block -= 3) {
        butterflies<3>(t, log_block, roots);
        barrier();
    }

    if (log_block == 3) {
        butterflies<3, true>(t, log_block, roots);
        barrier();
    }
}

/// Rows that a thread loads before it uses the first: 1536 threads of an SM with four words each under way are 24 KiB, some 15 KiB hide the latency
/// of an H100's memory.
constexpr uint32_t rows_in_flight = 4;

/// w^exponent for w the root of order 2^24: coarse[i] = w^(4096 i), fine[i] = w^i.
__device__ __forceinline__ koala_bear root_power(const uint32_t *coarse, const uint32_t *fine, uint32_t exponent)
{
    return koala_bear{ load_read_only(coarse + (exponent >> 12)) } *
           koala_bear{ load_read_only(fine + (exponent & 4095)) };
}

} // namespace pico

// Arguments of all three kernels. tables: [4096] fixed_factor w_M^i at M / 2 + i, then [2][4096] Montgomery words, coarse and fine (powers of the root of order 2^24). shift is
// the Montgomery form of the coset's factor, 1 for the subgroup. Launch: 512 threads, shared memory of one tile; in the one-pass kernel
// a block for every 2^log_columns columns of the matrix, in the others 2^(log_second - log_columns) or 2^(log_first - log_columns) blocks for
// every column, column after column; the steps of loops over rows are powers of two above the first row, so that rows add as bits. Registers: 8 elements,
// as many positions, factors; with at most 64 of them two blocks of 512 threads share an SM
// of 64 KiB tiles (sm_80), three with at most 40 (sm_90, 227 KiB).

/// D of at most 12. coefficients: [width][2^log_message]. values: [width][2^log_size], overwritten.
extern "C" __global__ void __launch_bounds__(512, 2)
    pico_ntt_one_pass_kernel(const uint32_t *coefficients, uint32_t *values, const uint32_t *tables,
                             uint32_t log_message, uint32_t log_size, uint32_t log_columns, uint32_t width,
                             uint32_t shift)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared_words);
    const tile t = { shared_words, log_size, log_columns };
    const uint64_t first_column = static_cast<uint64_t>(block_index()) << log_columns;
    const uint32_t size = 1u << (log_size + log_columns);
    const koala_bear factor = { shift };
    for (uint32_t index = thread_index(); index < size; index += block_size()) {
        const uint32_t row = index & ((1u << log_size) - 1);
        const uint64_t column = first_column + (index >> log_size);
        koala_bear a = koala_bear::zero();
        if (row >> log_message == 0 && column < width) {
            a.word = load_read_only(coefficients + (column << log_message) + row);
            if (shift != koala_bear::montgomery_one) {
                a *= power(factor, row);
            }
        }

        t.set(t.position(row, index >> log_size), a);
    }

    transform_tile(t, tables);
    for (uint32_t index = thread_index(); index < size; index += block_size()) {
        const uint32_t frequency = index & ((1u << log_size) - 1);
        const uint64_t column = first_column + (index >> log_size);
        if (column < width) {
            values[(column << log_size) + frequency] =
                t.get(t.position(reverse_bits(frequency, log_size), index >> log_size)).word;
        }
    }
}

/// The first of two passes: x[i1 N2 + i2] to w_N^(i2 k1) (sum over i1 of w_N1^(i1 k1) x[i1 N2 + i2]) at values[i2 N1 + k1].
/// coefficients: [width][2^log_message]. values: [width][2^log_size], overwritten; it may not overlap the coefficients.
/// Reads 4 2^log_columns consecutive bytes at a time, writes whole columns of 4 N1.
extern "C" __global__ void __launch_bounds__(512, 2)
    pico_ntt_first_pass_kernel(const uint32_t *coefficients, uint32_t *values, const uint32_t *tables,
                               uint32_t log_message, uint32_t log_size, uint32_t log_first, uint32_t log_columns,
                               uint32_t shift)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared_words);
    const tile t = { shared_words, log_first, log_columns };
    const uint32_t log_second = log_size - log_first, log_tiles = log_second - log_columns;
    const uint64_t matrix_column = block_index() >> log_tiles;
    const uint32_t first_i2 = (block_index() & ((1u << log_tiles) - 1)) << log_columns;
    const uint32_t *const message = coefficients + (matrix_column << log_message);
    uint32_t *const target = values + (matrix_column << log_size);
    {
        const uint32_t column = thread_index() & ((1u << log_columns) - 1), i2 = first_i2 + column;
        const uint32_t first_row = thread_index() >> log_columns, row_step = block_size() >> log_columns;
        const uint32_t base = t.position(first_row, column);

        // The powers of the shift that a thread needs are a geometric series: two powers, then a product each.
        koala_bear factor = koala_bear::one(), step = koala_bear::one();
        if (shift != koala_bear::montgomery_one) {
            factor = power({ shift }, (first_row << log_second) + i2);
            step = power({ shift }, row_step << log_second);
        }

        for (uint32_t rows = 0; (first_row + rows) >> log_first == 0; rows += rows_in_flight * row_step) {
            koala_bear a[rows_in_flight];
#pragma unroll
            for (uint32_t k = 0; k < rows_in_flight; k++) {
                // Rows beyond the tile are beyond the message too.
                const uint32_t index = ((first_row + rows + k * row_step) << log_second) + i2;
                a[k].word = index >> log_message == 0 ? load_read_only(message + index) : 0;
            }

#pragma unroll
            for (uint32_t k = 0; k < rows_in_flight; k++) {
                if (shift != koala_bear::montgomery_one) {
                    a[k] *= factor;
                    factor *= step;
                }

                if ((first_row + rows + k * row_step) >> log_first == 0) {
                    t.set(base ^ t.position(rows + k * row_step, 0), a[k]);
                }
            }
        }
    }

    transform_tile(t, tables);

    // A warp has one i2 and 32 neighbouring k1; the factors w_N^(i2 k1) along its way are a geometric series.
    const uint32_t *const coarse = tables + 2 * 4096, *const fine = tables + 3 * 4096;
    const uint32_t warp = thread_index() >> 5, lane = thread_index() & 31, warps = block_size() >> 5;
    const uint32_t column = warp & ((1u << log_columns) - 1), i2 = first_i2 + column;
    const uint32_t k1_step = warps >> log_columns << 5, first_k1 = (warp >> log_columns << 5) + lane;
    const uint32_t base = t.position(reverse_bits(first_k1, log_first), column);
    uint32_t *const row = target + (static_cast<uint64_t>(i2) << log_first) + first_k1;
    koala_bear factor = root_power(coarse, fine, i2 * first_k1 << (24 - log_size) & 0xFFFFFFu);
    const koala_bear step = root_power(coarse, fine, i2 * k1_step << (24 - log_size) & 0xFFFFFFu);
    for (uint32_t k = 0; (first_k1 + k) >> log_first == 0; k += k1_step) {
        row[k] = (t.get(base ^ t.position(reverse_bits(k, log_first), 0)) * factor).word;
        factor *= step;
    }
}

/// The second of two passes, in place: values[i2 N1 + k1] to (sum over i2 of w_N2^(i2 k2) of it) at values[k1 + N1 k2]. Tiles are disjoint and
/// read as a whole before they are written. Reads and writes 4 2^log_columns consecutive bytes at a time.
extern "C" __global__ void __launch_bounds__(512, 2)
    pico_ntt_second_pass_kernel(uint32_t *values, const uint32_t *tables, uint32_t log_size, uint32_t log_first,
                                uint32_t log_columns)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared_words);
    const uint32_t log_second = log_size - log_first, log_tiles = log_first - log_columns;
    const tile t = { shared_words, log_second, log_columns };
    const uint64_t matrix_column = block_index() >> log_tiles;
    const uint32_t column = thread_index() & ((1u << log_columns) - 1);
    const uint32_t k1 = ((block_index() & ((1u << log_tiles) - 1)) << log_columns) + column;
    uint32_t *const source = values + (matrix_column << log_size) + k1;
    const uint32_t first_row = thread_index() >> log_columns, row_step = block_size() >> log_columns;
    {
        const uint32_t base = t.position(first_row, column);
        for (uint32_t rows = 0; (first_row + rows) >> log_second == 0; rows += rows_in_flight * row_step) {
            koala_bear a[rows_in_flight];
#pragma unroll
            for (uint32_t k = 0; k < rows_in_flight; k++) {
                const uint32_t row = first_row + rows + k * row_step;
                a[k].word = row >> log_second == 0 ? source[row << log_first] : 0;
            }

#pragma unroll
            for (uint32_t k = 0; k < rows_in_flight; k++) {
                if ((first_row + rows + k * row_step) >> log_second == 0) {
                    t.set(base ^ t.position(rows + k * row_step, 0), a[k]);
                }
            }
        }
    }

    transform_tile(t, tables);
    const uint32_t base = t.position(reverse_bits(first_row, log_second), column);
#pragma unroll 4
    for (uint32_t k2 = 0; (first_row + k2) >> log_second == 0; k2 += row_step) {
        source[(first_row + k2) << log_first] = t.get(base ^ t.position(reverse_bits(k2, log_second), 0)).word;
    }
}

PICO_REGISTER_KERNEL(pico_ntt_one_pass_kernel);
PICO_REGISTER_KERNEL(pico_ntt_first_pass_kernel);
PICO_REGISTER_KERNEL(pico_ntt_second_pass_kernel);
