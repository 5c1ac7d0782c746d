/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_STATUS_H
#define PICO_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define PICO_API __attribute__((visibility("default")))
#else
#define PICO_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef int32_t pico_status;

/* The values of a pico_status. */
enum pico_status_code {
    PICO_OK = 0,
    PICO_INVALID_ARGUMENT = 1, /* the caller's mistake; nothing was done */
    PICO_OUT_OF_MEMORY = 2,    /* of the device or of pinned host memory; free some and try again */
    PICO_NO_DRIVER = 3,        /* the driver's library is not there or not usable */
    PICO_DRIVER_TOO_OLD = 4,   /* the text says what is there and what is needed */
    PICO_NO_DEVICE = 5,        /* a driver without a device, or no device of that number */
    PICO_UNSUPPORTED_ARCH = 6, /* no kernel image runs on this device */
    PICO_LAUNCH_FAILED = 7,    /* a kernel was refused or died; after a kernel's death its context is unusable */
    PICO_DEVICE_LOST =
        8, /* the device does not answer any more (reset, uncorrectable memory error); its contexts are unusable */
    PICO_NOT_READY = 9,      /* an answer of queries, not a failure */
    PICO_UNAVAILABLE = 10,   /* this machine does not offer what was asked for */
    PICO_DRIVER_ERROR = 11,  /* anything else that the driver answers; the text has its name */
    PICO_INTERNAL_ERROR = 12 /* a mistake in this library */
};

/* The name of a status, "PICO_OK" for example; never null. */
PICO_API const char *pico_status_name(pico_status status);

/* What went wrong in this thread's last call that failed: text, cut to byte_capacity with its zero byte, and the bytes the whole text has without it.
 * text may be null when byte_capacity is 0. */
PICO_API pico_status pico_last_error(char *text, size_t byte_capacity, size_t *byte_count);

#ifdef __cplusplus
}
#endif

#endif
