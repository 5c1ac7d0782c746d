// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/arena.hpp"

#if defined(__riscv)
#include "pico/io.h"

namespace ethereum
{

void out_of_memory()
{
    pico_fail("out of memory");
}

} // namespace ethereum
#endif
