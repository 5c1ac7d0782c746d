/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_STREAM_H
#define PICO_STREAM_H

#include "device.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A queue of work on a device: in order within itself, in no order with others but by events. */
typedef struct pico_stream pico_stream;

/* A point in a stream. */
typedef struct pico_event pico_event;

PICO_API pico_status pico_stream_create(const pico_context *context, pico_stream **stream);

/* Work that is queued still runs; buffers that were allocated on the stream keep it. */
PICO_API void pico_stream_destroy(pico_stream *stream);

/* Waits until all queued work has run. Failures of kernels that ran since the last look show here at the latest. */
PICO_API pico_status pico_stream_synchronize(pico_stream *stream);

/* OK when all queued work has run, otherwise NOT_READY. */
PICO_API pico_status pico_stream_query(pico_stream *stream);

/* Work queued on the stream from now on waits for the point that the event was recorded at; an event that never was holds nothing up. */
PICO_API pico_status pico_stream_wait_event(pico_stream *stream, const pico_event *event);

PICO_API pico_status pico_event_create(const pico_context *context, pico_event **event);

PICO_API void pico_event_destroy(pico_event *event);

/* Moves the event to the end of what is queued on the stream now. */
PICO_API pico_status pico_event_record(pico_event *event, pico_stream *stream);

PICO_API pico_status pico_event_synchronize(const pico_event *event);

PICO_API pico_status pico_event_query(const pico_event *event);

/* The device's time between two recorded points. NOT_READY before both were reached. */
PICO_API pico_status pico_event_elapsed(const pico_event *start, const pico_event *end, double *seconds);

#ifdef __cplusplus
}
#endif

#endif
