// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/handles.hpp"

#include <algorithm>

namespace pico
{

context_state::context_state(std::shared_ptr<const runtime_state> runtime, cuda::device device)
    : runtime_(std::move(runtime)), device_(device)
{
    const cuda_driver &d = driver();
    int major = 0, minor = 0, shared_bytes = 0, pools = 0, multiprocessors = 0;
    d.check(d.device_get_attribute(&major, cuda::compute_capability_major, device_), "cuDeviceGetAttribute");
    d.check(d.device_get_attribute(&minor, cuda::compute_capability_minor, device_), "cuDeviceGetAttribute");
    d.check(d.device_get_attribute(&shared_bytes, cuda::max_shared_memory_per_block_optin, device_),
            "cuDeviceGetAttribute");
    d.check(d.device_get_attribute(&pools, cuda::memory_pools_supported, device_), "cuDeviceGetAttribute");
    d.check(d.device_get_attribute(&multiprocessors, cuda::multiprocessor_count, device_), "cuDeviceGetAttribute");
    architecture_ = 10 * major + minor;
    shared_bytes_ = static_cast<uint32_t>(shared_bytes);
    multiprocessors_ = static_cast<uint32_t>(std::max(multiprocessors, 1));
    const std::string architecture = "sm_" + std::to_string(architecture_);
    for (const device_image &image : device_images()) {
        if (best_image(device_images(), image.unit, architecture_) == nullptr) {
            throw error(PICO_UNSUPPORTED_ARCH, "no kernels for " + architecture + ": sm_80 and later are supported");
        }
    }

    if (pools == 0) {
        throw error(PICO_UNSUPPORTED_ARCH, "the driver has no memory pools for this device");
    }

    d.check(d.primary_context_retain(&context_, device_), "cuDevicePrimaryCtxRetain");
    try {
        use();

        // Memory stays with the pool between buffers; without this it goes back to the system at every synchronisation.
        cuda::memory_pool pool = nullptr;
        uint64_t threshold = UINT64_MAX;
        d.check(d.device_get_default_pool(&pool, device_), "cuDeviceGetDefaultMemPool");
        d.check(d.pool_set_attribute(pool, cuda::pool_release_threshold, &threshold), "cuMemPoolSetAttribute");
    } catch (...) {
        d.primary_context_release(device_);
        throw;
    }
}

context_state::~context_state()
{
    const cuda_driver &d = driver();
    if (try_use()) {
        profile_.end(d);
        for (const auto &[unit, module] : modules_) {
            d.module_unload(module);
        }
    }

    d.primary_context_release(device_);
}

cuda::function context_state::get_kernel(const std::string &unit, const std::string &name,
                                         uint32_t dynamic_shared_bytes)
{
    const std::lock_guard lock(lock_);
    const cuda_driver &d = driver();
    auto found = kernels_.find(name);
    if (found == kernels_.end()) {
        kernel entry;
        d.check(d.module_get_function(&entry.function, load(unit), name.c_str()), "cuModuleGetFunction");
        found = kernels_.emplace(name, entry).first;
    }

    kernel &entry = found->second;
    if (dynamic_shared_bytes > entry.shared_bytes) {
        d.check(d.function_set_attribute(entry.function, cuda::function_max_dynamic_shared_bytes,
                                         static_cast<int>(dynamic_shared_bytes)),
                "cuFuncSetAttribute");
        entry.shared_bytes = dynamic_shared_bytes;
    }

    return entry.function;
}

cuda::module context_state::load(const std::string &unit)
{
    const auto found = modules_.find(unit);
    if (found != modules_.end()) {
        return found->second;
    }

    const device_image *const image = best_image(device_images(), unit, architecture_);
    if (image == nullptr) {
        throw error(PICO_INTERNAL_ERROR, "no image of " + unit);
    }

    char log[1024] = "";
    unsigned options[] = { cuda::jit_error_log_buffer, cuda::jit_error_log_buffer_bytes };
    void *values[] = { log, reinterpret_cast<void *>(uintptr_t{ sizeof log }) };
    cuda::module module = nullptr;
    const cuda::result answer = driver().module_load_data(&module, image->begin, 2, options, values);
    if (answer != cuda::success) {
        throw error(cuda_driver::status_of(answer), driver().describe(answer, "cuModuleLoadDataEx") + " in " + unit +
                                                        " sm_" + std::to_string(image->architecture) + ". " + log);
    }

    modules_.emplace(unit, module);
    return module;
}

} // namespace pico
