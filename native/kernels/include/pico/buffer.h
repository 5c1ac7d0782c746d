/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_BUFFER_H
#define PICO_BUFFER_H

#include "stream.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Memory of a device. Allocation and freeing are in the order of a stream: work of other streams on a buffer needs an event between. */
typedef struct pico_buffer pico_buffer;

/* byte_count bytes, at least 1, aligned to 256, of undefined content. Comes from the driver's pool: no synchronisation, and memory
 * freed on the stream before is used again. OUT_OF_MEMORY leaves the context as it was. */
PICO_API pico_status pico_buffer_allocate(pico_stream *stream, size_t byte_count, pico_buffer **buffer);

/* Frees the memory behind everything queued on the buffer's stream so far. */
PICO_API void pico_buffer_free(pico_buffer *buffer);

PICO_API pico_status pico_buffer_size(const pico_buffer *buffer, size_t *byte_count);

/* The device's address, for launchers of other libraries. */
PICO_API pico_status pico_buffer_address(const pico_buffer *buffer, uint64_t *address);

/* From the host. Truly asynchronous from pinned memory only (pico_host_memory_allocate). */
PICO_API pico_status pico_buffer_write(pico_stream *stream, pico_buffer *buffer, size_t byte_offset, const void *source,
                                       size_t byte_count);

/* To the host; there when the stream has been synchronized. */
PICO_API pico_status pico_buffer_read(pico_stream *stream, const pico_buffer *buffer, size_t byte_offset,
                                      void *destination, size_t byte_count);

/* Within the device. The two ranges may not overlap. */
PICO_API pico_status pico_buffer_copy(pico_stream *stream, const pico_buffer *source, size_t source_byte_offset,
                                      pico_buffer *destination, size_t destination_byte_offset, size_t byte_count);

/* Sets element_count words of 32 bits, from a word offset on. */
PICO_API pico_status pico_buffer_fill(pico_stream *stream, pico_buffer *buffer, size_t element_offset,
                                      size_t element_count, uint32_t value);

/* Host memory that does not move: the device reads and writes it at full speed while the host goes on. */
PICO_API pico_status pico_host_memory_allocate(const pico_context *context, size_t byte_count, void **memory);

/* Memory of pico_host_memory_allocate of the same context, or null. No work may use it any more. */
PICO_API pico_status pico_host_memory_free(const pico_context *context, void *memory);

#ifdef __cplusplus
}
#endif

#endif
