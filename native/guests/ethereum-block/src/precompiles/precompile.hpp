// SPDX-License-Identifier: MIT OR Apache-2.0
// The precompiled contracts: 0x01 to 0x11 and 0x0100, each from its fork on (Yellow Paper, appendix E, and the EIPs).
#pragma once

#include "base/arena.hpp"
#include "base/fork.hpp"

namespace ethereum
{

struct PrecompileResult {
    bool success;      // false: all gas of the call is consumed and there is no output
    uint64_t gas_used; // at most the gas given
    Bytes output;      // in the arena, or a part of the input
};

// Whether `address`, as the number of its 20 bytes, is a contract of the fork.
bool is_precompile(uint32_t address, Fork fork);

// Runs a contract for which is_precompile is true.
PrecompileResult run_precompile(uint32_t address, Bytes input, uint64_t gas, Fork fork, Arena &arena);

} // namespace ethereum
