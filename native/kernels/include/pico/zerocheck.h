/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_ZEROCHECK_H
#define PICO_ZEROCHECK_H

#include "buffer.h"
#include "row_program.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The constraint sumcheck: sums over rows of batched constraints and batched leaves, and what binds variables.
 * Constraints and leaves of a table are cut into sections, so that the columns and intermediate values of one fit into a block's shared memory; a section
 * is data. Sections, and what they are made of, lie in one buffer of the caller. Weights are [5][stride] words, coefficient by coefficient. */

/* Rows of shared memory that the kernels use per register: threads of a block times points of a thread. */
#define PICO_ZEROCHECK_THREADS 32

/* Bytes of shared memory that a section takes in the skip round: this for each of its columns, and PICO_ZEROCHECK_SKIP_REGISTER_BYTES for each register. */
#define PICO_ZEROCHECK_SKIP_COLUMN_BYTES(log_skip) (512 + ((128u >> (log_skip)) < 32 ? 4 * (128u >> (log_skip)) : 0))
#define PICO_ZEROCHECK_SKIP_REGISTER_BYTES 512

/* The same in the other rounds, for columns and registers. */
#define PICO_ZEROCHECK_VARIABLE_REGISTER_BYTES 640

/* Elements of a table that an item of the binding functions has. */
#define PICO_ZEROCHECK_ROWS_OF_ITEM 1024

/* What an entry of leaves adds to the sum. */
/* A form. */
#define PICO_LEAF_LINEAR 0
/* A form times left and right. */
#define PICO_LEAF_SQUARE 1
/* Forms that follow each other. */
#define PICO_LEAF_PRODUCT_OF_TWO 2
#define PICO_LEAF_PRODUCT_OF_THREE 3
/* A form times left. */
#define PICO_LEAF_SCALED 4

/* In columns: not a column, but the number of a pico_zerocheck_combination. */
#define PICO_ZEROCHECK_COMBINED 0x80000000u

/* A term of a linear form: coefficient times input. */
typedef struct {
    uint32_t input;
    uint32_t reserved;
    uint32_t coefficient[5];
    uint32_t reserved_too;
} pico_zerocheck_term;

/* constant + terms; an even number of terms. */
typedef struct {
    uint32_t first_term;
    uint32_t term_count;
    uint32_t constant[5];
    uint32_t reserved;
} pico_zerocheck_form;

typedef struct {
    uint32_t kind;
    uint32_t first_form;
    uint32_t left; /* inputs */
    uint32_t right;
} pico_zerocheck_leaf;

/* A combination of columns over the base field, which is loaded as if it were a column: bits of a word that a message packs, for example. */
typedef struct {
    uint32_t first_summand;
    uint32_t summand_count;
} pico_zerocheck_combination;

/* The column PICO_ZEROCHECK_ONE is one everywhere. */
#define PICO_ZEROCHECK_ONE 0xFFFFFFFFu

typedef struct {
    uint32_t column;
    uint32_t coefficient;
} pico_zerocheck_summand;

/* Places in the arrays of a pico_zerocheck_program. Instructions count both ranges of terms and constants from the section's first. */
typedef struct {
    uint32_t table;
    uint32_t first_column; /* in columns: the columns of the table that are inputs 0, 1, .. */
    uint32_t column_count;
    uint32_t register_count;
    uint32_t first_instruction;
    uint32_t instruction_count;
    uint32_t first_constant;
    uint32_t first_constraint;
    uint32_t has_constraints;
    uint32_t first_leaf;
    uint32_t leaf_count;
    uint32_t first_constraint_leaf; /* entries of leaves that count as constraints */
    uint32_t constraint_leaf_count;
    uint32_t reserved[3];
} pico_zerocheck_section;

/* Where a table's columns are: bound column c is [5][stride] words from offset + 5 c stride on, zero from the height to the stride. Of a trace only
 * height, column_count and first_place count: cells are where its places say. */
typedef struct {
    uint64_t offset;
    uint32_t stride; /* a multiple of 4 */
    uint32_t height;
    uint32_t column_count; /* with s, the last one */
    uint32_t first_place;  /* of column 0 in places */
    uint32_t reserved[2];
} pico_zerocheck_rows;

/* What a block does. Sums: tiles of a section (the skip round's are of 128 points of a coset, the other rounds' of 8 pairs). Binding: the table's elements
 * PICO_ZEROCHECK_ROWS_OF_ITEM first .. of its [column][stride]. */
typedef struct {
    uint32_t section_or_table;
    uint32_t coset;
    uint32_t first;
    uint32_t count;
} pico_zerocheck_item;

/* A sum of partial sums: of the blocks first_block .. end_block - 1 the slots first_slot + j slot_step, j < slot_count. */
typedef struct {
    uint32_t first_block;
    uint32_t end_block;
    uint32_t first_slot;
    uint32_t slot_step;
    uint32_t slot_count;
    uint32_t reserved[3];
} pico_zerocheck_total;

