// SPDX-License-Identifier: MIT OR Apache-2.0
// The interpreter of row programs (include/pico/row_program.h): what every table can run on before it has code of its own, and what that code is
// compared with. One thread computes on `Values` rows or points at a time, so that finding out what an instruction is (a load of 8 bytes that is
// the same for all threads, some ten instructions and a jump that all threads take together) is paid once for all of them.
//
// Registers are memory: [register][coefficient][thread][Values], so a warp's access is 128 Values consecutive bytes, free of bank conflicts in shared
// memory and coalesced elsewhere. Slots per instruction and value, base field, Values = 4: 25 / 4 to fetch and jump, 3 / 4 for loads and the
// store, 3 to 5 for the arithmetic: about 11, where straight-line code takes 4.
#pragma once

#include "fields/koala_bear_ext5_dot.cuh"
#include "kernels/words.cuh"

#include <pico/row_program.h>

namespace pico
{

/// What the interpreter needs to know of a field.
template <typename Element>
struct coefficients_of;

template <>
struct coefficients_of<koala_bear> {
    static constexpr int degree = 1;
    __host__ __device__ static __forceinline__ koala_bear &at(koala_bear &a, int) { return a; }
    __host__ __device__ static __forceinline__ koala_bear at(const koala_bear &a, int) { return a; }
};

template <>
struct coefficients_of<koala_bear_ext5> {
    static constexpr int degree = 5;
    __host__ __device__ static __forceinline__ koala_bear &at(koala_bear_ext5 &a, int i) { return a.c[i]; }
    __host__ __device__ static __forceinline__ koala_bear at(const koala_bear_ext5 &a, int i) { return a.c[i]; }
};

/// The Values elements that a thread has of one register or input.
template <typename Element, int Values>
struct row_values {
    Element v[Values];
};

/// A thread's registers in shared memory or in memory of its block.
template <typename Element, int Values>
struct row_registers {
    static constexpr int degree = coefficients_of<Element>::degree;

    /// Words of all threads' registers.
    __host__ __device__ static constexpr uint64_t length(uint64_t registers, uint64_t threads)
    {
        return registers * degree * Values * threads;
    }

    uint32_t *words_of_thread; ///< base + thread Values
    uint32_t stride;           ///< threads Values

    __device__ __forceinline__ row_values<Element, Values> get(uint32_t number) const
    {
        row_values<Element, Values> result;
#pragma unroll
        for (int i = 0; i < degree; i++) {
            const words<Values> loaded =
                load_words<Values>(words_of_thread + (static_cast<uint64_t>(number) * degree + i) * stride);
#pragma unroll
            for (int value = 0; value < Values; value++) {
                coefficients_of<Element>::at(result.v[value], i).word = loaded.w[value];
            }
        }

        return result;
    }

    __device__ __forceinline__ void set(uint32_t number, const row_values<Element, Values> &values) const
    {
#pragma unroll
        for (int i = 0; i < degree; i++) {
            words<Values> stored;
#pragma unroll
            for (int value = 0; value < Values; value++) {
                stored.w[value] = coefficients_of<Element>::at(values.v[value], i).word;
            }

            store_words<Values>(words_of_thread + (static_cast<uint64_t>(number) * degree + i) * stride, stored);
        }
    }
};

/// A program in device memory.
struct row_program {
    const pico_row_instruction *instructions; // [instruction_count]
    const uint32_t *constants;                // by number
    const pico_row_constraint *constraints;   // in the order of sums; may be null where no instruction sums
    uint32_t instruction_count;
};

/// The weighted sums of the constraints at a thread's values, not reduced.
template <int Values>
struct constraint_sums {
    ext5_sum v[Values];

