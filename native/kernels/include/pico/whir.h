/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_WHIR_H
#define PICO_WHIR_H

#include "buffer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The opening of stacked columns: the vectors g and omega of the running claim sum_x g(x) omega(x), and their sumcheck.
 * A vector of 2^log_length elements of E is [5][2^log_length] words from its buffer's start, the constant coefficients first: as five columns
 * it goes into pico_ntt_forward and pico_merkle_tree_build. Elements that are not vectors are five consecutive words. Variable 0 is the lowest bit of an index. */

/* The longest vector. */
#define PICO_WHIR_MAX_LOG_LENGTH 30

/* Words of the scratch memory that sums over vectors take. */
#define PICO_WHIR_PARTIAL_WORDS 10560

/* values[i] = sum_w weights[w] column_w[i] over the columns of three groups, one after the other.
 * preprocessed, boundary, main_group: [width][2^log_height] words from the start; null where the width is 0. weights: [all widths][5] from
 * weights_element_offset on. values: a vector of 2^log_height elements. log_height: 2 or more. */
PICO_API pico_status pico_whir_combine(pico_stream *stream, const pico_buffer *preprocessed, size_t preprocessed_width, const pico_buffer *boundary,
                                       size_t boundary_width, const pico_buffer *main_group, size_t main_width, int32_t log_height,
                                       const pico_buffer *weights, size_t weights_element_offset, pico_buffer *values);

/* weights[low + 2^log_inner high] = inner[low] outer[high]. inner: [5][2^log_inner] words from inner_element_offset on, a multiple of 4, log_inner 2 or
 * more. outer: [2^log_outer][5] from outer_element_offset on. weights: a vector of 2^(log_inner + log_outer) elements. */
PICO_API pico_status pico_whir_outer_product(pico_stream *stream, const pico_buffer *inner, size_t inner_element_offset, int32_t log_inner,
                                             const pico_buffer *outer, size_t outer_element_offset, int32_t log_outer, pico_buffer *weights);

/* vector[i] = elements[i] for i < count, zero behind. elements: [count][5] words from the start. */
PICO_API pico_status pico_whir_to_vector(pico_stream *stream, const pico_buffer *elements, size_t count, int32_t log_length, pico_buffer *vector);

/* sums[0] = sum_i g(0, i) omega(0, i) and sums[1] = sum_i (g(1, i) - g(0, i)) (omega(1, i) - omega(0, i)) over the pairs of both vectors.
 * partial_sums: PICO_WHIR_PARTIAL_WORDS words of scratch memory. sums: [2][5] words from the start. log_length: 1 or more. */
PICO_API pico_status pico_whir_message(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                                       pico_buffer *partial_sums, pico_buffer *sums);

/* Binds variable 0 of both vectors: element i becomes (1 - challenge) v[2i] + challenge v[2i + 1] at i of a new vector of half the length. */
PICO_API pico_status pico_whir_bind(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                                    const uint32_t challenge[5], pico_buffer *new_values, pico_buffer *new_weights);

/* Both in one pass over memory: binds, and gives the sums of pico_whir_message over the new vectors. log_length: 2 or more. */
PICO_API pico_status pico_whir_bind_message(pico_stream *stream, const pico_buffer *values, const pico_buffer *weights, int32_t log_length,
                                            const uint32_t challenge[5], pico_buffer *new_values, pico_buffer *new_weights,
                                            pico_buffer *partial_sums, pico_buffer *sums);

/* value = sum_i vector[i] point^i: five words from value_element_offset on. */
PICO_API pico_status pico_whir_evaluate(pico_stream *stream, const pico_buffer *vector, int32_t log_length, const uint32_t point[5],
                                        pico_buffer *partial_sums, pico_buffer *value, size_t value_element_offset);

/* vector[i] += coefficient point^i. */
PICO_API pico_status pico_whir_add_powers(pico_stream *stream, pico_buffer *vector, int32_t log_length, const uint32_t point[5],
                                          const uint32_t coefficient[5]);

/* vector[positions[j]] = elements[j], zero elsewhere. positions: count words from the start, each below 2^log_length, none of them twice. elements: [count][5]. */
PICO_API pico_status pico_whir_scatter(pico_stream *stream, const pico_buffer *positions, const pico_buffer *elements, size_t count, int32_t log_length,
                                       pico_buffer *vector);

/* vector[i] += source[i] for all elements of the vector, which is no longer than the source. */
PICO_API pico_status pico_whir_add(pico_stream *stream, const pico_buffer *source, int32_t log_source, pico_buffer *vector, int32_t log_length);

/* values[c] = sum_i weights[i] vector[2^log_weights c + i] for c < count. weights: [2^log_weights][5] words. values: [count][5], both from the start. */
PICO_API pico_status pico_whir_dot_products(pico_stream *stream, const pico_buffer *vector, int32_t log_length, size_t count, const pico_buffer *weights,
                                            int32_t log_weights, pico_buffer *values);

#ifdef __cplusplus
}
#endif

#endif
