// SPDX-License-Identifier: MIT OR Apache-2.0
// What the witness gives, found by its Keccak-256 digest: trie nodes, and likewise bytecodes. Each is hashed once.
#pragma once

#include "base/arena.hpp"

namespace ethereum
{

class NodeStore
{
  public:
    // Items of less than `least` bytes are left out.
    NodeStore(Arena &arena, Span<const Bytes> items, size_t least = 0);

    // Null if the witness lacks it.
    const Bytes *find(const uint8_t *digest) const;

  private:
    struct Entry {
        Hash32 digest;
        Bytes content;
        bool used;
    };
    Entry *_entries;
    uint32_t _mask;
};

} // namespace ethereum
