// SPDX-License-Identifier: MIT OR Apache-2.0
// What the programs here start with: their input and the memory that they work in.
#pragma once

#include "base/arena.hpp"
#include "pico/pico.h"

namespace ethereum
{

struct GuestMemory {
    // Half of the address space for what stays, a quarter for frames and their memory; only what is touched costs
    // anything. The engine proves that memory outside the program starts as zeros.
    static constexpr size_t ArenaSize = size_t(900) << 20;
    static constexpr size_t FramesSize = size_t(500) << 20;

    Bytes input;
    Arena arena;
    Arena frames;

    GuestMemory() : GuestMemory(pico_read_vec()) {}

  private:
    explicit GuestMemory(pico_bytes element)
        : input(element.data, element.size), arena(Arena::of_zeros(pico_alloc(ArenaSize), ArenaSize)),
          frames(Arena::of_zeros(pico_alloc(FramesSize), FramesSize))
    {
    }
};

} // namespace ethereum
