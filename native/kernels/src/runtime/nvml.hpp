// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "runtime/shared_library.hpp"

#include <pico/device.h>

#include <string>

namespace pico
{

/// NVIDIA's management library (NVML): what a device uses and how hot it is.
class nvml
{
  public:
    /// Throws UNAVAILABLE when the library is missing or does not start.
    explicit nvml(const char *path);
    nvml(const nvml &) = delete;
    nvml &operator=(const nvml &) = delete;

    /// Of the device at a PCI bus; what the library does not know is -1. Throws UNAVAILABLE when it does not know the device.
    pico_device_telemetry measure(const char *pci_bus_id) const;

  private:
    using device = struct nvml_device_tag *;
    struct memory {
        unsigned long long total, free, used;
    };
    struct utilization {
        unsigned gpu, memory;
    };

    shared_library library_;
    int (*init_)() = nullptr;
    int (*find_device_)(const char *, device *) = nullptr;
    int (*memory_)(device, memory *) = nullptr;
    int (*power_)(device, unsigned *) = nullptr;
    int (*temperature_)(device, int, unsigned *) = nullptr;
    int (*clock_)(device, int, unsigned *) = nullptr;
    int (*utilization_)(device, utilization *) = nullptr;
    int (*ecc_)(device, unsigned *, unsigned *) = nullptr;
    int (*power_limit_)(device, unsigned *) = nullptr;
    int (*clock_limit_)(device, int, unsigned *) = nullptr;
    int (*driver_version_)(char *, unsigned) = nullptr;
};

} // namespace pico
