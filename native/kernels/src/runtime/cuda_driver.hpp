// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "runtime/cuda_api.hpp"
#include "runtime/error.hpp"
#include "runtime/shared_library.hpp"

#include <string>

namespace pico
{

/// The driver's functions, loaded from a library: the system's libcuda, or one that simulates it.
class cuda_driver
{
  public:
    /// Loads and initialises. Throws NO_DRIVER, DRIVER_TOO_OLD or NO_DEVICE.
    explicit cuda_driver(const char *path);

#define PICO_DECLARE(name, symbol, parameters) cuda::result(*name) parameters = nullptr;
    using result = cuda::result;
    using device = cuda::device;
    using device_attribute = cuda::device_attribute;
    using device_pointer = cuda::device_pointer;
    using context = cuda::context;
    using stream = cuda::stream;
    using event = cuda::event;
    using module = cuda::module;
    using function = cuda::function;
    using memory_pool = cuda::memory_pool;
    using uuid = cuda::uuid;
    PICO_CUDA_FUNCTIONS(PICO_DECLARE)
#undef PICO_DECLARE

    int version() const { return version_; }

    /// Throws what a result other than success means; `what` is the driver's function.
    void check(cuda::result answer, const char *what) const
    {
        if (answer != cuda::success) {
            fail(answer, what);
        }
    }

    /// The result by name and text, after what failed.
    std::string describe(cuda::result answer, const char *what) const;

    static pico_status_code status_of(cuda::result answer);

  private:
    [[noreturn]] void fail(cuda::result answer, const char *what) const;

    shared_library library_;
    int version_ = 0;
};

} // namespace pico
