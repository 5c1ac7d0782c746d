// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/cuda_driver.hpp"

#include <pico/device.h>

namespace pico
{
namespace
{

std::string version_text(int version)
{
    return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

} // namespace

cuda_driver::cuda_driver(const char *path) : library_(path == nullptr ? "libcuda.so.1" : path)
{
    if (!library_) {
        throw error(PICO_NO_DRIVER, "no NVIDIA driver: " + library_.reason());
    }

    // The version first: a driver that lacks one of the functions is most likely too old for it.
    driver_get_version = library_.find<decltype(driver_get_version)>("cuDriverGetVersion");
    const cuda::result told = driver_get_version == nullptr ? cuda::not_found : driver_get_version(&version_);
    if (told != cuda::success) {
        throw error(PICO_NO_DRIVER, told == cuda::stub_library
                                        ? "the library is the toolkit's stub of libcuda, not the NVIDIA driver"
                                        : "the library is no NVIDIA driver: it does not tell its version");
    }

    if (version_ < PICO_OLDEST_DRIVER_VERSION) {
        throw error(PICO_DRIVER_TOO_OLD, "the NVIDIA driver supports CUDA " + version_text(version_) + ", needed is " +
                                             version_text(PICO_OLDEST_DRIVER_VERSION) + " or later (driver 525)");
    }

#define PICO_LOAD(name, symbol, parameters)                                                                            \
    name = library_.find<decltype(name)>(symbol);                                                                      \
    if (name == nullptr) {                                                                                             \
        throw error(PICO_NO_DRIVER, "the NVIDIA driver has no function " symbol);                                      \
    }
    PICO_CUDA_FUNCTIONS(PICO_LOAD)
#undef PICO_LOAD

    const cuda::result answer = init(0);
    if (answer == cuda::stub_library || answer == cuda::system_driver_mismatch ||
        answer == cuda::compat_not_supported_on_device || answer == cuda::system_not_ready) {
        throw error(PICO_NO_DRIVER, describe(answer, "cuInit"));
    }

    check(answer, "cuInit");
}

std::string cuda_driver::describe(cuda::result answer, const char *what) const
{
    const char *name = nullptr, *text = nullptr;
    const bool known = get_error_name(answer, &name) == cuda::success &&
                       get_error_string(answer, &text) == cuda::success && name != nullptr && text != nullptr;
    const std::string number = std::to_string(static_cast<int>(answer));
    return std::string(what) + ": " +
           (known ? std::string(name) + " (" + number + "), " + text : "CUDA error " + number);
}

void cuda_driver::fail(cuda::result answer, const char *what) const
{
    throw error(status_of(answer), describe(answer, what));
}

pico_status_code cuda_driver::status_of(cuda::result answer)
{
    switch (answer) {
    case cuda::success:
        return PICO_OK;
    case cuda::out_of_memory:
        return PICO_OUT_OF_MEMORY;
    case cuda::no_device:
    case cuda::invalid_device:
        return PICO_NO_DEVICE;
    case cuda::no_binary_for_gpu:
    case cuda::invalid_ptx:
    case cuda::unsupported_ptx_version:
    case cuda::invalid_image:
        return PICO_UNSUPPORTED_ARCH;
    case cuda::not_ready:
        return PICO_NOT_READY;
    case cuda::launch_out_of_resources:
    case cuda::launch_timeout:
    case cuda::launch_failed:
    case cuda::illegal_address:
    case cuda::assertion:
    case cuda::hardware_stack_error:
    case cuda::illegal_instruction:
    case cuda::misaligned_address:
    case cuda::invalid_address_space:
    case cuda::invalid_pc:
        return PICO_LAUNCH_FAILED;
    case cuda::device_unavailable:
    case cuda::ecc_uncorrectable:
    case cuda::context_is_destroyed:
    case cuda::deinitialized:
    case cuda::unknown:
        return PICO_DEVICE_LOST;
    default:
        return PICO_DRIVER_ERROR;
    }
}

} // namespace pico
