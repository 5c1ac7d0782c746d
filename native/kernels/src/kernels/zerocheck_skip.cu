// SPDX-License-Identifier: MIT OR Apache-2.0
// The skip round of the constraint sumcheck: sums over the chunks of 2^l rows, at the points of three cosets, of the batched constraints and leaves.
//
// Issue slots of a row of a table with W columns, T terms of F forms, G products of forms and N operations of its row program, l = 4, sm_90: 103 W (chunks on
// the rows and moved to two cosets), 3 (10.5 T + 35 F + 65 G) for leaves and 26 N for constraints. add_sub (18, 104, 17, 10, 41): 10,000, beside 12 bytes a
// cell: an H100 issues some ten times as long as it moves its bytes, so arithmetic is what counts, of which the products take longer than all is issued.

#include "kernels/zerocheck.cuh"
#include "kernels/zerocheck_skip.cuh"

namespace pico
{

/// Points of a thread.
constexpr int skip_points = 4;

using four_cells = row_values<koala_bear, skip_points>;

/// The columns of a tile in shared memory: [column][point], a thread's four points side by side. Point y C + c is row y (or point y of a coset) of chunk c
/// of the tile's C chunks.
struct tile_columns {
    uint32_t *first;
    uint32_t stride; // words from one column to the next

