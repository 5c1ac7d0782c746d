// SPDX-License-Identifier: MIT OR Apache-2.0
// hash_tree_root of Simple Serialize: Merkle trees of SHA-256 over chunks of 32 bytes.
#pragma once

#include "base/arena.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

class MerkleTree
{
  public:
    explicit MerkleTree(Arena &arena);

    // Root of the tree of 2^depth chunks that starts with these; `chunks` is overwritten.
    Hash32 root(Span<Hash32> chunks, unsigned depth) const;
    // Of a byte vector, or a list's content, padded with zeros to whole chunks.
    Hash32 bytes(Bytes bytes, unsigned depth) const;
    // Of a byte list of at most 32 * 2^depth bytes.
    Hash32 byte_list(Bytes bytes, unsigned depth) const { return with_length(this->bytes(bytes, depth), bytes.size); }

    static Hash32 with_length(const Hash32 &root, uint64_t length);
    static Hash32 integer(uint64_t value);

  private:
    static constexpr unsigned MaximumDepth = 25;
    Arena *_arena;
    Hash32 _zeros[MaximumDepth + 1]; // roots of trees of zeros
};

// Collects the roots of a container's fields, or of a list's items.
class ChunkList
{
  public:
    ChunkList(Arena &arena, size_t capacity) : _chunks(arena.make<Hash32>(capacity)), _capacity(capacity) {}

    void add(const Hash32 &chunk)
    {
        if (_size == _capacity)
            out_of_memory();
        _chunks[_size++] = chunk;
    }
    void add(const Address &address)
    {
        Hash32 chunk = {};
        copy_bytes(chunk.bytes, address.bytes, 20);
        add(chunk);
    }
    void add(uint64_t value) { add(MerkleTree::integer(value)); }
    void add(const Uint256 &value) { add(Hash32::from(reinterpret_cast<const uint8_t *>(value.words))); }
    Span<Hash32> all() const { return { _chunks, _size }; }

  private:
    Hash32 *_chunks;
    size_t _capacity;
    size_t _size = 0;
};

} // namespace ethereum
