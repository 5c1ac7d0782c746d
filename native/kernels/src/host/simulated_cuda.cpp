// SPDX-License-Identifier: MIT OR Apache-2.0
// The symbols of libcuda, with the semantics of simulated_control.h. Every function counts itself, answers with its fault if it has one, and otherwise
// does what the driver does.

#include "host/simulated_entry.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace pico::simulated;
namespace cuda = pico::cuda;

namespace
{

// The calling thread's current context: the device plus one, so that none is null.
thread_local cuda::context current = nullptr;

/// The device of a context or a pool.
template <typename Handle>
int device_of(Handle handle)
{
    return static_cast<int>(reinterpret_cast<std::intptr_t>(handle)) - 1;
}

stream *as_stream(cuda::stream handle)
{
    return reinterpret_cast<stream *>(handle);
}
event *as_event(cuda::event handle)
{
    return reinterpret_cast<event *>(handle);
}

/// Enters a function that works on the current context.
result enter_context(driver &d, const char *name)
{
    const result answer = d.enter(name, device_of(current));
    return answer != cuda::success ? answer : current == nullptr ? cuda::invalid_context : cuda::success;
}

/// Enters a function that works on a stream.
result enter_stream(driver &d, const char *name, cuda::stream handle)
{
    const result answer = enter_context(d, name);
    return answer != cuda::success                 ? answer
           : d.streams.contains(as_stream(handle)) ? cuda::success
                                                   : cuda::invalid_value;
}

} // namespace

EXPORT result cuDeviceGetDefaultMemPool(cuda::memory_pool *pool, cuda::device device)
{
    ENTER(d.enter("cuDeviceGetDefaultMemPool", device));
    *pool = reinterpret_cast<cuda::memory_pool>(static_cast<std::intptr_t>(device) + 1);
    return cuda::success;
}

EXPORT result cuMemPoolSetAttribute(cuda::memory_pool handle, int attribute, void *value)
{
    ENTER(d.enter("cuMemPoolSetAttribute", device_of(handle)));
    if (attribute == cuda::pool_used_peak || attribute == cuda::pool_reserved_peak) {
        pool_usage &usage = d.pools[device_of(handle)];
        usage.peak = usage.now;
        return *static_cast<uint64_t *>(value) == 0 ? cuda::success : cuda::invalid_value;
    }

    return attribute == cuda::pool_release_threshold ? cuda::success : cuda::invalid_value;
}

EXPORT result cuMemPoolGetAttribute(cuda::memory_pool handle, int attribute, void *value)
{
    ENTER(d.enter("cuMemPoolGetAttribute", device_of(handle)));
    const pool_usage &usage = d.pools[device_of(handle)];
    if (attribute < cuda::pool_reserved_now || attribute > cuda::pool_used_peak) {
        return cuda::invalid_value;
    }

    const bool is_peak = attribute == cuda::pool_reserved_peak || attribute == cuda::pool_used_peak;
    *static_cast<uint64_t *>(value) = is_peak ? usage.peak : usage.now;
    return cuda::success;
}

EXPORT result cuMemPoolTrimTo(cuda::memory_pool handle, std::size_t)
{
    ENTER(d.enter("cuMemPoolTrimTo", device_of(handle)));
    return cuda::success;
}

EXPORT result cuDevicePrimaryCtxRetain(cuda::context *context, cuda::device device)
{
    ENTER(d.enter("cuDevicePrimaryCtxRetain", device));
    d.retained[device]++;
    *context = reinterpret_cast<cuda::context>(static_cast<std::intptr_t>(device) + 1);
    return cuda::success;
}

EXPORT result cuDevicePrimaryCtxRelease_v2(cuda::device device)
{
    ENTER(d.enter("cuDevicePrimaryCtxRelease"));
    return d.retained[device]-- > 0 ? cuda::success : cuda::invalid_context;
}

EXPORT result cuCtxSetCurrent(cuda::context context)
{
    ENTER(d.enter("cuCtxSetCurrent"));
    current = context;
    return cuda::success;
}

EXPORT result cuModuleLoadDataEx(cuda::module *module_out, const void *image, unsigned, unsigned *, void **)
{
    ENTER(enter_context(d, "cuModuleLoadDataEx"));
    std::unique_ptr<module> loaded;
    const result answer = d.load(static_cast<const char *>(image), loaded);
    if (answer == cuda::success) {
        d.modules.insert(loaded.get());
        *module_out = reinterpret_cast<cuda::module>(loaded.release());
    }

    return answer;
}

EXPORT result cuModuleUnload(cuda::module handle)
{
    ENTER(d.enter("cuModuleUnload"));
    auto *const loaded = reinterpret_cast<module *>(handle);
    if (d.modules.erase(loaded) == 0) {
        return cuda::invalid_value;
    }

    delete loaded;
    return cuda::success;
}

