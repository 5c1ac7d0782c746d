/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_PROFILE_H
#define PICO_PROFILE_H

#include "stream.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The device's time of all work of a context, by name: while the profile is on, every launch, copy and fill on any stream of the context stands between
 * two events of its own. That costs the host two calls of the driver for each, and the device a microsecond or so between two kernels; off, one load. */

typedef enum pico_profile_kind {
    PICO_PROFILE_KERNEL = 0,
    PICO_PROFILE_TO_DEVICE = 1,
    PICO_PROFILE_TO_HOST = 2,
    PICO_PROFILE_ON_DEVICE = 3,
    PICO_PROFILE_FILL = 4
} pico_profile_kind;

/* Work of one name, summed up. */
typedef struct pico_profile_row {
    char name[96]; /* the kernel's, or the driver's function for copies */
    int32_t kind;  /* a pico_profile_kind */
    int32_t reserved;
    uint64_t count;
    uint64_t byte_count; /* what copies and fills moved, written bytes; 0 for kernels, which only their callers can tell */
    double seconds;
    double least_seconds;
    double most_seconds;
} pico_profile_row;

/* One launch, copy or fill. */
typedef struct pico_profile_span {
    uint32_t row;
    uint32_t stream; /* numbered from 0 in the order in which streams were first seen */
    double start_seconds; /* since the first work of the profile began on the device */
    double seconds;
} pico_profile_span;

typedef struct pico_profile_totals {
    size_t row_count;
    size_t span_count;
    double busy_seconds;  /* in which anything ran: the union of all spans */
    double queued_seconds; /* the host's time from pico_profile_begin to the first work */
} pico_profile_totals;

/* Switches the profile on, or begins it anew. */
PICO_API pico_status pico_profile_begin(const pico_context *context);

/* Switches it off and forgets what it has. */
PICO_API pico_status pico_profile_end(const pico_context *context);

/* Waits for the work that was queued until now and sums it up; the profile goes on. All zero where the profile is off. */
PICO_API pico_status pico_profile_collect(const pico_context *context, pico_profile_totals *totals);

/* Rows first, first + 1, .. of the last collection, `capacity` at most; count is how many were written. */
PICO_API pico_status pico_profile_rows(const pico_context *context, size_t first, size_t capacity, pico_profile_row *rows, size_t *count);

/* The same of spans, in the order in which they were queued on their streams. */
PICO_API pico_status pico_profile_spans(const pico_context *context, size_t first, size_t capacity, pico_profile_span *spans, size_t *count);

#ifdef __cplusplus
}
#endif

#endif
