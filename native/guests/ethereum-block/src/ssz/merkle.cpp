// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ssz/merkle.hpp"

namespace ethereum
{

MerkleTree::MerkleTree(Arena &arena) : _arena(&arena)
{
    _zeros[0] = {};
    for (unsigned i = 0; i < MaximumDepth; i++)
        sha256_pair(_zeros[i + 1], _zeros[i], _zeros[i]);
}

Chunk MerkleTree::root(Span<Chunk> chunks, unsigned depth) const
{
    size_t count = chunks.size;
    if (count == 0)
        return _zeros[depth];
    for (unsigned level = 0; level < depth; level++) {
        for (size_t i = 0; i < count; i += 2)
            sha256_pair(chunks[i / 2], chunks[i], i + 1 < count ? chunks[i + 1] : _zeros[level]);
        count = (count + 1) / 2;
    }
    return chunks[0];
}

Chunk MerkleTree::bytes(Bytes bytes, unsigned depth) const
{
    uint8_t *mark = _arena->mark();
    size_t whole = bytes.size / 32;
    size_t count = (bytes.size + 31) / 32;
    Chunk *chunks = _arena->make<Chunk>(count);
    for (size_t i = 0; i < whole; i++)
        chunks[i] = Chunk::from(bytes.data + 32 * i);
    if (whole < count) {
        Hash32 padded = {};
        copy_bytes(padded.bytes, bytes.data + 32 * whole, bytes.size % 32);
        chunks[whole] = Chunk::from(padded.bytes);
    }
    Chunk result = root({ chunks, count }, depth);
    _arena->release(mark);
    return result;
}

Chunk MerkleTree::with_length(const Chunk &root, uint64_t length)
{
    Chunk result;
    sha256_pair(result, root, integer(length));
    return result;
}

// Little-endian bytes.
Chunk MerkleTree::integer(uint64_t value)
{
    Chunk chunk = {};
    chunk.words[0] = __builtin_bswap32(static_cast<uint32_t>(value));
    chunk.words[1] = __builtin_bswap32(static_cast<uint32_t>(value >> 32));
    return chunk;
}

} // namespace ethereum