EXPORT result cuModuleGetFunction(cuda::function *function_out, cuda::module handle, const char *name)
{
    ENTER(enter_context(d, "cuModuleGetFunction"));
    auto *const loaded = reinterpret_cast<module *>(handle);
    const pico::host::kernel_entry *const kernel = pico::host::find_kernel(name);
    if (!d.modules.contains(loaded) || kernel == nullptr) {
        return cuda::not_found;
    }

    // What the device would run and what runs here have one signature.
    if (!loaded->is_cubin && (!loaded->kernels.contains(name) || loaded->kernels[name] != kernel->argument_sizes)) {
        return cuda::not_found;
    }

    std::unique_ptr<function> &found = loaded->functions[name];
    if (found == nullptr) {
        found = std::make_unique<function>(name, kernel);
    }

    *function_out = reinterpret_cast<cuda::function>(found.get());
    return cuda::success;
}

EXPORT result cuFuncSetAttribute(cuda::function handle, int attribute, int value)
{
    ENTER(enter_context(d, "cuFuncSetAttribute"));
    if (attribute != cuda::function_max_dynamic_shared_bytes || value < 0 || value > d.options.shared_byte_count) {
        return cuda::invalid_value;
    }

    auto *const kernel = reinterpret_cast<function *>(handle);
    kernel->dynamic_shared_bytes = std::max(kernel->dynamic_shared_bytes, static_cast<std::size_t>(value));
    return cuda::success;
}

EXPORT result cuLaunchKernel(cuda::function kernel, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x,
                             unsigned block_y, unsigned block_z, unsigned shared_bytes, cuda::stream queue,
                             void **arguments, void **)
{
    ENTER(enter_stream(d, "cuLaunchKernel", queue));
    if (grid_y != 1 || grid_z != 1 || block_y != 1 || block_z != 1 || grid_x > 0x7FFFFFFF) {
        return cuda::invalid_value; // our kernels are one-dimensional
    }

    return d.launch(*reinterpret_cast<function *>(kernel),
                    { .block_size = block_x, .dynamic_shared_bytes = shared_bytes, .block_count = grid_x },
                    *as_stream(queue), arguments);
}

EXPORT result cuMemGetInfo_v2(std::size_t *free_bytes, std::size_t *total_bytes)
{
    ENTER(enter_context(d, "cuMemGetInfo"));
    *total_bytes = d.options.memory_byte_count;
    *free_bytes = d.options.memory_byte_count - d.used[device_of(current)];
    return cuda::success;
}

EXPORT result cuMemAlloc_v2(cuda::device_pointer *address, std::size_t bytes)
{
    ENTER(enter_context(d, "cuMemAlloc"));
    stream now = { device_of(current), {} };
    return d.allocate(bytes, now, *address);
}

EXPORT result cuMemFree_v2(cuda::device_pointer address)
{
    ENTER(d.enter("cuMemFree"));
    for (stream *const queue : d.streams) {
        d.drain(*queue);
    }

    stream now = { 0, {} };
    const result answer = d.free_later(address, now);
    d.drain(now);
    return answer;
}

EXPORT result cuMemAllocAsync(cuda::device_pointer *address, std::size_t bytes, cuda::stream queue)
{
    ENTER(enter_stream(d, "cuMemAllocAsync", queue));
    return d.allocate(bytes, *as_stream(queue), *address);
}

EXPORT result cuMemFreeAsync(cuda::device_pointer address, cuda::stream queue)
{
    ENTER(d.enter("cuMemFreeAsync"));
    return d.free_later(address, *as_stream(queue));
}

EXPORT result cuMemHostAlloc(void **memory, std::size_t bytes, unsigned)
{
    ENTER(enter_context(d, "cuMemHostAlloc"));
    *memory = std::malloc(bytes);
    if (*memory == nullptr) {
        return cuda::out_of_memory;
    }

    d.pinned[*memory] = bytes;
    return cuda::success;
}

EXPORT result cuMemFreeHost(void *memory)
{
    ENTER(d.enter("cuMemFreeHost"));
    if (d.pinned.erase(memory) == 0) {
        return cuda::invalid_value;
    }

    std::free(memory);
    return cuda::success;
}

EXPORT result cuMemcpyHtoDAsync_v2(cuda::device_pointer target, const void *source, std::size_t bytes,
                                   cuda::stream queue)
{
    ENTER(enter_stream(d, "cuMemcpyHtoDAsync", queue));
    if (!d.contains(as_stream(queue)->device, target, bytes)) {
        return cuda::invalid_value;
    }

    as_stream(queue)->work.push_back({ [=] {
        std::memcpy(reinterpret_cast<void *>(target), source, bytes);
        return cuda::success;
    } });
    return cuda::success;
}

EXPORT result cuMemcpyDtoHAsync_v2(void *target, cuda::device_pointer source, std::size_t bytes, cuda::stream queue)
{
    ENTER(enter_stream(d, "cuMemcpyDtoHAsync", queue));
    if (!d.contains(as_stream(queue)->device, source, bytes)) {
        return cuda::invalid_value;
    }

    as_stream(queue)->work.push_back({ [=] {
        std::memcpy(target, reinterpret_cast<const void *>(source), bytes);
        return cuda::success;
    } });
    return cuda::success;
}

