/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_NTT_H
#define PICO_NTT_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Domains have at most 2^PICO_NTT_MAX_LOG_SIZE points. */
#define PICO_NTT_MAX_LOG_SIZE 24

/* The tables of transforms on a device, 64 KiB, for all sizes. */
typedef struct pico_ntt pico_ntt;

/* Returns when the tables are on the device. */
PICO_API pico_status pico_ntt_create(const pico_context *context, pico_ntt **ntt);

/* Waits for work that reads the tables. */
PICO_API void pico_ntt_destroy(pico_ntt *ntt);

/* Evaluates polynomials on a subgroup or a coset of it, natural order on both sides: value i of a column is the polynomial at
 * shift w^i, w = 3^((p - 1) / 2^log_size). Coefficients beyond 2^log_message are zero: a Reed-Solomon encoder of rate 2^(log_message - log_size).
 * coefficients: [width][2^log_message] words, column-major; fastest where they start at an even word. values: [width][2^log_size], overwritten; above 2^12
 * points they start at an even word. The two ranges may not overlap.
 * shift: the Montgomery form of a factor that is not zero; 0x01FFFFFE, the form of 1, for the subgroup itself. */
PICO_API pico_status pico_ntt_forward(pico_stream *stream, const pico_ntt *ntt, const pico_buffer *coefficients,
                                      size_t coefficients_element_offset, int32_t log_message, pico_buffer *values,
                                      size_t values_element_offset, int32_t log_size, size_t width, uint32_t shift);

#ifdef __cplusplus
}
#endif

#endif
