// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

// keccak256(""): the code hash of an account without code.
inline constexpr Hash32 EmptyCodeHash = { { 0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d,
                                            0xb2, 0xdc, 0xc7, 0x03, 0xc0, 0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82,
                                            0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70 } };

// Bytecode, and once it has run what is known of it.
struct Code {
    Bytes bytes;
    Span<uint8_t> jump_destinations; // once there is any, one byte for each of the code: 1 where a jump was found to lead

    bool is_known_jump_destination(uint32_t position) const
    {
        return position < jump_destinations.size && jump_destinations[position] != 0;
    }
    // Whether there is a JUMPDEST, which is known then.
    bool find_jump_destination(Arena &arena, uint32_t position);

    // EIP-7702: 0xef0100 and the address whose code is to run.
    bool is_delegation() const { return bytes.size == 23 && bytes[0] == 0xef && bytes[1] == 0x01 && bytes[2] == 0x00; }
    Address delegate() const { return Address::from(bytes.data + 3); }

  private:
    uint32_t _scanned = 0; // up to here, where an instruction starts, every destination is known
    size_t _looked_at = 0; // how many bytes it took to find the others

    enum class Found : uint8_t { Instruction, Data, Unclear };
    Found look_around(uint32_t position);
    void scan(uint32_t last);
};

} // namespace ethereum
