// SPDX-License-Identifier: MIT OR Apache-2.0
// The library over the simulated driver, as its users see it.
#pragma once

#include "check.hpp"
#include "host/simulated_control.h"

#include <pico/pico.h>

#include <memory>
#include <stdexcept>

#include <dlfcn.h>

namespace pico::tests
{

/// Whether tests run over the simulated driver.
inline bool is_simulated()
{
    void *const handle = dlopen(simulated_driver().c_str(), RTLD_NOW | RTLD_LOCAL);
    return handle != nullptr && dlsym(handle, "pico_simulated_reset") != nullptr;
}

/// The control functions of the simulated driver. Over another driver a test that asks for one of them is left out.
struct simulation {
    explicit simulation(const pico_simulated_options *options = nullptr)
        : handle_(dlopen(simulated_driver().c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (handle_ == nullptr) {
            throw std::runtime_error(dlerror());
        }

        if (options != nullptr || is_simulated()) {
            reset(options);
        }
    }

    void reset(const pico_simulated_options *options) const
    {
        find<decltype(pico_simulated_reset)>("pico_simulated_reset")(options);
    }

    void fail(const char *function, int32_t nth, int32_t result, int32_t deferred) const
    {
        find<decltype(pico_simulated_fail)>("pico_simulated_fail")(function, nth, result, deferred);
    }

    void corrupt(const char *kernel, int32_t nth, int32_t argument_index, uint64_t word_index) const
    {
        find<decltype(pico_simulated_corrupt)>("pico_simulated_corrupt")(kernel, nth, argument_index, word_index);
    }

    int64_t call_count(const char *function) const
    {
        return find<decltype(pico_simulated_call_count)>("pico_simulated_call_count")(function);
    }

    int64_t live_count() const { return find<decltype(pico_simulated_live_count)>("pico_simulated_live_count")(); }

    int64_t used_byte_count(int32_t device) const
    {
        return find<decltype(pico_simulated_used_byte_count)>("pico_simulated_used_byte_count")(device);
    }

  private:
    template <typename Function>
    Function *find(const char *name) const
    {
        void *const address = dlsym(handle_, name);
        if (address == nullptr) {
            throw skipped();
        }

        return reinterpret_cast<Function *>(address);
    }

    void *handle_;
};

inline std::string last_error()
{
    char text[2048];
    size_t bytes = 0;
    return pico_last_error(text, sizeof text, &bytes) == PICO_OK ? text : "";
}

inline void expect(const char *file, int line, const char *call, pico_status actual, pico_status expected)
{
    if (actual != expected) {
        fail(file, line,
             std::string(call) + " is " + pico_status_name(actual) + ", expected " + pico_status_name(expected) + ": " +
                 last_error());
    }
}

template <typename Handle, void (*Destroy)(Handle *)>
struct destroyer {
    void operator()(Handle *handle) const { Destroy(handle); }
};

using runtime_handle = std::unique_ptr<pico_runtime, destroyer<pico_runtime, pico_runtime_close>>;
using context_handle = std::unique_ptr<pico_context, destroyer<pico_context, pico_context_destroy>>;
using stream_handle = std::unique_ptr<pico_stream, destroyer<pico_stream, pico_stream_destroy>>;
using event_handle = std::unique_ptr<pico_event, destroyer<pico_event, pico_event_destroy>>;
using buffer_handle = std::unique_ptr<pico_buffer, destroyer<pico_buffer, pico_buffer_free>>;
using ntt_handle = std::unique_ptr<pico_ntt, destroyer<pico_ntt, pico_ntt_destroy>>;

#define EXPECT(call, status) pico::tests::expect(__FILE__, __LINE__, #call, call, status)

inline runtime_handle open_runtime()
{
    pico_runtime *handle = nullptr;
    const char *const driver = simulated_driver().c_str();
    const char *const telemetry = is_simulated() ? driver : nullptr;
    if (pico_runtime_open(driver, telemetry, &handle) != PICO_OK) {
        throw std::runtime_error(last_error());
    }

    return runtime_handle(handle);
}

inline context_handle create_context(const runtime_handle &runtime, int32_t device = 0)
{
    pico_context *handle = nullptr;
    EXPECT(pico_context_create(runtime.get(), device, &handle), PICO_OK);
    return context_handle(handle);
}

inline stream_handle create_stream(const context_handle &context)
{
    pico_stream *handle = nullptr;
    EXPECT(pico_stream_create(context.get(), &handle), PICO_OK);
    return stream_handle(handle);
}

inline event_handle create_event(const context_handle &context)
{
    pico_event *handle = nullptr;
    EXPECT(pico_event_create(context.get(), &handle), PICO_OK);
    return event_handle(handle);
}

inline buffer_handle allocate(const stream_handle &stream, size_t words)
{
    pico_buffer *handle = nullptr;
    EXPECT(pico_buffer_allocate(stream.get(), 4 * words, &handle), PICO_OK);
    return buffer_handle(handle);
}

} // namespace pico::tests
