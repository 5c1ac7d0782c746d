// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/nvml.hpp"

#include "runtime/error.hpp"

namespace pico
{
namespace
{

// nvmlTemperatureSensors_t and nvmlClockType_t of nvml.h.
constexpr int gpu_sensor = 0;
constexpr int sm_clock = 1;
constexpr int memory_clock = 2;

} // namespace

nvml::nvml(const char *path) : library_(path)
{
    if (!library_) {
        throw error(PICO_UNAVAILABLE, "no NVIDIA management library: " + library_.reason());
    }

    init_ = library_.find<decltype(init_)>("nvmlInit_v2");
    find_device_ = library_.find<decltype(find_device_)>("nvmlDeviceGetHandleByPciBusId_v2");
    memory_ = library_.find<decltype(memory_)>("nvmlDeviceGetMemoryInfo");
    power_ = library_.find<decltype(power_)>("nvmlDeviceGetPowerUsage");
    temperature_ = library_.find<decltype(temperature_)>("nvmlDeviceGetTemperature");
    clock_ = library_.find<decltype(clock_)>("nvmlDeviceGetClockInfo");
    utilization_ = library_.find<decltype(utilization_)>("nvmlDeviceGetUtilizationRates");
    ecc_ = library_.find<decltype(ecc_)>("nvmlDeviceGetEccMode");
    power_limit_ = library_.find<decltype(power_limit_)>("nvmlDeviceGetEnforcedPowerLimit");
    clock_limit_ = library_.find<decltype(clock_limit_)>("nvmlDeviceGetMaxClockInfo");
    driver_version_ = library_.find<decltype(driver_version_)>("nvmlSystemGetDriverVersion");
    if (init_ == nullptr || find_device_ == nullptr) {
        throw error(PICO_UNAVAILABLE, "the NVIDIA management library lacks functions");
    }

    const int answer = init_();
    if (answer != 0) {
        const auto error_string = library_.find<const char *(*)(int)>("nvmlErrorString");
        const char *const text = error_string == nullptr ? nullptr : error_string(answer);
        throw error(PICO_UNAVAILABLE, "the NVIDIA management library does not start: error " + std::to_string(answer) +
                                          (text == nullptr ? "" : std::string(", ") + text));
    }
}

pico_device_telemetry nvml::measure(const char *pci_bus_id) const
{
    device handle = nullptr;
    if (find_device_(pci_bus_id, &handle) != 0) {
        throw error(PICO_UNAVAILABLE, std::string("the NVIDIA management library does not know device ") + pci_bus_id);
    }

    pico_device_telemetry result = { -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, "" };
    memory bytes = {};
    if (memory_ != nullptr && memory_(handle, &bytes) == 0) {
        result.memory_used_byte_count = static_cast<int64_t>(bytes.used);
        result.memory_total_byte_count = static_cast<int64_t>(bytes.total);
    }

    unsigned value = 0;
    if (power_ != nullptr && power_(handle, &value) == 0) {
        result.power_milliwatts = static_cast<int32_t>(value);
    }

    if (temperature_ != nullptr && temperature_(handle, gpu_sensor, &value) == 0) {
        result.temperature_celsius = static_cast<int32_t>(value);
    }

    if (clock_ != nullptr && clock_(handle, sm_clock, &value) == 0) {
        result.sm_clock_mhz = static_cast<int32_t>(value);
    }

    if (clock_ != nullptr && clock_(handle, memory_clock, &value) == 0) {
        result.memory_clock_mhz = static_cast<int32_t>(value);
    }

    utilization rates = {};
    if (utilization_ != nullptr && utilization_(handle, &rates) == 0) {
        result.utilization_percent = static_cast<int32_t>(rates.gpu);
    }

    unsigned pending = 0;
    if (ecc_ != nullptr && ecc_(handle, &value, &pending) == 0) {
        result.ecc_enabled = static_cast<int32_t>(value);
    }

    if (power_limit_ != nullptr && power_limit_(handle, &value) == 0) {
        result.power_limit_milliwatts = static_cast<int32_t>(value);
    }

    if (clock_limit_ != nullptr && clock_limit_(handle, sm_clock, &value) == 0) {
        result.sm_clock_limit_mhz = static_cast<int32_t>(value);
    }

    if (driver_version_ == nullptr || driver_version_(result.driver_version, sizeof result.driver_version) != 0) {
        result.driver_version[0] = 0;
    }

    return result;
}

} // namespace pico
