// SPDX-License-Identifier: MIT OR Apache-2.0
#include "trie/node_store.hpp"

#include "crypto/keccak.hpp"

namespace ethereum
{

NodeStore::NodeStore(Arena &arena, Span<const Bytes> items, size_t least)
{
    uint32_t capacity = 16;
    while (capacity < 2 * items.size)
        capacity *= 2;
    _entries = arena.make_zeroed<Entry>(capacity);
    _mask = capacity - 1;
    for (Bytes item : items) {
        if (item.size < least)
            continue;
        Hash32 digest = keccak256(item);
        uint32_t index = load_word(digest.bytes) & _mask;
        while (_entries[index].used && _entries[index].digest != digest)
            index = (index + 1) & _mask;
        _entries[index] = { digest, item, true };
    }
}

const Bytes *NodeStore::find(const uint8_t *digest) const
{
    uint32_t index = load_word(digest) & _mask;
    while (_entries[index].used) {
        if (equal_bytes(_entries[index].digest.bytes, digest, 32))
            return &_entries[index].content;
        index = (index + 1) & _mask;
    }
    return nullptr;
}

} // namespace ethereum
