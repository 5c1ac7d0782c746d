// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/abi_guard.hpp"
#include "runtime/handles.hpp"

#include <algorithm>
#include <cstring>

using namespace pico;

namespace
{

cuda::device find_device(const cuda_driver &driver, int32_t ordinal)
{
    int count = 0;
    driver.check(driver.device_get_count(&count), "cuDeviceGetCount");
    if (ordinal < 0 || ordinal >= count) {
        throw error(PICO_NO_DEVICE, "no device " + std::to_string(ordinal) + " among " + std::to_string(count));
    }

    cuda::device device = 0;
    driver.check(driver.device_get(&device, ordinal), "cuDeviceGet");
    return device;
}

int attribute(const cuda_driver &driver, cuda::device device, cuda::device_attribute name)
{
    int value = 0;
    driver.check(driver.device_get_attribute(&value, name, device), "cuDeviceGetAttribute");
    return value;
}

/// The same for what is only shown: 0 where a driver does not say.
int shown_attribute(const cuda_driver &driver, cuda::device device, cuda::device_attribute name)
{
    int value = 0;
    return driver.device_get_attribute(&value, name, device) == cuda::success ? value : 0;
}

/// The newest image architecture that runs on a device, or 0.
int image_architecture(int architecture)
{
    const device_image *best = nullptr;
    for (const device_image &image : device_images()) {
        best = best_image(device_images(), image.unit, architecture);
        if (best == nullptr) {
            return 0;
        }
    }

    return best == nullptr ? 0 : best->architecture;
}

} // namespace

pico_status pico_image_architectures(int32_t kind, int32_t *architectures, size_t capacity, size_t *count)
{
    return guard("pico_image_architectures", [&] {
        require(kind == PICO_IMAGE_PTX || kind == PICO_IMAGE_CUBIN, "no kind of images");
        require(count != nullptr && (architectures != nullptr || capacity == 0), "null");
        const std::vector<int> found =
            complete_architectures(device_images(), kind == PICO_IMAGE_PTX ? image_kind::ptx : image_kind::cubin);
        std::copy_n(found.begin(), std::min(capacity, found.size()), architectures);
        *count = found.size();
    });
}

pico_status pico_runtime_open(const char *driver_path, const char *telemetry_path, pico_runtime **runtime)
{
    return guard("pico_runtime_open", [&] {
        require(runtime != nullptr, "null");
        *runtime = new pico_runtime{ std::make_shared<const runtime_state>(driver_path, telemetry_path) };
    });
}

void pico_runtime_close(pico_runtime *runtime)
{
    delete runtime;
}

pico_status pico_runtime_driver_version(const pico_runtime *runtime, int32_t *version)
{
    return guard("pico_runtime_driver_version", [&] {
        require(runtime != nullptr && version != nullptr, "null");
        *version = runtime->state->driver.version();
    });
}

pico_status pico_runtime_device_count(const pico_runtime *runtime, int32_t *count)
{
    return guard("pico_runtime_device_count", [&] {
        require(runtime != nullptr && count != nullptr, "null");
        const cuda_driver &driver = runtime->state->driver;
        driver.check(driver.device_get_count(count), "cuDeviceGetCount");
    });
}

pico_status pico_device_query(const pico_runtime *runtime, int32_t device, pico_device_properties *properties)
{
    return guard("pico_device_query", [&] {
        require(runtime != nullptr && properties != nullptr, "null");
        const cuda_driver &driver = runtime->state->driver;
        const cuda::device handle = find_device(driver, device);
        pico_device_properties result = {};
        driver.check(driver.device_get_name(result.name, sizeof result.name, handle), "cuDeviceGetName");
        driver.check(driver.device_get_pci_bus_id(result.pci_bus_id, sizeof result.pci_bus_id, handle),
                     "cuDeviceGetPCIBusId");
        cuda::uuid id = {};
        driver.check(driver.device_get_uuid(&id, handle), "cuDeviceGetUuid");
        std::memcpy(result.uuid, id.bytes, sizeof result.uuid);
        size_t memory = 0;
        driver.check(driver.device_total_memory(&memory, handle), "cuDeviceTotalMem");
        result.memory_byte_count = memory;
        result.sm_major = attribute(driver, handle, cuda::compute_capability_major);
        result.sm_minor = attribute(driver, handle, cuda::compute_capability_minor);
        result.multiprocessor_count = attribute(driver, handle, cuda::multiprocessor_count);
        result.clock_khz = shown_attribute(driver, handle, cuda::clock_rate);
        result.shared_byte_count = attribute(driver, handle, cuda::max_shared_memory_per_block_optin);
        result.l2_byte_count = shown_attribute(driver, handle, cuda::l2_cache_size);

        // Two transfers a clock, width in bits.
        const auto memory_khz = static_cast<uint64_t>(shown_attribute(driver, handle, cuda::memory_clock_rate));
        const auto bus_bits = static_cast<uint64_t>(shown_attribute(driver, handle, cuda::global_memory_bus_width));
        result.memory_bandwidth = 2 * memory_khz * 1000 * bus_bits / 8;
        result.image_arch = image_architecture(10 * result.sm_major + result.sm_minor);
        result.is_supported = result.image_arch != 0;
        *properties = result;
    });
}

