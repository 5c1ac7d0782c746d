// SPDX-License-Identifier: MIT OR Apache-2.0
#include "state/code.hpp"

namespace ethereum
{
namespace
{

constexpr uint8_t JumpDestination = 0x5b;
constexpr int BeforePushes = 0x5f; // PUSHn is this and n
constexpr int LastPush = 0x7f;
constexpr uint32_t LongestPush = 32;

// How far before `place` the next byte is that would reach it, if it was a PUSH; 0 if none is.
uint32_t distance_to_push(const uint8_t *code, uint32_t place)
{
    // Signed, as bytes beyond the last PUSH are negative then.
    static_assert(LastPush == INT8_MAX);
    const int8_t *end = reinterpret_cast<const int8_t *>(code) + place;
    if (place >= LongestPush) {
#pragma clang loop unroll(full)
        for (int distance = 1; distance <= static_cast<int>(LongestPush); distance++)
            if (end[-distance] >= BeforePushes + distance)
                return static_cast<uint32_t>(distance);
        return 0;
    }
    for (int distance = 1; distance <= static_cast<int>(place); distance++)
        if (end[-distance] >= BeforePushes + distance)
            return static_cast<uint32_t>(distance);
    return 0;
}

} // namespace

bool Code::find_jump_destination(Arena &arena, uint32_t position)
{
    if (position >= bytes.size || bytes[position] != JumpDestination)
        return false;
    if (jump_destinations.empty())
        jump_destinations = { arena.make_zeroed<uint8_t>(bytes.size), bytes.size };
    if (position >= _scanned) {
        Found found = look_around(position);
        if (found == Found::Unclear)
            scan(position);
        else
            jump_destinations[position] = found == Found::Instruction;
    }
    return jump_destinations[position] != 0;
}

// A byte is no instruction if it belongs to a PUSH before it. Whether that is a PUSH is the same question again, so this
// goes back until no byte before a place could be a PUSH that reaches it: an instruction starts there, and from there on
// the code is read forwards. Most often that is near, and far less to read than all of the code up to the place. Where it
// was not, for code that is made so, the rest is scanned: never is more read than about twice the code.
Code::Found Code::look_around(uint32_t position)
{
    const uint8_t *code = bytes.data;
    uint32_t start = position;
    while (uint32_t distance = distance_to_push(code, start)) {
        start -= distance;
        if (_looked_at + (position - start) > bytes.size) {
            _looked_at = bytes.size;
            return Found::Unclear;
        }
    }
    _looked_at += position - start;
    while (start < position) {
        uint32_t push = code[start++] - static_cast<uint32_t>(BeforePushes);
        if (push > 0 && push <= LongestPush)
            start += push;
    }
    return start == position ? Found::Instruction : Found::Data;
}

void Code::scan(uint32_t last)
{
    const uint8_t *code = bytes.data;
    uint32_t next = _scanned;
    while (next <= last) {
        uint32_t push = code[next] - static_cast<uint32_t>(BeforePushes);
        if (code[next] == JumpDestination)
            jump_destinations[next] = 1;
        else if (push > 0 && push <= LongestPush)
            next += push;
        next++;
    }
    _scanned = next;
}

} // namespace ethereum
