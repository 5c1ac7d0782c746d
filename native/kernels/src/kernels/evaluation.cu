// SPDX-License-Identifier: MIT OR Apache-2.0
// Values of pieces of stacked columns at a point: dot products of cells with extension weights, the same ones for every piece.
//
// A cell takes 5 multiply-adds, 2.5 corrections and 4 bytes: an H100 reads cells for 8 slots each in the time that it issues 12 slots for as many
// lanes, so this is bound by memory if each weight that is loaded serves several pieces. A warp takes four pieces: 20 sums of 64 bits in
// registers, and for four neighbouring cells of each 5 loads of weights from shared memory.

#include "fields/koala_bear_ext5_dot.cuh"
#include "kernels/words.cuh"

namespace pico
{

/// Pieces of a warp.
constexpr int pieces_of_warp = 4;

} // namespace pico

/// values[i] = sum of weights[j] cells[i 2^log_piece + j], [piece_count][5], overwritten; 2^log_piece is a multiple of 4.
/// cells: aligned to 16 bytes. weights: [5][2^log_piece], aligned to 16 bytes.
/// Launch: warp_count warps in blocks of 256 threads, some times what a device has room for: warps go on with the next four pieces, so that a block's
/// copy of the weights serves many. Dynamic shared memory: the weights.
extern "C" __global__ void __launch_bounds__(256) pico_evaluate_pieces_kernel(
    const uint32_t *cells, uint64_t piece_count, uint32_t log_piece, const uint32_t *weights, uint32_t *values, uint64_t warp_count)
{
    using namespace pico;
    PICO_DYNAMIC_SHARED(shared);
    const uint32_t piece = 1u << log_piece;
    for (uint32_t i = 4 * thread_index(); i < 5 * piece; i += 4 * block_size()) {
        store_words<4>(shared + i, load_read_only_words<4>(weights + i));
    }

    barrier();
    const uint32_t lane = thread_index() % 32;
    for (uint64_t first = pieces_of_warp * (global_index() / 32); first < piece_count; first += pieces_of_warp * warp_count) {
        ext5_sum sums[pieces_of_warp] = {};
        for (uint32_t i = 4 * lane; i < piece; i += 128) {
            words<4> factors[5];
#pragma unroll
            for (int k = 0; k < 5; k++) {
                factors[k] = load_words<4>(shared + k * piece + i);
            }

#pragma unroll
            for (int p = 0; p < pieces_of_warp; p++) {
                if (first + p < piece_count) {
                    const words<4> x = load_read_only_words<4>(cells + ((first + p) << log_piece) + i);
#pragma unroll
                    for (int j = 0; j < 4; j += 2) {
                        const koala_bear a[5] = { { factors[0].w[j] }, { factors[1].w[j] }, { factors[2].w[j] }, { factors[3].w[j] }, { factors[4].w[j] } };
                        const koala_bear b[5] = { { factors[0].w[j + 1] }, { factors[1].w[j + 1] }, { factors[2].w[j + 1] }, { factors[3].w[j + 1] },
                                                  { factors[4].w[j + 1] } };
                        sums[p].add({ x.w[j] }, a, { x.w[j + 1] }, b);
                    }
                }
            }
        }

#pragma unroll
        for (int p = 0; p < pieces_of_warp; p++) {
            koala_bear_ext5 value = sums[p].reduce();
            for (uint32_t mask = 1; mask < 32; mask *= 2) {
#pragma unroll
                for (int k = 0; k < 5; k++) {
                    value.c[k] += koala_bear{ shuffle_xor(value.c[k].word, mask) };
                }
            }

            // All lanes have the sum; five of them write a coefficient each.
            if (first + p < piece_count && lane < 5) {
                values[5 * (first + p) + lane] = (lane == 0 ? value.c[0] : lane == 1 ? value.c[1] : lane == 2 ? value.c[2] : lane == 3 ? value.c[3] : value.c[4]).word;
            }
        }
    }
}

PICO_REGISTER_KERNEL(pico_evaluate_pieces_kernel);
