// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <pico/status.h>

#include <stdexcept>
#include <string>

namespace pico
{

/// A failure on its way to the guard of the ABI, which makes a status and a text of it.
class error : public std::runtime_error
{
  public:
    error(pico_status_code code, const std::string &text) : std::runtime_error(text), code_(code) {}
    pico_status_code code() const { return code_; }

  private:
    pico_status_code code_;
};

inline void require(bool condition, const char *text)
{
    if (!condition) {
        throw error(PICO_INVALID_ARGUMENT, text);
    }
}

} // namespace pico
