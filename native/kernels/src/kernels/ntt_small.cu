// SPDX-License-Identifier: MIT OR Apache-2.0
// Forward number-theoretic transforms of at most 2^12 points in one pass: a block has some whole columns of the matrix in shared memory. The same values as
// src/PicoEngine.Primitives/Dft (ForwardNtt). Larger ones: ntt.cu.
//
// A tile is 2^log_rows rows by 2^log_columns columns, transformed by decimation in frequency, radix 8 in registers, so that 11 rounds of butterflies take
// four exchanges through shared memory.

#include "kernels/ntt_small_tile.cuh"

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

} // namespace pico

// tables: [4096] fixed_factor w_M^i at M / 2 + i, M = 2, 4, .., 4096. shift is the Montgomery form of the coset's factor, 1 for the subgroup.
// Launch: 512 threads, shared memory of one tile, a block for every 2^log_columns columns of the matrix.

/// coefficients: [width][2^log_message]. values: [width][2^log_size], overwritten.
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

PICO_REGISTER_KERNEL(pico_ntt_one_pass_kernel);
