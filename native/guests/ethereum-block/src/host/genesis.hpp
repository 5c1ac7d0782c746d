// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "host/reader.hpp"
#include "trie/trie.hpp"

namespace ethereum::host
{

// Collects trie nodes and codes, as the witness of a later block: what hashing hands out is copied into an arena that
// hashing does not rewind.
class Collector
{
  public:
    explicit Collector(Arena &arena) : _arena(&arena), _contents(arena) {}
    Trie::Observer observer() { return { collect, this }; }
    Span<const Bytes> contents() const { return { _contents.begin(), _contents.size() }; }

  private:
    static void collect(void *context, const Hash32 &, Bytes encoded);

    Arena *_arena;
    List<Bytes> _contents;
};

// The state root of the accounts that tests/case_file.py wrote; the nodes and codes go to the observer.
Hash32 build_state(Reader &reader, Arena &arena, const Trie::Observer &observer);

} // namespace ethereum::host
