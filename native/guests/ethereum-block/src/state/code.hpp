// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

// keccak256(""): the code hash of an account without code.
inline constexpr Hash32 EmptyCodeHash = { { 0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d,
                                            0xb2, 0xdc, 0xc7, 0x03, 0xc0, 0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82,
                                            0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70 } };

// Bytecode, and once it has run the positions that a jump may go to, as far as any jump went.
struct Code {
    Bytes bytes;
    uint8_t *jump_destinations = nullptr; // one bit a byte
    uint32_t scanned = 0;                 // where the next instruction to look at starts

    // `position` is within the code.
    bool is_jump_destination(Arena &arena, uint32_t position)
    {
        if (bytes[position] != 0x5b)
            return false;
        if (position >= scanned)
            scan(arena, position);
        return (jump_destinations[position / 8] >> (position % 8) & 1) != 0;
    }

    // EIP-7702: 0xef0100 and the address whose code is to run.
    bool is_delegation() const { return bytes.size == 23 && bytes[0] == 0xef && bytes[1] == 0x01 && bytes[2] == 0x00; }
    Address delegate() const { return Address::from(bytes.data + 3); }

  private:
    void scan(Arena &arena, uint32_t last)
    {
        if (jump_destinations == nullptr)
            jump_destinations = arena.make_zeroed<uint8_t>(bytes.size / 8 + 1);
        const uint8_t *start = bytes.data;
        const uint8_t *next = start + scanned;
        const uint8_t *end = start + last;
        while (next <= end) {
            uint32_t above = *next++ - 0x5bu;
            if (above > 0x7f - 0x5b)
                continue;
            if (above == 0) {
                size_t position = static_cast<size_t>(next - start) - 1;
                jump_destinations[position / 8] |= static_cast<uint8_t>(1u << (position % 8));
            } else if (above >= 5) { // PUSH1 and on: data
                size_t rest = static_cast<size_t>(start + bytes.size - next);
                next += above - 4 < rest ? above - 4 : rest;
            }
        }
        scanned = static_cast<uint32_t>(next - start);
    }
};

} // namespace ethereum
