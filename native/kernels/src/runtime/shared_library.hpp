// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <string>

namespace pico
{

/// A library that was loaded by its path. It is never unloaded: drivers keep threads and exit handlers that outlive every handle of ours.
class shared_library
{
  public:
    /// Null inside when there is none; reason() says why.
    explicit shared_library(const char *path);
    explicit operator bool() const { return handle_ != nullptr; }
    const std::string &reason() const { return reason_; }

    /// A function of the library as the given pointer type, or null.
    template <typename Function>
    Function find(const char *symbol) const
    {
        return reinterpret_cast<Function>(address(symbol));
    }

  private:
    void *address(const char *symbol) const;

    void *handle_;
    std::string reason_;
};

} // namespace pico
