// SPDX-License-Identifier: MIT OR Apache-2.0
// What the kernels of the constraint sumcheck share. The values are those of src/PicoEngine.Backends/Cpu/Zerocheck.
//
// A section (include/pico/zerocheck.h) is data: a row program for constraints, linear forms in the columns, products of forms for leaves.
//
// Why data and not code written for each table: in the machine code for sm_90 (ptxas 12.4) a term takes 10.5 instructions a point in the skip round, of which 7.5 are
// products and corrections; straight-line code with coefficients in constant memory would take 7.9. But five of them are IMAD.WIDE, which keep the unit of
// products busy for as long as twenty others would issue: its 11 lanes would become 10. An operation of a row program takes 13 where 5 do. In the other
// rounds a term takes 57 lanes of products where 52 do. Of the constraint sumcheck of a full shard (native/kernels/README.md) straight-line code would so save
// 0.9 of 10.5 ms on fibonacci and 0.6 of 11.1 ms on reth: 9 and 6 %. Against that stand coefficients that are other ones in every proof, 48 tables to
// compile for every architecture, and keccak_round, whose 14,000 terms would be 7 MB of instructions: beyond every instruction cache.
#pragma once

#include "kernels/row_program.cuh"

#include <pico/zerocheck.h>

namespace pico
{

/// The arrays of all sections.
struct zerocheck_program {
    const pico_zerocheck_section *sections;
    const uint32_t *columns;
    const pico_zerocheck_combination *combinations;
    const pico_zerocheck_summand *summands;
    const pico_row_instruction *instructions;
    const uint32_t *constants;
    const pico_row_constraint *constraints;
    const pico_zerocheck_term *terms;
    const pico_zerocheck_form *forms;
    const pico_zerocheck_leaf *leaves;

    /// The constraints of a section that have a program.
    __device__ __forceinline__ row_program of(const pico_zerocheck_section &section) const
    {
        return { instructions + section.first_instruction, constants + section.first_constant, constraints + section.first_constraint,
                 section.instruction_count };
    }
};

/// A coefficient and its input.
struct form_term {
    uint32_t input;
    koala_bear_ext5 factor;

    __device__ static __forceinline__ form_term load(const pico_zerocheck_term *term)
    {
        const uint32_t *const source = reinterpret_cast<const uint32_t *>(term);
        const words<4> low = load_read_only_words<4>(source), high = load_read_only_words<4>(source + 4);
        return { low.w[0], { { { low.w[2] }, { low.w[3] }, { high.w[0] }, { high.w[1] }, { high.w[2] } } } };
    }
};

/// A form without its terms.
struct form_header {
    uint32_t first_term, term_count;
    koala_bear_ext5 constant;

    __device__ static __forceinline__ form_header load(const pico_zerocheck_form *form)
    {
        const uint32_t *const source = reinterpret_cast<const uint32_t *>(form);
        const words<4> low = load_read_only_words<4>(source), high = load_read_only_words<4>(source + 4);
        return { low.w[0], low.w[1], { { { low.w[2] }, { low.w[3] }, { high.w[0] }, { high.w[1] }, { high.w[2] } } } };
    }
};

__device__ __forceinline__ pico_zerocheck_leaf load_leaf(const pico_zerocheck_leaf *leaf)
{
    const words<4> loaded = load_read_only_words<4>(reinterpret_cast<const uint32_t *>(leaf));
    return { loaded.w[0], loaded.w[1], loaded.w[2], loaded.w[3] };
}

__device__ __forceinline__ pico_zerocheck_item load_item(const pico_zerocheck_item *item)
{
    const words<4> loaded = load_read_only_words<4>(reinterpret_cast<const uint32_t *>(item));
    return { loaded.w[0], loaded.w[1], loaded.w[2], loaded.w[3] };
}

/// Adds the lanes whose numbers differ in bits from `first` to below `end`, powers of two.
__device__ __forceinline__ koala_bear_ext5 sum_of_lanes(koala_bear_ext5 a, uint32_t first, uint32_t end)
{
    for (uint32_t mask = first; mask < end; mask *= 2) {
#pragma unroll
        for (int k = 0; k < 5; k++) {
            a.c[k] += koala_bear{ shuffle_xor(a.c[k].word, mask) };
        }
    }

    return a;
}

__device__ __forceinline__ koala_bear_ext5 load_extension(const uint32_t *words, uint64_t stride)
{
    koala_bear_ext5 a;
#pragma unroll
    for (int k = 0; k < 5; k++) {
        a.c[k].word = load_read_only(words + k * stride);
    }

    return a;
}

__device__ __forceinline__ void store_extension(uint32_t *words, uint64_t stride, const koala_bear_ext5 &a)
{
#pragma unroll
    for (int k = 0; k < 5; k++) {
        words[k * stride] = a.c[k].word;
    }
}

/// The first cell of a column in the stacked columns of its group.
__device__ __forceinline__ const uint32_t *first_cell(
    const pico_column_place &place, const uint32_t *preprocessed, const uint32_t *boundary, const uint32_t *main)
{
    return (place.group == 0 ? preprocessed : place.group == 1 ? boundary : main) + place.offset;
}

} // namespace pico
