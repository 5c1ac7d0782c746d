/* SPDX-License-Identifier: MIT OR Apache-2.0
 * Programs that compute on every row of a table, as kernels read them: C# fills arrays of these structures (src/PicoEngine.Backends/Programs has their
 * source, RowProgram and LinearForm) and uploads them. Elements are Montgomery forms. Structures are read whole, so arrays of them are aligned to 16 bytes. */
#ifndef PICO_ROW_PROGRAM_H
#define PICO_ROW_PROGRAM_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What an instruction does; the numbers are those of RowOperationKind. */
#define PICO_ROW_ADD 0                    /* left + right */
#define PICO_ROW_SUBTRACT 1               /* left - right */
#define PICO_ROW_MULTIPLY 2               /* left right */
#define PICO_ROW_NEGATE 3                 /* - left */
#define PICO_ROW_ADD_CONSTANT 4           /* left + constant number right */
#define PICO_ROW_SUBTRACT_FROM_CONSTANT 5 /* constant - left */
#define PICO_ROW_MULTIPLY_CONSTANT 6      /* left constant */
#define PICO_ROW_SET_CONSTANT 7           /* constant */
#define PICO_ROW_SUM_CONSTRAINTS 8        /* adds the terms left .. left + right - 1 to the sum of all constraints */

/* In `inputs`: the operand is the number of an input (a column, or s behind the columns), not of a register. */
#define PICO_ROW_LEFT_IS_INPUT 1
#define PICO_ROW_RIGHT_IS_INPUT 2

/* One instruction. Registers are numbered from 0, inputs not among them; a target is always a register. */
typedef struct {
    uint16_t target;
    uint16_t left;
    uint16_t right;
    uint8_t kind;
    uint8_t inputs;
} pico_row_instruction;

/* A constraint in the order in which sums take them: the register (or input, with is_input 1) where it is then, and its weight. */
typedef struct {
    uint32_t operand;
    uint32_t is_input;
    uint32_t weight[5];
    uint32_t reserved;
} pico_row_constraint;

/* Where a column's first cell is: the word `offset` of the stacked columns of group 0, 1 or 2 (preprocessed, boundary, main). A multiple of four. */
typedef struct {
    uint64_t offset;
    uint32_t group;
    uint32_t reserved;
} pico_column_place;

/* A term of a linear form over E: coefficient times column. group_and_offset: group 2^62 + offset. */
typedef struct {
    uint64_t group_and_offset;
    uint32_t coefficient[5];
    uint32_t reserved;
} pico_form_term;

/* A term of a linear form over the base field. */
typedef struct {
    uint64_t group_and_offset;
    uint32_t coefficient;
    uint32_t reserved;
} pico_base_term;

#ifdef __cplusplus
}
#endif

#endif