    __device__ static __forceinline__ constraint_sums zero() { return {}; }
};

namespace detail
{

template <typename Element, int Values, typename Inputs>
__device__ __forceinline__ row_values<Element, Values> operand(const row_registers<Element, Values> &registers,
                                                               const Inputs &inputs, uint32_t number, bool is_input)
{
    return is_input ? inputs(number) : registers.get(number);
}

__device__ __forceinline__ pico_row_constraint load_constraint(const pico_row_constraint *pointer)
{
    const uint32_t *const source = reinterpret_cast<const uint32_t *>(pointer);
    const words<4> low = load_read_only_words<4>(source), high = load_read_only_words<4>(source + 4);
    return { low.w[0], low.w[1], { low.w[2], low.w[3], high.w[0], high.w[1], high.w[2] }, 0 };
}

__device__ __forceinline__ koala_bear_ext5 weight_of(const pico_row_constraint &constraint)
{
    return { { { constraint.weight[0] },
               { constraint.weight[1] },
               { constraint.weight[2] },
               { constraint.weight[3] },
               { constraint.weight[4] } } };
}

/// Over the base field two constraints share the trims.
template <int Values, typename Inputs>
__device__ __forceinline__ void
sum_constraints(const row_program &program, const row_registers<koala_bear, Values> &registers, const Inputs &inputs,
                uint32_t first, uint32_t count, constraint_sums<Values> &sums)
{
    uint32_t i = first;
    for (; i + 1 < first + count; i += 2) {
        const pico_row_constraint a = load_constraint(program.constraints + i),
                                  b = load_constraint(program.constraints + i + 1);
        const row_values<koala_bear, Values> x = operand(registers, inputs, a.operand, a.is_input != 0),
                                             y = operand(registers, inputs, b.operand, b.is_input != 0);
        const koala_bear_ext5 weight_a = weight_of(a), weight_b = weight_of(b);
#pragma unroll
        for (int value = 0; value < Values; value++) {
            sums.v[value].add(x.v[value], weight_a.c, y.v[value], weight_b.c);
        }
    }

    if (i < first + count) {
        const pico_row_constraint a = load_constraint(program.constraints + i);
        const row_values<koala_bear, Values> x = operand(registers, inputs, a.operand, a.is_input != 0);
        const koala_bear_ext5 weight_a = weight_of(a);
#pragma unroll
        for (int value = 0; value < Values; value++) {
            sums.v[value].add(x.v[value], weight_a.c);
        }
    }
}

template <int Values, typename Inputs>
__device__ __forceinline__ void
sum_constraints(const row_program &program, const row_registers<koala_bear_ext5, Values> &registers,
                const Inputs &inputs, uint32_t first, uint32_t count, constraint_sums<Values> &sums)
{
    for (uint32_t i = first; i < first + count; i++) {
        const pico_row_constraint a = load_constraint(program.constraints + i);
        const row_values<koala_bear_ext5, Values> x = operand(registers, inputs, a.operand, a.is_input != 0);
        const ext5_factor weight = make_factor(weight_of(a));
#pragma unroll
        for (int value = 0; value < Values; value++) {
            sums.v[value].add(x.v[value], weight);
        }
    }
}

/// A constant added to a coefficient that is 1's: the only one over the base field, the first over the extension.
template <typename Element>
__device__ __forceinline__ Element plus_constant(Element a, koala_bear constant)
{
    coefficients_of<Element>::at(a, 0) = coefficients_of<Element>::at(a, 0) + constant;
    return a;
}

template <typename Element>
__device__ __forceinline__ Element negative(const Element &a)
{
    return Element{} - a;
}

} // namespace detail

/// Runs a program for this thread. `inputs(number)` returns row_values of an input. All threads of a warp run it together or not at all; no barrier is
/// needed, as a thread only sees its own registers.
template <typename Element, int Values, typename Inputs>
__device__ __forceinline__ void run_row_program(const row_program &program, const Inputs &inputs,
                                                const row_registers<Element, Values> &registers,
                                                constraint_sums<Values> &sums)
{
    using values = row_values<Element, Values>;
    for (uint32_t i = 0; i < program.instruction_count; i++) {
        const words<2> loaded = load_read_only_words<2>(reinterpret_cast<const uint32_t *>(program.instructions + i));
        const uint32_t target = loaded.w[0] & 0xFFFF, left = loaded.w[0] >> 16, right = loaded.w[1] & 0xFFFF,
                       kind = loaded.w[1] >> 16 & 0xFF;
        const bool left_is_input = (loaded.w[1] >> 24 & PICO_ROW_LEFT_IS_INPUT) != 0,
                   right_is_input = (loaded.w[1] >> 24 & PICO_ROW_RIGHT_IS_INPUT) != 0;
        if (kind == PICO_ROW_SUM_CONSTRAINTS) {
            detail::sum_constraints(program, registers, inputs, left, right, sums);
            continue;
        }

        values result = {};
        if (kind != PICO_ROW_SET_CONSTANT) {
            result = detail::operand(registers, inputs, left, left_is_input);
        }

        if (kind <= PICO_ROW_MULTIPLY) {
            const values other = detail::operand(registers, inputs, right, right_is_input);
#pragma unroll
            for (int value = 0; value < Values; value++) {
                const Element a = result.v[value], b = other.v[value];
                result.v[value] = kind == PICO_ROW_ADD ? a + b : kind == PICO_ROW_SUBTRACT ? a - b : a * b;
            }
        } else if (kind == PICO_ROW_NEGATE) {
#pragma unroll
            for (int value = 0; value < Values; value++) {
                result.v[value] = detail::negative(result.v[value]);
            }
        } else {
            const koala_bear constant = { load_read_only_words<1>(program.constants + right).w[0] };
#pragma unroll
            for (int value = 0; value < Values; value++) {
                const Element a = result.v[value];
                result.v[value] = kind == PICO_ROW_MULTIPLY_CONSTANT ? a * constant
                                  : kind == PICO_ROW_SUBTRACT_FROM_CONSTANT
                                      ? detail::plus_constant(detail::negative(a), constant)
                                      : detail::plus_constant(a, constant);
            }
        }

        registers.set(target, result);
    }
}

} // namespace pico
