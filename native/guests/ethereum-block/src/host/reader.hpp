// SPDX-License-Identifier: MIT OR Apache-2.0
// Case files for the host's programs: little-endian numbers, and byte strings behind their length.
#pragma once

#include "base/arena.hpp"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>

namespace ethereum::host
{

class Reader
{
  public:
    explicit Reader(Bytes input) : _rest(input) {}

    bool at_end() const { return _rest.empty(); }

    uint64_t number(size_t size = 4)
    {
        Bytes bytes = take(size);
        uint64_t value = 0;
        for (size_t i = 0; i < size; i++)
            value |= static_cast<uint64_t>(bytes[i]) << (8 * i);
        return value;
    }

    Bytes raw(size_t size) { return take(size); }
    Bytes bytes() { return take(number()); }

    Span<const Bytes> list(Arena &arena)
    {
        size_t count = number();
        Bytes *items = arena.make<Bytes>(count);
        for (size_t i = 0; i < count; i++)
            items[i] = bytes();
        return { items, count };
    }

  private:
    Bytes take(size_t size)
    {
        if (size > _rest.size) {
            std::fprintf(stderr, "the case file ends too early\n");
            std::exit(2);
        }
        Bytes result = _rest.part(0, size);
        _rest = { _rest.data + size, _rest.size - size };
        return result;
    }

    Bytes _rest;
};

Bytes read_file(const char *path);
void write_file(const char *path, Bytes content);
// Where to go when an arena is used up, if not out of the program.
extern std::jmp_buf *on_out_of_memory;

// Large enough for any test; only what is used takes memory.
Arena make_arena();

} // namespace ethereum::host
