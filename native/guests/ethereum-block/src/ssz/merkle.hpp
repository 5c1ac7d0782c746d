// SPDX-License-Identifier: MIT OR Apache-2.0
// hash_tree_root of Simple Serialize: Merkle trees of SHA-256 over chunks of 32 bytes, which stay numbers up to the root.
#pragma once

#include "base/arena.hpp"
#include "base/uint256.hpp"
#include "crypto/hashes.hpp"

namespace ethereum
{

using Chunk = Sha256Words;

class MerkleTree
{
  public:
    explicit MerkleTree(Arena &arena);

    // Root of the tree of 2^depth chunks that starts with these; `chunks` is overwritten.
    Chunk root(Span<Chunk> chunks, unsigned depth) const;
    // Of a byte vector, or a list's content, padded with zeros to whole chunks.
    Chunk bytes(Bytes bytes, unsigned depth) const;
    // Of a byte list of at most 32 * 2^depth bytes.
    Chunk byte_list(Bytes bytes, unsigned depth) const { return with_length(this->bytes(bytes, depth), bytes.size); }

    static Chunk with_length(const Chunk &root, uint64_t length);
    static Chunk integer(uint64_t value);

  private:
    static constexpr unsigned MaximumDepth = 25;
    Arena *_arena;
    Chunk _zeros[MaximumDepth + 1]; // roots of trees of zeros
};

// Collects the roots of a container's fields, or of a list's items.
class ChunkList
{
  public:
    ChunkList(Arena &arena, size_t capacity) : _chunks(arena.make<Chunk>(capacity)), _capacity(capacity) {}

    void add(const Chunk &chunk)
    {
        if (_size == _capacity)
            out_of_memory();
        _chunks[_size++] = chunk;
    }
    void add(const Hash32 &hash) { add(Chunk::from(hash.bytes)); }
    void add(const Address &address)
    {
        Hash32 padded = {};
        copy_bytes(padded.bytes, address.bytes, 20);
        add(padded);
    }
    void add(uint64_t value) { add(MerkleTree::integer(value)); }
    void add(const Uint256 &value) { add(Chunk::from(reinterpret_cast<const uint8_t *>(value.words))); }
    Span<Chunk> all() const { return { _chunks, _size }; }

  private:
    Chunk *_chunks;
    size_t _capacity;
    size_t _size = 0;
};

} // namespace ethereum
