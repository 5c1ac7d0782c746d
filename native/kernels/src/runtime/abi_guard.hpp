// SPDX-License-Identifier: MIT OR Apache-2.0
// The firewall between C++ and the C ABI: no exception leaves an entry point. One that did would end the process or unwind through frames of
// the .NET runtime, which know nothing of it.
#pragma once

#include "runtime/error.hpp"

#include <new>
#include <type_traits>

namespace pico
{

/// Keeps the text for pico_last_error of this thread. Allocates nothing.
void set_last_error(const char *entry, const char *text) noexcept;

/// Runs the body of an entry point; its failure becomes a status, and its text that of pico_last_error.
/// A body that returns a pico_status answers with it, any other with PICO_OK.
template <typename Body>
pico_status guard(const char *entry, Body &&body) noexcept
{
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Body>>) {
            body();
            return PICO_OK;
        } else {
            return body();
        }
    } catch (const error &failure) {
        set_last_error(entry, failure.what());
        return failure.code();
    } catch (const std::bad_alloc &) {
        set_last_error(entry, "no host memory");
        return PICO_OUT_OF_MEMORY;
    } catch (const std::exception &failure) {
        set_last_error(entry, failure.what());
        return PICO_INTERNAL_ERROR;
    } catch (...) {
        set_last_error(entry, "an exception of unknown type");
        return PICO_INTERNAL_ERROR;
    }
}

} // namespace pico
