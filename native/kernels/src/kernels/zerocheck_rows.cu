// SPDX-License-Identifier: MIT OR Apache-2.0
// The constraint sumcheck's passes over columns: weights, binding, and the sums of what blocks have summed.
//
// All of them are bound by memory: binding the skip reads 4 bytes a cell and writes 20 for 16 of them beside 10 issue slots a cell; all later bindings
// together move twice what the first reads.

#include "kernels/zerocheck.cuh"

/// weights[k stride + i]: coefficient k of eq(point, i) for i < count, zero from there up to the stride.
/// point: [variables][5]; variable 0 is bit 0 of i. variables: at most 32; 90 issue slots for each, a thread an element.
/// Launch: one thread for each of stride elements, 128 a block.
extern "C" __global__ void __launch_bounds__(128) pico_zerocheck_eq_kernel(
    const uint32_t *point, uint32_t variables, uint64_t count, uint32_t *weights, uint64_t stride)
{
    using namespace pico;
    const uint64_t i = global_index();
    if (i >= stride) {
        return;
    }

    koala_bear_ext5 product = koala_bear_ext5::from_base(koala_bear::one());
    for (uint32_t v = 0; v < variables; v++) {
        const koala_bear_ext5 coordinate = load_extension(point + 5 * v, 1);
        const koala_bear_ext5 other = koala_bear_ext5::from_base(koala_bear::one()) - coordinate;
        product = product * make_factor((i >> v & 1) != 0 ? coordinate : other);
    }

    store_extension(weights + i, stride, i < count ? product : koala_bear_ext5::zero());
}

/// Arguments: pico_zerocheck_bind_skip. Launch: a block of 256 threads for each item {table, 0, first element / 1024, 0}; neighbouring threads have
/// neighbouring rows of a column, so every sector of it is read once, by the loads of one thread.
extern "C" __global__ void __launch_bounds__(256) pico_zerocheck_bind_skip_kernel(
    const pico_column_place *places, const uint32_t *preprocessed, const uint32_t *boundary, const uint32_t *main, const pico_zerocheck_rows *tables,
    const pico_zerocheck_item *items, const uint32_t *weights, uint32_t log_skip, uint32_t *columns)
{
    using namespace pico;
    const pico_zerocheck_item item = load_item(items + block_index());
    const pico_zerocheck_rows rows = tables[item.section_or_table];
    const uint32_t size = 1u << log_skip;
    for (uint32_t i = thread_index(); i < PICO_ZEROCHECK_ROWS_OF_ITEM; i += block_size()) {
        const uint64_t element = uint64_t{ item.first } * PICO_ZEROCHECK_ROWS_OF_ITEM + i;
        const uint32_t column = static_cast<uint32_t>(element / rows.stride), row = static_cast<uint32_t>(element % rows.stride);
        if (column >= rows.column_count) {
            return;
        }

        ext5_sum sum = ext5_sum::zero();
        if (row < rows.height && column + 1 == rows.column_count) {
            sum = ext5_sum::from(koala_bear_ext5::from_base(koala_bear::one()));
        } else if (row < rows.height) {
            const uint32_t *const cells = first_cell(places[rows.first_place + column], preprocessed, boundary, main) + (uint64_t{ row } << log_skip);
            if (size < 4) {
                for (uint32_t y = 0; y < size; y++) {
                    sum.add(koala_bear{ load_read_only(cells + y) }, load_extension(weights + 5 * y, 1).c);
                }
            }

            for (uint32_t y = 0; y + 4 <= size; y += 4) {
                const words<4> x = load_read_only_words<4>(cells + y);
#pragma unroll
                for (uint32_t j = 0; j < 4; j += 2) {
                    sum.add(koala_bear{ x.w[j] }, load_extension(weights + 5 * (y + j), 1).c, koala_bear{ x.w[j + 1] },
                            load_extension(weights + 5 * (y + j + 1), 1).c);
                }
            }
        }

        store_extension(columns + rows.offset + uint64_t{ column } * 5 * rows.stride + row, rows.stride, sum.reduce());
    }
}

