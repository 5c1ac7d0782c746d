// SPDX-License-Identifier: MIT OR Apache-2.0
// Writes RLP from the end to the front, so that a header is written when the length of its payload is known:
// fields go in reverse order, and a list is closed with `list(mark)` once all of its items stand.
#pragma once

#include "base/arena.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

class RlpWriter
{
  public:
    // `capacity` bounds the encoding; a writer that runs out of it ends the program.
    RlpWriter(Arena &arena, size_t capacity)
        : _start(arena.make<uint8_t>(capacity)), _end(_start + capacity), _next(_end)
    {
    }

    size_t mark() const { return static_cast<size_t>(_end - _next); }
    Bytes written() const { return { _next, mark() }; }

    void raw(Bytes bytes);
    void bytes(Bytes value);
    void integer(uint64_t value);
    void integer(const Uint256 &value);
    void hash(const Hash32 &value) { bytes(value.view()); }
    void address(const Address &value) { bytes(value.view()); }
    // Makes everything written since `mark` a list.
    void list(size_t mark) { header(this->mark() - mark, 0xc0); }

  private:
    void byte(uint8_t value);
    void header(size_t length, uint8_t offset);

    uint8_t *_start;
    uint8_t *_end;
    uint8_t *_next;
};

} // namespace ethereum
