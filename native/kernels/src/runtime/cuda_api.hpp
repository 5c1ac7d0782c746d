// SPDX-License-Identifier: MIT OR Apache-2.0
// The part of the CUDA driver API that we use, declared here because no CUDA toolkit is needed to build this library. Names, numbers and versioned symbols
// are those of NVIDIA's cuda.h for CUDA 12; the driver keeps them stable.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pico::cuda
{

enum result : int {
    success = 0,
    invalid_value = 1,
    out_of_memory = 2,
    deinitialized = 4,
    stub_library = 34,
    device_unavailable = 46,
    no_device = 100,
    invalid_device = 101,
    invalid_image = 200,
    invalid_context = 201,
    no_binary_for_gpu = 209,
    ecc_uncorrectable = 214,
    invalid_ptx = 218,
    unsupported_ptx_version = 222,
    not_found = 500,
    not_ready = 600,
    illegal_address = 700,
    launch_out_of_resources = 701,
    launch_timeout = 702,
    context_is_destroyed = 709,
    assertion = 710,
    hardware_stack_error = 714,
    illegal_instruction = 715,
    misaligned_address = 716,
    invalid_address_space = 717,
    invalid_pc = 718,
    launch_failed = 719,
    system_not_ready = 802,
    system_driver_mismatch = 803,
    compat_not_supported_on_device = 804,
    unknown = 999,
};

enum device_attribute : int {
    clock_rate = 13,
    multiprocessor_count = 16,
    memory_clock_rate = 36,
    global_memory_bus_width = 37,
    l2_cache_size = 38,
    compute_capability_major = 75,
    compute_capability_minor = 76,
    max_shared_memory_per_block_optin = 97,
    memory_pools_supported = 115,
};

constexpr int function_max_dynamic_shared_bytes = 8;
constexpr int pool_release_threshold = 4;
constexpr int pool_reserved_now = 5;
constexpr int pool_reserved_peak = 6;
constexpr int pool_used_now = 7;
constexpr int pool_used_peak = 8;
constexpr unsigned stream_non_blocking = 1;
constexpr unsigned event_default = 0;
constexpr unsigned jit_error_log_buffer = 5;
constexpr unsigned jit_error_log_buffer_bytes = 6;

using device = int;
using device_pointer = uint64_t;
using context = struct context_tag *;
using stream = struct stream_tag *;
using event = struct event_tag *;
using module = struct module_tag *;
using function = struct function_tag *;
using memory_pool = struct memory_pool_tag *;

struct uuid {
    char bytes[16];
};

} // namespace pico::cuda

// X(name here, symbol, parameters): every function of the driver that we call.
#define PICO_CUDA_FUNCTIONS(X)                                                                                         \
    X(init, "cuInit", (unsigned flags))                                                                                \
    X(driver_get_version, "cuDriverGetVersion", (int *version))                                                        \
    X(get_error_name, "cuGetErrorName", (result error, const char **name))                                             \
    X(get_error_string, "cuGetErrorString", (result error, const char **text))                                         \
    X(device_get_count, "cuDeviceGetCount", (int *count))                                                              \
    X(device_get, "cuDeviceGet", (device * handle, int ordinal))                                                       \
    X(device_get_name, "cuDeviceGetName", (char *name, int bytes, device handle))                                      \
    X(device_get_uuid, "cuDeviceGetUuid_v2", (uuid * id, device handle))                                               \
    X(device_get_pci_bus_id, "cuDeviceGetPCIBusId", (char *id, int bytes, device handle))                              \
    X(device_total_memory, "cuDeviceTotalMem_v2", (std::size_t *bytes, device handle))                                 \
    X(device_get_attribute, "cuDeviceGetAttribute", (int *value, device_attribute attribute, device handle))           \
    X(device_get_default_pool, "cuDeviceGetDefaultMemPool", (memory_pool * pool, device handle))                       \
    X(pool_set_attribute, "cuMemPoolSetAttribute", (memory_pool pool, int attribute, void *value))                     \
    X(pool_get_attribute, "cuMemPoolGetAttribute", (memory_pool pool, int attribute, void *value))                     \
    X(pool_trim, "cuMemPoolTrimTo", (memory_pool pool, std::size_t keep_bytes))                                        \
    X(primary_context_retain, "cuDevicePrimaryCtxRetain", (context * handle, device owner))                            \
    X(primary_context_release, "cuDevicePrimaryCtxRelease_v2", (device owner))                                         \
    X(context_set_current, "cuCtxSetCurrent", (context handle))                                                        \
    X(module_load_data, "cuModuleLoadDataEx",                                                                          \
      (module * handle, const void *image, unsigned option_count, unsigned *options, void **option_values))            \
    X(module_unload, "cuModuleUnload", (module handle))                                                                \
    X(module_get_function, "cuModuleGetFunction", (function * handle, module owner, const char *name))                 \
    X(function_set_attribute, "cuFuncSetAttribute", (function handle, int attribute, int value))                       \
    X(launch_kernel, "cuLaunchKernel",                                                                                 \
      (function kernel, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y,         \
       unsigned block_z, unsigned shared_bytes, stream queue, void **arguments, void **extra))                         \
    X(memory_get_info, "cuMemGetInfo_v2", (std::size_t *free_bytes, std::size_t *total_bytes))                         \
    X(memory_allocate, "cuMemAlloc_v2", (device_pointer * address, std::size_t bytes))                                 \
    X(memory_free, "cuMemFree_v2", (device_pointer address))                                                           \
    X(memory_allocate_async, "cuMemAllocAsync", (device_pointer * address, std::size_t bytes, stream queue))           \
    X(memory_free_async, "cuMemFreeAsync", (device_pointer address, stream queue))                                     \
    X(memory_host_allocate, "cuMemHostAlloc", (void **memory, std::size_t bytes, unsigned flags))                      \
    X(memory_host_free, "cuMemFreeHost", (void *memory))                                                               \
    X(copy_to_device, "cuMemcpyHtoDAsync_v2",                                                                          \
      (device_pointer target, const void *source, std::size_t bytes, stream queue))                                    \
    X(copy_to_host, "cuMemcpyDtoHAsync_v2", (void *target, device_pointer source, std::size_t bytes, stream queue))    \
    X(copy_on_device, "cuMemcpyDtoDAsync_v2",                                                                          \
      (device_pointer target, device_pointer source, std::size_t bytes, stream queue))                                 \
    X(fill_words, "cuMemsetD32Async", (device_pointer target, unsigned value, std::size_t words, stream queue))        \
    X(stream_create, "cuStreamCreate", (stream * handle, unsigned flags))                                              \
    X(stream_destroy, "cuStreamDestroy_v2", (stream handle))                                                           \
    X(stream_synchronize, "cuStreamSynchronize", (stream handle))                                                      \
    X(stream_query, "cuStreamQuery", (stream handle))                                                                  \
    X(stream_wait_event, "cuStreamWaitEvent", (stream handle, event point, unsigned flags))                            \
    X(event_create, "cuEventCreate", (event * handle, unsigned flags))                                                 \
    X(event_destroy, "cuEventDestroy_v2", (event handle))                                                              \
    X(event_record, "cuEventRecord", (event handle, stream queue))                                                     \
    X(event_synchronize, "cuEventSynchronize", (event handle))                                                         \
    X(event_query, "cuEventQuery", (event handle))                                                                     \
    X(event_elapsed, "cuEventElapsedTime", (float *milliseconds, event start, event end))