/// Arguments: pico_zerocheck_bind. Launch: a block of 256 threads for each item {table, 0, first element / 1024, 0} of the targets.
extern "C" __global__ void __launch_bounds__(256) pico_zerocheck_bind_kernel(
    const pico_zerocheck_rows *sources, const pico_zerocheck_rows *targets, const pico_zerocheck_item *items, const uint32_t *challenge,
    const uint32_t *columns, uint32_t *bound_columns)
{
    using namespace pico;
    const pico_zerocheck_item item = load_item(items + block_index());
    const pico_zerocheck_rows from = sources[item.section_or_table], to = targets[item.section_or_table];
    const ext5_factor r = make_factor(load_extension(challenge, 1));
    for (uint32_t i = thread_index(); i < PICO_ZEROCHECK_ROWS_OF_ITEM; i += block_size()) {
        const uint64_t element = uint64_t{ item.first } * PICO_ZEROCHECK_ROWS_OF_ITEM + i;
        const uint32_t column = static_cast<uint32_t>(element / to.stride), row = static_cast<uint32_t>(element % to.stride);
        if (column >= to.column_count) {
            return;
        }

        koala_bear_ext5 bound = {};
        if (row < to.height) {
            const uint32_t *const pair = columns + from.offset + uint64_t{ column } * 5 * from.stride + 2 * row;
            koala_bear_ext5 low, step;
#pragma unroll
            for (int k = 0; k < 5; k++) {
                const words<2> ends = load_read_only_words<2>(pair + static_cast<uint64_t>(k) * from.stride);
                low.c[k].word = ends.w[0];
                step.c[k] = koala_bear{ ends.w[1] } - low.c[k];
            }

            ext5_sum sum = ext5_sum::from(low);
            sum.add(step, r);
            bound = sum.reduce();
        }

        store_extension(bound_columns + to.offset + uint64_t{ column } * 5 * to.stride + row, to.stride, bound);
    }
}

/// Arguments: pico_zerocheck_add_partial_sums. Launch: a block of 128 threads for each total; static shared memory: the sums of its warps.
extern "C" __global__ void __launch_bounds__(128) pico_zerocheck_total_kernel(
    const uint32_t *partial_sums, const pico_zerocheck_total *totals, uint32_t slot_count, uint32_t *sums)
{
    using namespace pico;
    __shared__ uint32_t shared[4 * 5];
    const pico_zerocheck_total total = totals[block_index()];
    const uint64_t count = uint64_t{ total.end_block - total.first_block } * total.slot_count;
    koala_bear_ext5 sum = {};
    for (uint64_t i = thread_index(); i < count; i += block_size()) {
        const uint64_t slot = (total.first_block + i / total.slot_count) * slot_count + total.first_slot + i % total.slot_count * total.slot_step;
        sum = sum + load_extension(partial_sums + 5 * slot, 1);
    }

    sum = sum_of_lanes(sum, 1, 32);
    if (thread_index() % 32 == 0) {
        store_extension(shared + thread_index() / 32 * 5, 1, sum);
    }

    barrier();
    if (thread_index() < 5) {
        koala_bear all = {};
        for (uint32_t warp = 0; warp < block_size() / 32; warp++) {
            all += koala_bear{ shared[warp * 5 + thread_index()] };
        }

        sums[5 * static_cast<uint64_t>(block_index()) + thread_index()] = all.word;
    }
}

PICO_REGISTER_KERNEL(pico_zerocheck_eq_kernel);
PICO_REGISTER_KERNEL(pico_zerocheck_bind_skip_kernel);
PICO_REGISTER_KERNEL(pico_zerocheck_bind_kernel);
PICO_REGISTER_KERNEL(pico_zerocheck_total_kernel);