EXPORT result cuMemcpyDtoDAsync_v2(cuda::device_pointer target, cuda::device_pointer source, std::size_t bytes,
                                   cuda::stream queue)
{
    ENTER(enter_stream(d, "cuMemcpyDtoDAsync", queue));
    const int device = as_stream(queue)->device;
    if (!d.contains(device, target, bytes) || !d.contains(device, source, bytes)) {
        return cuda::invalid_value;
    }

    as_stream(queue)->work.push_back({ [=] {
        std::memcpy(reinterpret_cast<void *>(target), reinterpret_cast<const void *>(source), bytes);
        return cuda::success;
    } });
    return cuda::success;
}

EXPORT result cuMemsetD32Async(cuda::device_pointer target, unsigned value, std::size_t words, cuda::stream queue)
{
    ENTER(enter_stream(d, "cuMemsetD32Async", queue));
    if (!d.contains(as_stream(queue)->device, target, 4 * words)) {
        return cuda::invalid_value;
    }

    as_stream(queue)->work.push_back({ [=] {
        std::fill_n(reinterpret_cast<unsigned *>(target), words, value);
        return cuda::success;
    } });
    return cuda::success;
}

EXPORT result cuStreamCreate(cuda::stream *handle, unsigned)
{
    ENTER(enter_context(d, "cuStreamCreate"));
    auto *const created = new stream{ device_of(current), {} };
    d.streams.insert(created);
    *handle = reinterpret_cast<cuda::stream>(created);
    return cuda::success;
}

EXPORT result cuStreamDestroy_v2(cuda::stream handle)
{
    ENTER(d.enter("cuStreamDestroy"));
    d.drain(*as_stream(handle));
    d.streams.erase(as_stream(handle));
    delete as_stream(handle);
    return cuda::success;
}

EXPORT result cuStreamSynchronize(cuda::stream handle)
{
    ENTER(enter_stream(d, "cuStreamSynchronize", handle));
    return d.drain(*as_stream(handle));
}

EXPORT result cuStreamQuery(cuda::stream handle)
{
    ENTER(enter_stream(d, "cuStreamQuery", handle));
    if (as_stream(handle)->work.empty()) {
        return cuda::success;
    }

    const result answer = d.run_one(*as_stream(handle));
    return answer == cuda::success ? cuda::not_ready : answer;
}

EXPORT result cuStreamWaitEvent(cuda::stream handle, cuda::event awaited, unsigned)
{
    ENTER(enter_stream(d, "cuStreamWaitEvent", handle));
    if (const std::shared_ptr<point> last = as_event(awaited)->last; last != nullptr) {
        as_stream(handle)->work.push_back(
            { [&d, last] { return last->reached ? cuda::success : d.drain(*last->owner, last.get()); } });
    }

    return cuda::success;
}

EXPORT result cuEventCreate(cuda::event *handle, unsigned)
{
    ENTER(enter_context(d, "cuEventCreate"));
    auto *const created = new event;
    d.events.insert(created);
    *handle = reinterpret_cast<cuda::event>(created);
    return cuda::success;
}

EXPORT result cuEventDestroy_v2(cuda::event handle)
{
    ENTER(d.enter("cuEventDestroy"));
    d.events.erase(as_event(handle));
    delete as_event(handle);
    return cuda::success;
}

EXPORT result cuEventRecord(cuda::event handle, cuda::stream queue)
{
    ENTER(enter_stream(d, "cuEventRecord", queue));
    auto last = std::make_shared<point>(as_stream(queue));
    as_event(handle)->last = last;
    const auto reach = [last] {
        last->reached = true;
        last->milliseconds = now_milliseconds();
        return cuda::success;
    };
    as_stream(queue)->work.push_back({ reach, true });
    return cuda::success;
}

EXPORT result cuEventSynchronize(cuda::event handle)
{
    ENTER(enter_context(d, "cuEventSynchronize"));
    const std::shared_ptr<point> last = as_event(handle)->last;
    return last == nullptr || last->reached ? cuda::success : d.drain(*last->owner, last.get());
}

EXPORT result cuEventQuery(cuda::event handle)
{
    ENTER(enter_context(d, "cuEventQuery"));
    const std::shared_ptr<point> last = as_event(handle)->last;
    if (last == nullptr || last->reached) {
        return cuda::success;
    }

    const result answer = d.run_one(*last->owner);
    return answer == cuda::success ? cuda::not_ready : answer;
}

EXPORT result cuEventElapsedTime(float *milliseconds, cuda::event start, cuda::event end)
{
    ENTER(enter_context(d, "cuEventElapsedTime"));
    const std::shared_ptr<point> first = as_event(start)->last, last = as_event(end)->last;
    if (first == nullptr || last == nullptr) {
        return cuda::invalid_value;
    }

    if (!first->reached || !last->reached) {
        return cuda::not_ready;
    }

    *milliseconds = static_cast<float>(last->milliseconds - first->milliseconds);
    return cuda::success;
}
