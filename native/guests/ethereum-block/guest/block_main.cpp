// SPDX-License-Identifier: MIT OR Apache-2.0
// The block guest. Input: one element, as validate_stateless takes it. Output: its 43 bytes, also where the block is invalid.
// Exit codes: 0 the output says what is so; 1 advice was rejected or memory ran out, which proves nothing.
#include "guest_memory.hpp"
#include "stateless/stateless.hpp"

using namespace ethereum;

extern "C" int main()
{
    GuestMemory memory;
    alignas(4) uint8_t output[StatelessOutputSize];
    BlockError error = validate_stateless(memory.input, memory.arena, memory.frames, output);
    if (error != BlockError::None) {
        pico_print(describe(error));
        pico_print("\n");
    }
    pico_commit(output, sizeof output);
    return 0;
}
