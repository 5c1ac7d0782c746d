// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/abi_guard.hpp"

#include <pico/pico.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace
{

thread_local char last_error[2048] = "";

} // namespace

void pico::set_last_error(const char *entry, const char *text) noexcept
{
    std::snprintf(last_error, sizeof last_error, "%s: %s", entry, text);
}

uint32_t pico_abi_version()
{
    return PICO_ABI_VERSION_MAJOR << 16 | PICO_ABI_VERSION_MINOR;
}

const char *pico_status_name(pico_status status)
{
    static const char *const names[] = {
        "PICO_OK",          "PICO_INVALID_ARGUMENT", "PICO_OUT_OF_MEMORY",  "PICO_NO_DRIVER",   "PICO_DRIVER_TOO_OLD",
        "PICO_NO_DEVICE",   "PICO_UNSUPPORTED_ARCH", "PICO_LAUNCH_FAILED",  "PICO_DEVICE_LOST", "PICO_NOT_READY",
        "PICO_UNAVAILABLE", "PICO_DRIVER_ERROR",     "PICO_INTERNAL_ERROR",
    };
    static_assert(std::size(names) == PICO_INTERNAL_ERROR + 1);
    return status >= 0 && status < static_cast<pico_status>(std::size(names)) ? names[status] : "unknown status";
}

pico_status pico_last_error(char *text, size_t byte_capacity, size_t *byte_count)
{
    return pico::guard("pico_last_error", [&] {
        pico::require(byte_count != nullptr && (text != nullptr || byte_capacity == 0), "null");
        *byte_count = std::strlen(last_error);
        if (byte_capacity > 0) {
            const size_t copied = std::min(*byte_count, byte_capacity - 1);
            std::memcpy(text, last_error, copied);
            text[copied] = '\0';
        }
    });
}
