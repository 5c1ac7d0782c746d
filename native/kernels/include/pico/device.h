/* SPDX-License-Identifier: MIT OR Apache-2.0 */
#ifndef PICO_DEVICE_H
#define PICO_DEVICE_H

#include "status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The oldest driver that serves, as pico_runtime_driver_version counts: 12.0 reads PTX 8.0 and has stream-ordered pools. */
#define PICO_OLDEST_DRIVER_VERSION 12000

/* The driver, loaded. */
typedef struct pico_runtime pico_runtime;

/* A device that is in use: its primary context, shared with whatever else in the process uses the device. */
typedef struct pico_context pico_context;

typedef struct pico_device_properties {
    char name[128];
    char pci_bus_id[32]; /* 0000:3b:00.0 */
    uint8_t uuid[16];
    uint64_t memory_byte_count;
    uint64_t memory_bandwidth; /* bytes a second, from clock and bus width; 0 where the driver does not say */
    int32_t sm_major;
    int32_t sm_minor;
    int32_t multiprocessor_count;
    int32_t clock_khz;
    int32_t shared_byte_count; /* that one block may have */
    int32_t l2_byte_count;
    int32_t is_supported; /* 1 when there are kernel images for it */
    int32_t image_arch;   /* 90 for the cubin or the PTX of sm_90, and so on; 0 when there are none */
} pico_device_properties;

/* What the management library (NVML) measures; -1 where it does not say. */
typedef struct pico_device_telemetry {
    int64_t memory_used_byte_count;
    int64_t memory_total_byte_count;
    int32_t power_milliwatts;
    int32_t temperature_celsius;
    int32_t sm_clock_mhz;
    int32_t memory_clock_mhz;
    int32_t utilization_percent;
    int32_t ecc_enabled; /* 1 or 0 */
    int32_t power_limit_milliwatts;
    int32_t sm_clock_limit_mhz;
    char driver_version[80]; /* the driver's own, 570.153.02 for example; empty where it does not say */
} pico_device_telemetry;

typedef enum pico_image_kind {
    PICO_IMAGE_PTX = 0,  /* compiled by the driver, for its architecture and all newer ones */
    PICO_IMAGE_CUBIN = 1 /* machine code, for its architecture and newer ones of the same generation (the tens) */
} pico_image_kind;

/* The architectures that the library carries all kernels for in a form of pico_image_kind, ascending, 90 for sm_90; count is their number, whatever the
 * capacity. Needs no driver. */
PICO_API pico_status pico_image_architectures(int32_t kind, int32_t *architectures, size_t capacity, size_t *count);

/* Loads a driver: the system's libcuda.so.1 when driver_path is null. telemetry_path is the management library, libnvidia-ml.so.1 when null; it is
 * loaded when it is first needed and may be missing. NO_DRIVER, DRIVER_TOO_OLD (before PICO_OLDEST_DRIVER_VERSION), NO_DEVICE. */
PICO_API pico_status pico_runtime_open(const char *driver_path, const char *telemetry_path, pico_runtime **runtime);

/* Contexts that are still there keep what they need of the driver. */
PICO_API void pico_runtime_close(pico_runtime *runtime);

/* The CUDA version of the driver: 1000 major + 10 minor. */
PICO_API pico_status pico_runtime_driver_version(const pico_runtime *runtime, int32_t *version);

PICO_API pico_status pico_runtime_device_count(const pico_runtime *runtime, int32_t *count);

PICO_API pico_status pico_device_query(const pico_runtime *runtime, int32_t device, pico_device_properties *properties);

/* UNAVAILABLE without the management library. */
PICO_API pico_status pico_device_measure(const pico_runtime *runtime, int32_t device, pico_device_telemetry *telemetry);

/* UNSUPPORTED_ARCH when no kernel image runs on the device. */
PICO_API pico_status pico_context_create(const pico_runtime *runtime, int32_t device, pico_context **context);

/* Streams, events, buffers and plans of the context keep what they need of it. */
PICO_API void pico_context_destroy(pico_context *context);

/* Memory of the device that nobody has, and all of it. */
PICO_API pico_status pico_context_memory(const pico_context *context, uint64_t *free_byte_count,
                                         uint64_t *total_byte_count);

/* What the driver's pool of the device, which buffers come from, has given out and what it holds; others in the process may use it too. */
typedef struct pico_pool_usage {
    uint64_t used_byte_count; /* in buffers now */
    uint64_t used_peak_byte_count; /* the most since pico_context_reset_pool_peak, or ever */
    uint64_t reserved_byte_count; /* of the device's memory, buffers and what is kept for the next ones */
    uint64_t reserved_peak_byte_count;
} pico_pool_usage;

PICO_API pico_status pico_context_pool_usage(const pico_context *context, pico_pool_usage *usage);

/* Lets the peaks begin anew from what is in use now. */
PICO_API pico_status pico_context_reset_pool_peak(const pico_context *context);

/* Buffers that were freed stay with the driver's pool for the next ones; this gives back what lies there beyond keep_byte_count. */
PICO_API pico_status pico_context_trim(const pico_context *context, uint64_t keep_byte_count);

#ifdef __cplusplus
}
#endif

#endif
