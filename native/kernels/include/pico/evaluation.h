/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_EVALUATION_H
#define PICO_EVALUATION_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Values of pieces at a point: values[i] = the sum of weights[j] times the cell i 2^log_piece + j.
 * cells: [piece_count][2^log_piece] words from cells_element_offset on, a multiple of 4: stacked columns, whole. weights: [5][2^log_piece].
 * values: [piece_count][5] from values_element_offset on, overwritten. log_piece: 2 to 11. */
PICO_API pico_status pico_evaluate_pieces(
    pico_stream *stream, const pico_buffer *cells, size_t cells_element_offset, size_t piece_count, int32_t log_piece, const pico_buffer *weights,
    size_t weights_element_offset, pico_buffer *values, size_t values_element_offset);

#ifdef __cplusplus
}
#endif

#endif
