// SPDX-License-Identifier: MIT OR Apache-2.0
// Marks a part of the work whose cycles the guest's executor counts by its name. Nothing on the host.
#pragma once

#include <stddef.h>

#if defined(__riscv)
#include "pico/io.h"
#endif

namespace ethereum
{

// From here to the end of the scope. Phases of one name are added up.
class Phase
{
  public:
#if defined(__riscv)
    template <size_t Size>
    explicit Phase(const char (&name)[Size]) : _name(name), _size(Size - 1)
    {
        mark("cycle-tracker-start: ");
    }
    ~Phase() { mark("cycle-tracker-end: "); }

  private:
    template <size_t Size>
    void mark(const char (&prefix)[Size]) const
    {
        pico_sys_write(PICO_FD_STDOUT, prefix, Size - 1);
        pico_sys_write(PICO_FD_STDOUT, _name, _size);
        pico_sys_write(PICO_FD_STDOUT, "\n", 1);
    }

    const char *_name;
    size_t _size;
#else
    explicit Phase(const char *) {}
    ~Phase() {}
#endif
    Phase(const Phase &) = delete;
    Phase &operator=(const Phase &) = delete;
};

} // namespace ethereum