    __device__ __forceinline__ four_cells operator()(uint32_t number) const
    {
        const words<4> loaded = load_words<4>(first + number * stride + skip_points * thread_index());
        return { { { loaded.w[0] }, { loaded.w[1] }, { loaded.w[2] }, { loaded.w[3] } } };
    }
};

struct four_extensions {
    koala_bear_ext5 v[skip_points];
};

/// A form at this thread's points. Two terms at a time share the corrections, and two such pairs what a turn of the loop costs: 168 instructions for 16
/// products of a cell with a coefficient, where turns of one pair take 95 for 8.
__device__ __forceinline__ four_extensions evaluate_form(const zerocheck_program &program, const tile_columns &columns, uint32_t number)
{
    const form_header form = form_header::load(program.forms + number);
    ext5_sum sums[skip_points];
#pragma unroll
    for (int p = 0; p < skip_points; p++) {
        sums[p] = ext5_sum::from(form.constant);
    }

    const pico_zerocheck_term *term = program.terms + form.first_term, *const end = term + form.term_count;
    const auto add_two = [&](const pico_zerocheck_term *first) {
        const form_term a = form_term::load(first), b = form_term::load(first + 1);
        const four_cells x = columns(a.input), y = columns(b.input);
#pragma unroll
        for (int p = 0; p < skip_points; p++) {
            sums[p].add(x.v[p], a.factor.c, y.v[p], b.factor.c);
        }
    };
    for (; end - term >= 4; term += 4) {
        add_two(term);
        add_two(term + 2);
    }

    if (term != end) {
        add_two(term);
    }

    four_extensions values;
#pragma unroll
    for (int p = 0; p < skip_points; p++) {
        values.v[p] = sums[p].reduce();
    }

    return values;
}

/// The sum of some entries of leaves at this thread's points.
__device__ __forceinline__ four_extensions evaluate_leaves(const zerocheck_program &program, uint32_t first, uint32_t count, const tile_columns &columns)
{
    four_extensions sum = {};
    for (uint32_t i = first; i < first + count; i++) {
        const pico_zerocheck_leaf leaf = load_leaf(program.leaves + i);
        four_extensions value = {};
        const uint32_t factors = leaf.kind == PICO_LEAF_PRODUCT_OF_THREE ? 3 : leaf.kind == PICO_LEAF_PRODUCT_OF_TWO ? 2 : 1;
        for (uint32_t factor = 0; factor < factors; factor++) {
            const four_extensions form = evaluate_form(program, columns, leaf.first_form + factor);
            if (factor == 0) {
                value = form;
            } else {
#pragma unroll
                for (int p = 0; p < skip_points; p++) {
                    value.v[p] = value.v[p] * make_factor(form.v[p]);
                }
            }
        }

        if (leaf.kind == PICO_LEAF_SQUARE || leaf.kind == PICO_LEAF_SCALED) {
            four_cells x = columns(leaf.left);
            if (leaf.kind == PICO_LEAF_SQUARE) {
                const four_cells y = columns(leaf.right);
#pragma unroll
                for (int p = 0; p < skip_points; p++) {
                    x.v[p] *= y.v[p];
                }
            }

#pragma unroll
            for (int p = 0; p < skip_points; p++) {
                value.v[p] = value.v[p] * x.v[p];
            }
        }

#pragma unroll
        for (int p = 0; p < skip_points; p++) {
            sum.v[p] = sum.v[p] + value.v[p];
        }
    }

    return sum;
}

/// total + the sum of values times the weights of four neighbouring chunks, of which the first `count` exist.
__device__ __forceinline__ koala_bear_ext5 add_weighted(
    const koala_bear_ext5 &total, const four_extensions &values, const uint32_t *weights, uint64_t stride, uint32_t count)
{
    koala_bear_ext5 factors[skip_points];
#pragma unroll
    for (int k = 0; k < 5; k++) {
        const words<4> loaded = load_read_only_words<4>(weights + k * stride);
#pragma unroll
        for (int p = 0; p < skip_points; p++) {
            factors[p].c[k].word = static_cast<uint32_t>(p) < count ? loaded.w[p] : 0;
        }
    }

    ext5_sum sum = ext5_sum::from(total);
#pragma unroll
    for (int p = 0; p < skip_points; p++) {
        sum.add(values.v[p], make_factor(factors[p]));
    }

    return sum.reduce();
}

/// The 2^l cells of a chunk of a column.
template <int LogSkip>
__device__ __forceinline__ void load_chunk(const uint32_t *cells, koala_bear (&x)[1 << LogSkip])
{
    constexpr int width = LogSkip >= 2 ? 4 : 1;
#pragma unroll
    for (int y = 0; y < 1 << LogSkip; y += width) {
        const words<width> loaded = load_read_only_words<width>(cells + y);
#pragma unroll
        for (int i = 0; i < width; i++) {
            x[y + i].word = loaded.w[i];
        }
    }
}

/// Loads a chunk of each column of a section's tile, moves it to the coset and writes it to shared memory. Neighbouring threads have neighbouring chunks
/// of one column. Moving is linear, so a combination of columns is moved once.
template <int LogSkip, int Coset>
__device__ __forceinline__ void load_tile(
    const zerocheck_program &program, const pico_zerocheck_section &section, const pico_column_place *places, const uint32_t *const (&groups)[3],
    const tile_columns &columns, uint64_t first_chunk, uint32_t chunks, uint32_t chunk_count)
{
    constexpr int size = 1 << LogSkip;
    const uint32_t together = chunks < block_size() ? chunks : block_size();
    const auto cells = [&](uint32_t column, uint32_t chunk) {
        return first_cell(places[column], groups[0], groups[1], groups[2]) + ((first_chunk + chunk) << LogSkip);
    };
    for (uint32_t own = thread_index() % together; own < chunks; own += together) {
        for (uint32_t column = thread_index() / together; column < section.column_count; column += block_size() / together) {
            koala_bear x[size] = {};
            if (own < chunk_count) {
                const uint32_t number = program.columns[section.first_column + column];
                if ((number & PICO_ZEROCHECK_COMBINED) == 0) {
                    load_chunk<LogSkip>(cells(number, own), x);
                } else {
                    const pico_zerocheck_combination combination = program.combinations[number & ~PICO_ZEROCHECK_COMBINED];
                    for (uint32_t i = 0; i < combination.summand_count; i++) {
                        const pico_zerocheck_summand summand = program.summands[combination.first_summand + i];
                        koala_bear z[size];
                        if (summand.column == PICO_ZEROCHECK_ONE) {
#pragma unroll
                            for (int y = 0; y < size; y++) {
                                z[y] = koala_bear::one();
                            }
                        } else {
                            load_chunk<LogSkip>(cells(summand.column, own), z);
                        }

#pragma unroll
                        for (int y = 0; y < size; y++) {
                            x[y] += z[y] * koala_bear{ summand.coefficient };
                        }
                    }
                }

                move_to_coset<LogSkip, Coset>(x);
            }

            uint32_t *const target = columns.first + static_cast<size_t>(column) * columns.stride + own;
#pragma unroll
            for (int y = 0; y < size; y++) {
                target[static_cast<uint32_t>(y) * chunks] = x[y].word;
            }
        }
    }
}

/// A block: one section, one coset, some tiles of 4 block_size() points.
template <int LogSkip>
__device__ __forceinline__ void skip_block(
    const zerocheck_program &program, const pico_zerocheck_rows *tables, const pico_column_place *places, const uint32_t *const (&groups)[3],
    const pico_zerocheck_item *items, const uint32_t *constraint_weights, const uint32_t *leaf_weights, uint64_t weight_stride, uint32_t on_rows,
    uint32_t *partial_sums, uint32_t *shared)
{
    const pico_zerocheck_item item = load_item(items + block_index());
    const pico_zerocheck_section section = program.sections[item.section_or_table];
    const pico_zerocheck_rows rows = tables[section.table];
    const bool with_constraints = section.has_constraints != 0 && (item.coset > 0 || on_rows != 0);
    const row_program instructions = program.of(section);
    const uint32_t points = skip_points * block_size(), chunks = points >> LogSkip, height = rows.height >> LogSkip;

    // With less than 32 chunks the lanes of a warp write to neighbouring columns, which the padding puts into different banks.
    const tile_columns columns = { shared, points + (chunks < 32 ? chunks : 0) };
    const row_registers<koala_bear, skip_points> registers = { shared + static_cast<size_t>(section.column_count) * columns.stride
                                                                   + skip_points * thread_index(),
                                                               points };
    const uint32_t own = skip_points * thread_index() % chunks;
    koala_bear_ext5 constraint_sum = {}, leaf_sum = {};
    for (uint32_t tile = item.first; tile < item.first + item.count; tile++) {
        const uint64_t first = static_cast<uint64_t>(tile) * chunks;
        const uint32_t left = static_cast<uint32_t>(height - first < chunks ? height - first : chunks);
        if (item.coset == 0) {
            load_tile<LogSkip, 0>(program, section, places + rows.first_place, groups, columns, first, chunks, left);
        } else if (item.coset == 1) {
            load_tile<LogSkip, 1>(program, section, places + rows.first_place, groups, columns, first, chunks, left);
        } else {
            load_tile<LogSkip, 2>(program, section, places + rows.first_place, groups, columns, first, chunks, left);
        }

        barrier();

        // Chunks that do not exist have the weight zero: there the values are those of a row of zeros with s = 1, which are not zero.
        const uint32_t count = own < left ? left - own : 0;
        const uint64_t weight = first + (count > 0 ? own : 0);
        if (with_constraints) {
            constraint_sums<skip_points> constraints = {};
            run_row_program(instructions, columns, registers, constraints);
            four_extensions values = evaluate_leaves(program, section.first_constraint_leaf, section.constraint_leaf_count, columns);
#pragma unroll
            for (int p = 0; p < skip_points; p++) {
                values.v[p] = values.v[p] + constraints.v[p].reduce();
            }

            constraint_sum = add_weighted(constraint_sum, values, constraint_weights + weight, weight_stride, count);
        }

        if (section.leaf_count > 0) {
            const four_extensions values = evaluate_leaves(program, section.first_leaf, section.leaf_count, columns);
            leaf_sum = add_weighted(leaf_sum, values, leaf_weights + weight, weight_stride, count);
        }

        // The next tile overwrites the columns.
        barrier();
    }

    // Threads of one point y are neighbours.
    const uint32_t sharing = block_size() >> LogSkip < 32 ? block_size() >> LogSkip : 32;
    const uint32_t slots = block_size() / sharing, slot = thread_index() / sharing;
    constraint_sum = sum_of_lanes(constraint_sum, 1, sharing);
    leaf_sum = sum_of_lanes(leaf_sum, 1, sharing);
    if (thread_index() % sharing == 0) {
        uint32_t *const target = partial_sums + (static_cast<uint64_t>(block_index()) * 2 * slots + slot) * 5;
        store_extension(target, 1, constraint_sum);
        store_extension(target + slots * 5, 1, leaf_sum);
    }
}

} // namespace pico

