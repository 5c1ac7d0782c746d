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

/// The control functions of the simulated driver.
struct simulation {
    explicit simulation(const pico_simulated_options *options = nullptr)
        : handle_(dlopen(simulated_driver().c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (handle_ == nullptr) {
            throw std::runtime_error(dlerror());
        }

        fail = find<decltype(fail)>("pico_simulated_fail");
        corrupt = find<decltype(corrupt)>("pico_simulated_corrupt");
        call_count = find<decltype(call_count)>("pico_simulated_call_count");
        live_count = find<decltype(live_count)>("pico_simulated_live_count");
        used_byte_count = find<decltype(used_byte_count)>("pico_simulated_used_byte_count");
        reset = find<decltype(reset)>("pico_simulated_reset");
        reset(options);
    }

    void (*reset)(const pico_simulated_options *);
    void (*fail)(const char *, int32_t, int32_t, int32_t);
    void (*corrupt)(const char *, int32_t, int32_t, uint64_t);
    int64_t (*call_count)(const char *);
    int64_t (*live_count)();
    int64_t (*used_byte_count)(int32_t);

  private:
    template <typename Function>
    Function find(const char *name)
    {
        return reinterpret_cast<Function>(dlsym(handle_, name));
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
    EXPECT(pico_runtime_open(simulated_driver().c_str(), simulated_driver().c_str(), &handle), PICO_OK);
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
