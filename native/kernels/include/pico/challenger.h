/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_CHALLENGER_H
#define PICO_CHALLENGER_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Words of the capacity of a transcript. */
#define PICO_CHALLENGER_CAPACITY 9

/* What stands for no nonce. */
#define PICO_CHALLENGER_NO_NONCE 0xFFFFFFFFu

/* The smallest nonce of first .. first + count - 1 with which the first word of the permutation of (header, nonce, 13 zeros, capacity), width 24, has `bits`
 * low zero bits in canonical form. header and capacity are Montgomery forms; nonces are plain numbers below p. bits: 1 to 24. nonce: one
 * word from element_offset on; PICO_CHALLENGER_NO_NONCE when none of them will do. */
PICO_API pico_status pico_challenger_grind(pico_stream *stream, uint32_t header, const uint32_t capacity[PICO_CHALLENGER_CAPACITY], int32_t bits,
                                           uint32_t first, uint32_t count, pico_buffer *nonce, size_t element_offset);

#ifdef __cplusplus
}
#endif

#endif
