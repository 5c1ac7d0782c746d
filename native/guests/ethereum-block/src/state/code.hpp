// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

// keccak256(""): the code hash of an account without code.
inline constexpr Hash32 EmptyCodeHash = { { 0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d,
                                            0xb2, 0xdc, 0xc7, 0x03, 0xc0, 0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82,
                                            0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70 } };

// Bytecode, and what is known of the positions that a jump may go to.
struct Code {
    Bytes bytes;
    uint8_t *seen_destinations = nullptr; // one bit a byte: jumped to before
    uint8_t *all_destinations = nullptr;  // one bit a byte; made only for code where looking back does not tell

    // `position` is within the code.
    bool is_jump_destination(Arena &arena, uint32_t position)
    {
        if (bytes[position] != 0x5b)
            return false;
        if (seen_destinations == nullptr)
            seen_destinations = arena.make_zeroed<uint8_t>(bytes.size / 8 + 1);
        uint8_t bit = static_cast<uint8_t>(1u << (position % 8));
        if ((seen_destinations[position / 8] & bit) != 0)
            return true;
        if (may_be_pushed(position)) {
            if (all_destinations == nullptr)
                analyse(arena);
            if ((all_destinations[position / 8] & bit) == 0)
                return false;
        }
        seen_destinations[position / 8] |= bit;
        return true;
    }

    // EIP-7702: 0xef0100 and the address whose code is to run.
    bool is_delegation() const
    {
        return bytes.size == 23 && bytes[0] == 0xef && bytes[1] == 0x01 && bytes[2] == 0x00;
    }
    Address delegate() const { return Address::from(bytes.data + 3); }

  private:
    // Whether a byte before could be a PUSH whose data reaches this far.
    bool may_be_pushed(uint32_t position) const
    {
        uint32_t reach = position < 32 ? position : 32;
        for (uint32_t distance = 1; distance <= reach; distance++) {
            uint32_t data = static_cast<uint32_t>(bytes[position - distance]) - 0x5fu;
            if (data <= 32 && data >= distance)
                return true;
        }
        return false;
    }

    void analyse(Arena &arena)
    {
        all_destinations = arena.make_zeroed<uint8_t>(bytes.size / 8 + 1);
        for (size_t i = 0; i < bytes.size; i++) {
            uint8_t opcode = bytes[i];
            if (opcode == 0x5b)
                all_destinations[i / 8] |= static_cast<uint8_t>(1u << (i % 8));
            else if (opcode >= 0x60 && opcode <= 0x7f)
                i += opcode - 0x5fu;
        }
    }
};

} // namespace ethereum
