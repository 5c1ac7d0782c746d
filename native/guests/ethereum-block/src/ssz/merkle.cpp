// SPDX-License-Identifier: MIT OR Apache-2.0
#include "ssz/merkle.hpp"

#include "crypto/hashes.hpp"

namespace ethereum
{
namespace
{

Hash32 hash_pair(const Hash32 &left, const Hash32 &right)
{
    const Hash32 pair[2] = { left, right };
    Hash32 digest;
    sha256(digest, { pair[0].bytes, 64 });
    return digest;
}

} // namespace

MerkleTree::MerkleTree(Arena &arena) : _arena(&arena)
{
    _zeros[0] = {};
    for (unsigned i = 0; i < MaximumDepth; i++)
        _zeros[i + 1] = hash_pair(_zeros[i], _zeros[i]);
}

Hash32 MerkleTree::root(Span<Hash32> chunks, unsigned depth) const
{
    size_t count = chunks.size;
    if (count == 0)
        return _zeros[depth];
    for (unsigned level = 0; level < depth; level++) {
        for (size_t i = 0; i < count; i += 2)
            chunks[i / 2] = hash_pair(chunks[i], i + 1 < count ? chunks[i + 1] : _zeros[level]);
        count = (count + 1) / 2;
    }
    return chunks[0];
}

Hash32 MerkleTree::bytes(Bytes bytes, unsigned depth) const
{
    uint8_t *mark = _arena->mark();
    size_t count = (bytes.size + 31) / 32;
    Hash32 *chunks = _arena->make_zeroed<Hash32>(count);
    for (size_t i = 0; i < count; i++) {
        Bytes part = bytes.part(32 * i, 32);
        copy_bytes(chunks[i].bytes, part.data, part.size);
    }
    Hash32 result = root({ chunks, count }, depth);
    _arena->release(mark);
    return result;
}

Hash32 MerkleTree::with_length(const Hash32 &root, uint64_t length)
{
    return hash_pair(root, integer(length));
}

Hash32 MerkleTree::integer(uint64_t value)
{
    Hash32 chunk = {};
    for (int i = 0; i < 8; i++)
        chunk.bytes[i] = static_cast<uint8_t>(value >> (8 * i));
    return chunk;
}

} // namespace ethereum