pico_status pico_device_measure(const pico_runtime *runtime, int32_t device, pico_device_telemetry *telemetry)
{
    return guard("pico_device_measure", [&] {
        require(runtime != nullptr && telemetry != nullptr, "null");
        const runtime_state &state = *runtime->state;
        char pci_bus_id[32] = "";
        const cuda::device handle = find_device(state.driver, device);
        state.driver.check(state.driver.device_get_pci_bus_id(pci_bus_id, sizeof pci_bus_id, handle),
                           "cuDeviceGetPCIBusId");
        const std::lock_guard lock(state.telemetry_lock);
        if (!state.telemetry) {
            state.telemetry.emplace(state.telemetry_path.c_str());
        }

        *telemetry = state.telemetry->measure(pci_bus_id);
    });
}

pico_status pico_context_create(const pico_runtime *runtime, int32_t device, pico_context **context)
{
    return guard("pico_context_create", [&] {
        require(runtime != nullptr && context != nullptr, "null");
        *context = new pico_context{ std::make_shared<context_state>(runtime->state,
                                                                     find_device(runtime->state->driver, device)) };
    });
}

void pico_context_destroy(pico_context *context)
{
    delete context;
}

pico_status pico_context_memory(const pico_context *context, uint64_t *free_byte_count, uint64_t *total_byte_count)
{
    return guard("pico_context_memory", [&] {
        require(context != nullptr && free_byte_count != nullptr && total_byte_count != nullptr, "null");
        context->state->use();
        size_t free_bytes = 0, total_bytes = 0;
        const cuda_driver &driver = context->state->driver();
        driver.check(driver.memory_get_info(&free_bytes, &total_bytes), "cuMemGetInfo");
        *free_byte_count = free_bytes;
        *total_byte_count = total_bytes;
    });
}

pico_status pico_context_pool_usage(const pico_context *context, pico_pool_usage *usage)
{
    return guard("pico_context_pool_usage", [&] {
        require(context != nullptr && usage != nullptr, "null");
        context->state->use();
        const cuda_driver &driver = context->state->driver();
        cuda::memory_pool pool = nullptr;
        driver.check(driver.device_get_default_pool(&pool, context->state->device()), "cuDeviceGetDefaultMemPool");
        const auto attribute = [&](int name) {
            uint64_t value = 0;
            driver.check(driver.pool_get_attribute(pool, name, &value), "cuMemPoolGetAttribute");
            return value;
        };
        *usage = { attribute(cuda::pool_used_now), attribute(cuda::pool_used_peak), attribute(cuda::pool_reserved_now),
                   attribute(cuda::pool_reserved_peak) };
    });
}

pico_status pico_context_reset_pool_peak(const pico_context *context)
{
    return guard("pico_context_reset_pool_peak", [&] {
        require(context != nullptr, "null");
        context->state->use();
        const cuda_driver &driver = context->state->driver();
        cuda::memory_pool pool = nullptr;
        driver.check(driver.device_get_default_pool(&pool, context->state->device()), "cuDeviceGetDefaultMemPool");

        // The driver takes no value but zero, and means the present by it.
        uint64_t zero = 0;
        driver.check(driver.pool_set_attribute(pool, cuda::pool_used_peak, &zero), "cuMemPoolSetAttribute");
        driver.check(driver.pool_set_attribute(pool, cuda::pool_reserved_peak, &zero), "cuMemPoolSetAttribute");
    });
}

pico_status pico_context_trim(const pico_context *context, uint64_t keep_byte_count)
{
    return guard("pico_context_trim", [&] {
        require(context != nullptr, "null");
        context->state->use();
        const cuda_driver &driver = context->state->driver();
        cuda::memory_pool pool = nullptr;
        driver.check(driver.device_get_default_pool(&pool, context->state->device()), "cuDeviceGetDefaultMemPool");
        driver.check(driver.pool_trim(pool, keep_byte_count), "cuMemPoolTrimTo");
    });
}
