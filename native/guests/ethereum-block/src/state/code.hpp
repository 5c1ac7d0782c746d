// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

// keccak256(""): the code hash of an account without code.
inline constexpr Hash32 EmptyCodeHash = { { 0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d,
                                            0xb2, 0xdc, 0xc7, 0x03, 0xc0, 0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82,
                                            0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70 } };

// Bytecode, and once it has run the positions that a jump may go to.
struct Code {
    Bytes bytes;
    uint8_t *jump_destinations = nullptr; // one bit a byte

    bool is_jump_destination(Arena &arena, uint32_t position)
    {
        if (jump_destinations == nullptr)
            analyse(arena);
        return (jump_destinations[position / 8] >> (position % 8) & 1) != 0;
    }

    // EIP-7702: 0xef0100 and the address whose code is to run.
    bool is_delegation() const
    {
        return bytes.size == 23 && bytes[0] == 0xef && bytes[1] == 0x01 && bytes[2] == 0x00;
    }
    Address delegate() const { return Address::from(bytes.data + 3); }

  private:
    void analyse(Arena &arena)
    {
        jump_destinations = arena.make_zeroed<uint8_t>(bytes.size / 8 + 1);
        for (size_t i = 0; i < bytes.size; i++) {
            uint8_t opcode = bytes[i];
            if (opcode == 0x5b)
                jump_destinations[i / 8] |= static_cast<uint8_t>(1u << (i % 8));
            else if (opcode >= 0x60 && opcode <= 0x7f)
                i += opcode - 0x5fu;
        }
    }
};

} // namespace ethereum