/* The arrays of all sections in one buffer: byte offsets, multiples of 16. */
typedef struct {
    uint64_t sections;
    uint64_t columns; /* uint32_t: numbers of columns in their table, or of combinations */
    uint64_t combinations;
    uint64_t summands;
    uint64_t instructions;
    uint64_t constants;
    uint64_t constraints;
    uint64_t terms;
    uint64_t forms;
    uint64_t leaves;
} pico_zerocheck_program;

/* weights[i] = eq(point, i) for i < count, zero up to the stride. point: [variable_count][5], variable 0 is bit 0 of i. */
PICO_API pico_status pico_zerocheck_eq_weights(
    pico_stream *stream, const pico_buffer *point, size_t point_element_offset, int32_t variable_count, size_t count, pico_buffer *weights,
    size_t weights_element_offset, size_t stride);

/* Slots of partial sums that a block of the skip round writes, for constraints and as many for leaves: slot s is of point s. Blocks of the other
 * rounds write 4 and 4: slot x is of the point x. */
PICO_API pico_status pico_zerocheck_slot_count(int32_t log_skip, int32_t *slot_count);

/* Partial sums of the skip round.
 * tables: pico_zerocheck_rows of the traces. places: pico_column_place of every column of every table; offsets are multiples of 4 where log_skip is 2 or
 * more. preprocessed, boundary, main_group: stacked columns. items: item_count pico_zerocheck_item from
 * first_item on. shared_byte_count: what the largest of their sections takes. weights: one for each 2^log_skip rows of the highest table,
 * weight_stride a multiple of 4. on_rows: 1 to evaluate constraints on coset 0 too. partial_sums: [item][2][slots][5] words, from
 * 10 slots first_item on. log_skip: 1 to 4. */
PICO_API pico_status pico_zerocheck_skip_sums(
    pico_stream *stream, int32_t log_skip, const pico_buffer *program, const pico_zerocheck_program *layout, const pico_buffer *tables,
    size_t tables_byte_offset, const pico_buffer *places, size_t places_byte_offset, const pico_buffer *preprocessed, const pico_buffer *boundary,
    const pico_buffer *main_group, const pico_buffer *items, size_t items_byte_offset, size_t first_item, size_t item_count, size_t shared_byte_count, const pico_buffer *constraint_weights,
    const pico_buffer *leaf_weights, size_t weight_stride, int32_t on_rows, pico_buffer *partial_sums);

/* Partial sums of a round that binds one variable, at 0, 1, 2, 3. columns: the bound columns of all tables. Otherwise as above; weights: one for each pair
 * of rows of the highest table. partial_sums: [item][2][4][5] words, from 40 first_item on. */
PICO_API pico_status pico_zerocheck_variable_sums(
    pico_stream *stream, const pico_buffer *program, const pico_zerocheck_program *layout, const pico_buffer *tables, size_t tables_byte_offset,
    const pico_buffer *columns, const pico_buffer *items, size_t items_byte_offset, size_t first_item, size_t item_count, size_t shared_byte_count,
    const pico_buffer *constraint_weights, const pico_buffer *leaf_weights, size_t weight_stride, pico_buffer *partial_sums);

/* sums: [total_count][5] words. totals: pico_zerocheck_total. slot_count: all slots of a block, those of leaves behind those of constraints. */
PICO_API pico_status pico_zerocheck_add_partial_sums(
    pico_stream *stream, const pico_buffer *partial_sums, const pico_buffer *totals, size_t totals_byte_offset, size_t total_count,
    int32_t slot_count, pico_buffer *sums);

/* Binds the skip variables: row i of a column becomes the sum of weights[y] times the cell i 2^log_skip + y; s becomes 1 on rows that exist.
 * traces: where cells are (places). tables: where bound columns go, heights 2^log_skip times lower. weights: [2^log_skip][5] words. log_skip: 0 to 5. */
PICO_API pico_status pico_zerocheck_bind_skip(
    pico_stream *stream, int32_t log_skip, const pico_buffer *places, size_t places_byte_offset, const pico_buffer *preprocessed,
    const pico_buffer *boundary, const pico_buffer *main_group, const pico_buffer *tables, size_t tables_byte_offset, const pico_buffer *items, size_t items_byte_offset, size_t item_count,
    const pico_buffer *weights, pico_buffer *columns);

/* Binds the lowest variable of all columns: row i becomes (1 - r) v[2i] + r v[2i + 1]. sources and targets: pico_zerocheck_rows of all tables before and
 * after; items are of the targets. challenge: r, 5 words. columns and bound_columns are two buffers. */
PICO_API pico_status pico_zerocheck_bind(
    pico_stream *stream, const pico_buffer *tables, size_t sources_byte_offset, size_t targets_byte_offset, const pico_buffer *items,
    size_t items_byte_offset, size_t item_count, const pico_buffer *challenge, size_t challenge_element_offset, const pico_buffer *columns,
    pico_buffer *bound_columns);

#ifdef __cplusplus
}
#endif

#endif
