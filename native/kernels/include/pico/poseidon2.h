/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_POSEIDON2_H
#define PICO_POSEIDON2_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Permutes state_count states of 16 or 24 words in place, `iterations` times each.
 * states: [width][state_count] words from element_offset on: word 0 of all states, then word 1 of all, and so on. */
PICO_API pico_status pico_poseidon2_permute(pico_stream *stream, pico_buffer *states, size_t element_offset,
                                            int32_t width, size_t state_count, uint32_t iterations);

#ifdef __cplusplus
}
#endif

#endif
