// SPDX-License-Identifier: MIT OR Apache-2.0
// The symbols of libnvidia-ml that the runtime asks for, over the same simulated devices.

#include "host/simulated_entry.hpp"

#include <cstdio>
#include <cstdlib>

using namespace pico::simulated;

struct nvml_memory {
    unsigned long long total, free, used;
};

struct nvml_utilization {
    unsigned gpu, memory;
};

EXPORT int nvmlInit_v2()
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    return d.enter("nvmlInit");
}

EXPORT int nvmlDeviceGetHandleByPciBusId_v2(const char *id, void **device)
{
    // 0000:01:00.0 is device 0; a handle is the number after the first colon, so that none is null.
    const long bus = std::strtol(id + 5, nullptr, 16);
    *device = reinterpret_cast<void *>(bus);
    return bus >= 1 && bus <= instance().options.device_count ? 0 : 6; // NVML_ERROR_NOT_FOUND
}

EXPORT int nvmlDeviceGetMemoryInfo(void *device, nvml_memory *memory)
{
    driver &d = instance();
    const std::lock_guard lock(d.lock);
    const std::size_t used = d.used[static_cast<int>(reinterpret_cast<std::intptr_t>(device)) - 1];
    *memory = { d.options.memory_byte_count, d.options.memory_byte_count - used, used };
    return 0;
}

EXPORT int nvmlDeviceGetPowerUsage(void *, unsigned *milliwatts)
{
    *milliwatts = 123456;
    return 0;
}

EXPORT int nvmlDeviceGetTemperature(void *, int, unsigned *celsius)
{
    *celsius = 45;
    return 0;
}

EXPORT int nvmlDeviceGetClockInfo(void *, int, unsigned *)
{
    return 3;
} // NVML_ERROR_NOT_SUPPORTED

EXPORT int nvmlDeviceGetUtilizationRates(void *, nvml_utilization *rates)
{
    *rates = { 67, 0 };
    return 0;
}

EXPORT int nvmlDeviceGetEccMode(void *, unsigned *current, unsigned *pending)
{
    *current = 1;
    *pending = 0;
    return 0;
}

EXPORT int nvmlDeviceGetEnforcedPowerLimit(void *, unsigned *milliwatts)
{
    *milliwatts = 350000;
    return 0;
}

EXPORT int nvmlDeviceGetMaxClockInfo(void *, int, unsigned *megahertz)
{
    *megahertz = 1980;
    return 0;
}

EXPORT int nvmlSystemGetDriverVersion(char *version, unsigned capacity)
{
    std::snprintf(version, capacity, "570.153.02");
    return 0;
}
