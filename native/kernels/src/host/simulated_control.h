/* SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * libpico_simulated_cuda is a libcuda that runs our kernels on the CPU, and a libnvidia-ml beside it, for tests of everything above the driver. These
 * functions say what devices it has and what goes wrong; tests look them up in the library that they gave to pico_runtime_open.
 *
 * Streams are lazy: queued work runs when somebody waits for it, in cuStreamSynchronize, cuEventSynchronize, or a bit at a time in
 * cuStreamQuery. Whoever reads results without waiting reads the old bytes, every time.
 */
#ifndef PICO_SIMULATED_CONTROL_H
#define PICO_SIMULATED_CONTROL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct pico_simulated_options {
    uint64_t memory_byte_count; /* of each device */
    int32_t device_count;
    int32_t architecture; /* 90 for sm_90 */
    int32_t shared_byte_count;
    int32_t driver_version; /* 12080 for CUDA 12.8 */
} pico_simulated_options;

/* Forgets all faults and counts and takes new options; null for the usual ones: one device, sm_90, 1 GiB, 227 KiB shared, CUDA 12.8. */
void pico_simulated_reset(const pico_simulated_options *options);

/* The nth call of a driver function from now on (1 is the next) answers with a CUresult and does nothing. A fault that kills a context
 * (700 to 719, 46, 214, 999) is answered to all later calls that need that of its device, as a driver does. cuLaunchKernel's fault shows when the stream is waited for when
 * `deferred` is not 0, as faults of running kernels do. */
void pico_simulated_fail(const char *function, int32_t nth, int32_t result, int32_t deferred);

/* The nth launch of a kernel from now on leaves a wrong bit in word word_index of what its argument argument_index points to. */
void pico_simulated_corrupt(const char *kernel, int32_t nth, int32_t argument_index, uint64_t word_index);

/* Calls of a driver function since the last reset, the failed ones too. */
int64_t pico_simulated_call_count(const char *function);

/* Allocations, streams, events, modules and retained contexts that nobody has given back. */
int64_t pico_simulated_live_count(void);

/* Bytes that are allocated on a device now, after all queued work. */
int64_t pico_simulated_used_byte_count(int32_t device);

#ifdef __cplusplus
}
#endif

#endif
