// SPDX-License-Identifier: MIT OR Apache-2.0
// From stacked columns to vectors, and from vectors to values of columns.

#include "kernels/whir.cuh"

namespace pico::whir
{

/// Columns whose weights lie in shared memory at a time, each in eight words.
constexpr uint32_t combined_columns = 128;

} // namespace pico::whir

/// values[i] = sum_w weights[w] column_w[i], the columns of three groups one after the other.
/// Groups: [width][2^log_height], aligned to 16 bytes. weights: [all widths][5]. values: [5][2^log_height].
/// A cell takes 5 multiply-adds and 2.5 corrections of two instructions (one on sm_90), and 4 bytes: at 3.35 TB/s an H100 has 35 slots for a cell,
/// so this is bound by memory, 256 columns of 2^21 cells 0.64 ms. A thread has four neighbouring rows, twenty sums of 64 bits in registers: a load of
/// four cells costs two loads of a weight, which all lanes share.
/// Launch: blocks of 256 threads, a thread for each four rows. Static shared memory: the weights of 128 columns. Barriers around their exchange.
extern "C" __global__ void __launch_bounds__(256, 2) pico_whir_combine_kernel(
    const uint32_t *preprocessed, uint32_t preprocessed_width, const uint32_t *boundary, uint32_t boundary_width, const uint32_t *main_group,
    uint32_t main_width, uint32_t log_height, const uint32_t *weights, uint32_t *values)
{
    using namespace pico;
    alignas(16) __shared__ uint32_t shared[8 * whir::combined_columns];
    const uint64_t height = uint64_t{ 1 } << log_height, row = 4 * global_index();
    ext5_sum sums[4] = {};
#pragma unroll 1
    for (int group = 0; group < 3; group++) {
        const uint32_t *const columns = group == 0 ? preprocessed : group == 1 ? boundary : main_group;
        const uint32_t width = group == 0 ? preprocessed_width : group == 1 ? boundary_width : main_width;
#pragma unroll 1
        for (uint32_t first = 0; first < width; first += whir::combined_columns) {
            // Zero behind the last column: columns are taken by fours.
            const uint32_t count = width - first < whir::combined_columns ? width - first : whir::combined_columns;
            barrier();
            for (uint32_t i = thread_index(); i < 8 * whir::combined_columns; i += block_size()) {
                const uint32_t column = i / 8, k = i % 8;
                shared[i] = column < count && k < 5 ? load_read_only(weights + 5 * (first + column) + k) : 0;
            }

            barrier();
            if (row >= height) {
                continue;
            }

            // Four columns at a time, so that enough loads are on their way; behind the last column the first of the four again, with the weight zero.
#pragma unroll 1
            for (uint32_t column = 0; column < count; column += 4) {
                const uint32_t *const cells = columns + (static_cast<uint64_t>(first + column) << log_height) + row;
                words<4> x[4];
#pragma unroll
                for (uint32_t j = 0; j < 4; j++) {
                    x[j] = load_read_only_words<4>(column + j < count ? cells + j * height : cells);
                }

#pragma unroll
                for (uint32_t j = 0; j < 4; j += 2) {
                    const uint32_t *const own = shared + 8 * (column + j);
                    const words<4> a = load_words<4>(own), b = load_words<4>(own + 8);
                    const koala_bear left[5] = { { a.w[0] }, { a.w[1] }, { a.w[2] }, { a.w[3] }, { own[4] } };
                    const koala_bear right[5] = { { b.w[0] }, { b.w[1] }, { b.w[2] }, { b.w[3] }, { own[12] } };
#pragma unroll
                    for (int i = 0; i < 4; i++) {
                        sums[i].add({ x[j].w[i] }, left, { x[j + 1].w[i] }, right);
                    }
                }
            }
        }

        weights += 5 * static_cast<uint64_t>(width);
    }

    if (row < height) {
        const koala_bear_ext5 result[4] = { sums[0].reduce(), sums[1].reduce(), sums[2].reduce(), sums[3].reduce() };
#pragma unroll
        for (int k = 0; k < 5; k++) {
            store_words<4>(values + k * height + row, { { result[0].c[k].word, result[1].c[k].word, result[2].c[k].word, result[3].c[k].word } });
        }
    }
}

/// weights[low + 2^log_inner high] = inner[low] outer[high].
/// inner: [5][2^log_inner], aligned to 16 bytes. outer: [2^log_outer][5]. weights: [5][2^(log_inner + log_outer)].
/// Launch: a thread for each four elements, 256 a block. Twenty bytes are written for each product of some 80 slots: bound by memory.
extern "C" __global__ void __launch_bounds__(256) pico_whir_outer_product_kernel(
    const uint32_t *inner, uint32_t log_inner, const uint32_t *outer, uint32_t log_outer, uint32_t *weights)
{
    using namespace pico;
    const uint64_t length = uint64_t{ 1 } << (log_inner + log_outer), index = 4 * global_index();
    if (index >= length) {
        return;
    }

    const uint64_t inner_length = uint64_t{ 1 } << log_inner;
    const ext5_factor factor = make_factor(whir::load_element(outer + 5 * (index >> log_inner)));
    const whir::run<4> low = whir::run<4>::load(inner, inner_length, index & (inner_length - 1));
    const koala_bear_ext5 result[4] = { low[0] * factor, low[1] * factor, low[2] * factor, low[3] * factor };
#pragma unroll
    for (int k = 0; k < 5; k++) {
        store_words<4>(weights + k * length + index, { { result[0].c[k].word, result[1].c[k].word, result[2].c[k].word, result[3].c[k].word } });
    }
}

/// vector[i] = elements[i] for i < count, zero behind. elements: [count][5]. vector: [5][2^log_length]. Launch: a thread for each element, 256 a block.
extern "C" __global__ void __launch_bounds__(256) pico_whir_to_vector_kernel(const uint32_t *elements, uint64_t count, uint32_t log_length, uint32_t *vector)
{
    using namespace pico;
    const uint64_t length = uint64_t{ 1 } << log_length, index = global_index();
    if (index < length) {
        whir::store(vector, length, index, index < count ? whir::load_element(elements + 5 * index) : koala_bear_ext5::zero());
    }
}

/// values[c] = sum_i weights[i] vector[c 2^log_weights + i]. vector: [5][length]. weights: [2^log_weights][5]. values: [..][5].
/// Launch: a block of 256 threads for each value. Static shared memory: the sums of its warps.
extern "C" __global__ void __launch_bounds__(256) pico_whir_dot_products_kernel(
    const uint32_t *vector, uint64_t length, const uint32_t *weights, uint32_t log_weights, uint32_t *values)
{
    using namespace pico;
    const uint64_t first = static_cast<uint64_t>(block_index()) << log_weights;
    ext5_sum sum = {};
    for (uint32_t i = thread_index(); i < 1u << log_weights; i += block_size()) {
        sum.add(whir::run<1>::load(vector, length, first + i)[0], make_factor(whir::load_element(weights + 5 * static_cast<uint64_t>(i))));
    }

    const koala_bear_ext5 sums[1] = { sum.reduce() };
    whir::store_block_sums(sums, values + 5 * static_cast<uint64_t>(block_index()));
}

PICO_REGISTER_KERNEL(pico_whir_combine_kernel);
PICO_REGISTER_KERNEL(pico_whir_outer_product_kernel);
PICO_REGISTER_KERNEL(pico_whir_to_vector_kernel);
PICO_REGISTER_KERNEL(pico_whir_dot_products_kernel);
