// SPDX-License-Identifier: MIT OR Apache-2.0
// The block guest. Input: one element, as validate_stateless takes it. Output: its 43 bytes, also where the block is invalid.
// Exit codes: 0 the output says what is so; 1 advice was rejected or memory ran out, which proves nothing.
#include "pico/pico.h"
#include "stateless/stateless.hpp"

using namespace ethereum;

void ethereum::out_of_memory()
{
    pico_fail("out of memory");
}

extern "C" int main()
{
    // Half of the address space for what stays, a quarter for frames and their memory; only what is touched costs anything.
    constexpr size_t ArenaSize = size_t(900) << 20;
    constexpr size_t FramesSize = size_t(500) << 20;
    pico_bytes input = pico_read_vec();
    Arena arena(pico_alloc(ArenaSize), ArenaSize);
    Arena frames(pico_alloc(FramesSize), FramesSize);
    alignas(4) uint8_t output[StatelessOutputSize];
    BlockError error = validate_stateless({ input.data, input.size }, arena, frames, output);
    if (error != BlockError::None) {
        pico_print(describe(error));
        pico_print("\n");
    }
    pico_commit(output, sizeof output);
    return 0;
}
