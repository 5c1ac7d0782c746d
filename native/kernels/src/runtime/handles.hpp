// SPDX-License-Identifier: MIT OR Apache-2.0
// What is behind the opaque handles. Each owns its driver object and keeps what that needs alive, so handles may be destroyed in any order, as finalizers
// of a garbage collector do.
#pragma once

#include "runtime/cuda_driver.hpp"
#include "runtime/device_image.hpp"
#include "runtime/nvml.hpp"
#include "runtime/profile.hpp"

#include <pico/pico.h>

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace pico
{

/// A loaded driver.
struct runtime_state {
    runtime_state(const char *driver_path, const char *telemetry_path)
        : driver(driver_path), telemetry_path(telemetry_path == nullptr ? "libnvidia-ml.so.1" : telemetry_path)
    {
    }

    cuda_driver driver;
    std::string telemetry_path;
    mutable std::mutex telemetry_lock;
    mutable std::optional<nvml> telemetry; // loaded when it is first needed
};

/// A kernel of a context.
struct kernel {
    cuda::function function = nullptr;
    uint32_t shared_bytes = 0; // what the driver was told to allow
};

/// A primary context and the modules that were loaded into it.
class context_state
{
  public:
    context_state(std::shared_ptr<const runtime_state> runtime, int32_t ordinal);
    ~context_state();
    context_state(const context_state &) = delete;
    context_state &operator=(const context_state &) = delete;

    const cuda_driver &driver() const { return runtime_->driver; }
    cuda::device device() const { return device_; }
    uint32_t shared_bytes() const { return shared_bytes_; }
    uint32_t multiprocessors() const { return multiprocessors_; }

    /// Makes this context the one of the calling thread, which every driver call needs.
    void use() const { driver().check(driver().context_set_current(context_), "cuCtxSetCurrent"); }

    /// The same where there is nobody to tell a failure: a lost device refuses everything.
    bool try_use() const { return driver().context_set_current(context_) == cuda::success; }

    /// A kernel by the stem of its source and its name, allowed to have so much dynamic shared memory; loads its module at the first use.
    cuda::function get_kernel(const std::string &unit, const std::string &name, uint32_t dynamic_shared_bytes);

    /// What times the work of all streams when it is on.
    profile &profiler() { return profile_; }

  private:
    cuda::module load(const std::string &unit);

    std::shared_ptr<const runtime_state> runtime_;
    cuda::device device_ = 0;
    cuda::context context_ = nullptr;
    int architecture_ = 0;
    uint32_t shared_bytes_ = 0;
    uint32_t multiprocessors_ = 1;
    std::mutex lock_;
    std::map<std::string, cuda::module> modules_;
    std::map<std::string, kernel> kernels_;
    profile profile_;
};

/// A stream and, through it, its context.
class stream_state
{
  public:
    explicit stream_state(std::shared_ptr<context_state> context);
    ~stream_state();
    stream_state(const stream_state &) = delete;
    stream_state &operator=(const stream_state &) = delete;

    context_state &context() const { return *context_; }
    const cuda_driver &driver() const { return context_->driver(); }
    cuda::stream get() const { return stream_; }

    /// Queues what `work` tells the driver, and checks its answer. The context is current.
    template <typename Queue>
    void queue(pico_profile_kind kind, const char *name, uint64_t byte_count, Queue &&work) const
    {
        const auto call = [&] { driver().check(work(driver(), stream_), name); };
        if (context_->profiler().is_on()) {
            context_->profiler().time(driver(), stream_, kind, name, byte_count, call);
        } else {
            call();
        }
    }

  private:
    std::shared_ptr<context_state> context_;
    cuda::stream stream_ = nullptr;
};

} // namespace pico

struct pico_runtime {
    std::shared_ptr<const pico::runtime_state> state;
};

struct pico_context {
    std::shared_ptr<pico::context_state> state;
};

struct pico_stream {
    std::shared_ptr<pico::stream_state> state;
};

struct pico_event {
    std::shared_ptr<pico::context_state> context;
    pico::cuda::event event;
};

struct pico_buffer {
    std::shared_ptr<pico::stream_state> stream;
    pico::cuda::device_pointer address;
    size_t byte_count;
};

struct pico_ntt {
    explicit pico_ntt(std::shared_ptr<pico::context_state> owner) : context(std::move(owner)) {}
    ~pico_ntt();
    pico_ntt(const pico_ntt &) = delete;
    pico_ntt &operator=(const pico_ntt &) = delete;

    std::shared_ptr<pico::context_state> context;
    pico::cuda::device_pointer tables = 0;
};
