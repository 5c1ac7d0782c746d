// SPDX-License-Identifier: MIT OR Apache-2.0
// Random changes of stateless inputs that get past the hashes: what was changed is hashed again, and so is whatever refers
// to it, up to the state root, the parent's header and the payload's block hash.
#pragma once

#include "base/arena.hpp"
#include "host/input_parts.hpp"

#include <functional>

namespace ethereum::host
{

// xorshift64* (Vigna, 2016)
class Random
{
  public:
    explicit Random(uint64_t seed) : _state(seed * 0x9e3779b97f4a7c15u + 1) {}
    uint64_t next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * 0x2545f4914f6cdd1du;
    }
    size_t below(size_t bound) { return bound == 0 ? 0 : static_cast<size_t>(next() % bound); }

  private:
    uint64_t _state;
};

// Changes some bytes; may make the buffer longer or shorter.
void change_bytes(Buffer &buffer, Random &random);

// A changed input. `change` is applied to the bytes that are chosen.
Buffer change_input(Bytes input, Random &random, const std::function<void(Buffer &)> &change);

// Validates `input` and stops the program if what comes out contradicts itself.
BlockError check_input(Bytes input, Arena &arena, Arena &frames);

} // namespace ethereum::host
