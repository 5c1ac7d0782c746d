// SPDX-License-Identifier: MIT OR Apache-2.0
// The symbols of libcuda that tell what driver and devices are.

#include "host/simulated_entry.hpp"

#include <cstdio>

using namespace pico::simulated;
namespace cuda = pico::cuda;

EXPORT result cuDriverGetVersion(int *version)
{
    ENTER(d.enter("cuDriverGetVersion"));
    *version = d.options.driver_version;
    return cuda::success;
}

EXPORT result cuInit(unsigned)
{
    ENTER(d.enter("cuInit"));
    return d.options.device_count == 0 ? cuda::no_device : cuda::success;
}

EXPORT result cuGetErrorName(result error, const char **name)
{
    *name = error == cuda::out_of_memory   ? "CUDA_ERROR_OUT_OF_MEMORY"
            : error == cuda::launch_failed ? "CUDA_ERROR_LAUNCH_FAILED"
                                           : "CUDA_ERROR";
    return cuda::success;
}

EXPORT result cuGetErrorString(result, const char **text)
{
    *text = "simulated";
    return cuda::success;
}

EXPORT result cuDeviceGetCount(int *count)
{
    ENTER(d.enter("cuDeviceGetCount"));
    *count = d.options.device_count;
    return cuda::success;
}

EXPORT result cuDeviceGet(cuda::device *device, int ordinal)
{
    ENTER(d.enter("cuDeviceGet"));
    *device = ordinal;
    return ordinal < d.options.device_count ? cuda::success : cuda::invalid_device;
}

EXPORT result cuDeviceGetName(char *name, int bytes, cuda::device device)
{
    ENTER(d.enter("cuDeviceGetName"));
    std::snprintf(name, static_cast<std::size_t>(bytes), "Simulated GPU %d", device);
    return cuda::success;
}

EXPORT result cuDeviceGetUuid_v2(cuda::uuid *id, cuda::device device)
{
    ENTER(d.enter("cuDeviceGetUuid"));
    for (int i = 0; i < 16; i++) {
        id->bytes[i] = static_cast<char>(16 * device + i);
    }

    return cuda::success;
}

EXPORT result cuDeviceGetPCIBusId(char *id, int bytes, cuda::device device)
{
    ENTER(d.enter("cuDeviceGetPCIBusId"));
    std::snprintf(id, static_cast<std::size_t>(bytes), "0000:%02x:00.0", device + 1);
    return cuda::success;
}

EXPORT result cuDeviceTotalMem_v2(std::size_t *bytes, cuda::device)
{
    ENTER(d.enter("cuDeviceTotalMem"));
    *bytes = d.options.memory_byte_count;
    return cuda::success;
}

EXPORT result cuDeviceGetAttribute(int *value, cuda::device_attribute attribute, cuda::device)
{
    ENTER(d.enter("cuDeviceGetAttribute"));
    switch (attribute) {
    case cuda::clock_rate:
        *value = 1'000'000;
        break;
    case cuda::multiprocessor_count:
        *value = 2;
        break;
    case cuda::memory_clock_rate:
        *value = 1'000'000;
        break;
    case cuda::global_memory_bus_width:
        *value = 512;
        break;
    case cuda::l2_cache_size:
        *value = 1 << 20;
        break;
    case cuda::compute_capability_major:
        *value = d.options.architecture / 10;
        break;
    case cuda::compute_capability_minor:
        *value = d.options.architecture % 10;
        break;
    case cuda::max_shared_memory_per_block_optin:
        *value = d.options.shared_byte_count;
        break;
    case cuda::memory_pools_supported:
        *value = 1;
        break;
    default:
        return cuda::invalid_value;
    }

    return cuda::success;
}
