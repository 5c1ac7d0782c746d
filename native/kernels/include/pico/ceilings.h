/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_CEILINGS_H
#define PICO_CEILINGS_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a device can do at most, for benchmarks to set beside what kernels reach. Results are exact, so that no compiler leaves the work out. */

/* Threads of a block of all these kernels. */
#define PICO_CEILING_BLOCK 256

/* Independent chains of a thread in pico_ceiling_arithmetic. */
#define PICO_CEILING_CHAINS 8

/* A step of a chain x of pico_ceiling_arithmetic; a and b are the same for all. */
typedef enum pico_ceiling_kind {
    PICO_CEILING_MULTIPLY_ADD = 0,  /* x a + b: one instruction of the unit of products */
    PICO_CEILING_MULTIPLY_HIGH = 1, /* the high half of x a: one instruction of the same unit */
    PICO_CEILING_ADD_LOGIC = 2,     /* (x + a) ^ b: two instructions of the unit of additions and logic, as compilers deal them out */
    PICO_CEILING_FIELD_SUM = 3,     /* x + a in the field */
    PICO_CEILING_FIELD_PRODUCT = 4  /* x a in the field */
} pico_ceiling_kind;

/* Copies element_count words, a multiple of 4, from offsets that are multiples of 4, by a kernel. The ranges may not overlap. */
PICO_API pico_status pico_ceiling_copy(pico_stream *stream, const pico_buffer *source, size_t source_element_offset, pico_buffer *destination,
                                       size_t destination_element_offset, size_t element_count);

/* Reads element_count words, a multiple of 4, from an offset that is a multiple of 4. sums: thread_count words, a multiple of PICO_CEILING_BLOCK; that of
 * thread t is the exclusive or of the quadruples t, t + thread_count, .. of words. */
PICO_API pico_status pico_ceiling_read(pico_stream *stream, const pico_buffer *source, size_t element_offset, size_t element_count, pico_buffer *sums,
                                       size_t thread_count);

/* Steps of a pico_ceiling_kind: `steps`, a multiple of 8, in each of PICO_CEILING_CHAINS chains of each of thread_count threads, a multiple of
 * PICO_CEILING_BLOCK. Chain c of thread t begins with (t + c) modulo 2^24; a is `a` and b is `b`, Montgomery forms where the kind is of the field.
 * results: thread_count words, the exclusive or of a thread's chains. */
PICO_API pico_status pico_ceiling_arithmetic(pico_stream *stream, int32_t kind, uint32_t a, uint32_t b, uint32_t steps, pico_buffer *results,
                                             size_t thread_count);

/* A kernel of one block that does nothing. */
PICO_API pico_status pico_ceiling_empty(pico_stream *stream);

#ifdef __cplusplus
}
#endif

#endif
