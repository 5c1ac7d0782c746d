// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include <stdint.h>

namespace pico
{

/// Words 15 to 23 of a transcript's state.
struct challenger_capacity {
    uint32_t words[9];
};

} // namespace pico