// Arguments: pico_zerocheck_skip_sums; items and partial_sums are those of block 0. partial_sums: [block][constraints, leaves][slot][5], slot s
// of the threads from s 2^(5 - l) on. Launch: a block of 32 threads for each item: it waits for nobody, and a SM has room for up to 32 of them;
// dynamic shared memory: [columns][128 points, and the chunks of the tile more where those are less than 32] and [registers][128 points].
#define PICO_SKIP_KERNEL(log_skip)                                                                                                       \
    extern "C" __global__ void __launch_bounds__(PICO_ZEROCHECK_THREADS, 8) pico_zerocheck_skip_##log_skip##_kernel(                        \
        const pico_zerocheck_section *sections, const uint32_t *columns, const pico_zerocheck_combination *combinations,                 \
        const pico_zerocheck_summand *summands, const pico_row_instruction *instructions,                                                \
        const uint32_t *constants, const pico_row_constraint *constraints, const pico_zerocheck_term *terms,                             \
        const pico_zerocheck_form *forms, const pico_zerocheck_leaf *leaves, const pico_zerocheck_rows *tables,                          \
        const pico_column_place *places, const uint32_t *preprocessed, const uint32_t *boundary, const uint32_t *main,                   \
        const pico_zerocheck_item *items, const uint32_t *constraint_weights, const uint32_t *leaf_weights, uint64_t weight_stride,      \
        uint32_t on_rows, uint32_t *partial_sums)                                                                                        \
    {                                                                                                                                    \
        PICO_DYNAMIC_SHARED(shared);                                                                                                     \
        const uint32_t *const groups[3] = { preprocessed, boundary, main };                                                              \
        pico::skip_block<log_skip>({ sections, columns, combinations, summands, instructions, constants, constraints, terms, forms,      \
                                     leaves }, tables, places, groups, items, constraint_weights, leaf_weights, weight_stride, on_rows, partial_sums, shared);       \
    }                                                                                                                                    \
    PICO_REGISTER_KERNEL(pico_zerocheck_skip_##log_skip##_kernel)

PICO_SKIP_KERNEL(1);
PICO_SKIP_KERNEL(2);
PICO_SKIP_KERNEL(3);
PICO_SKIP_KERNEL(4);
