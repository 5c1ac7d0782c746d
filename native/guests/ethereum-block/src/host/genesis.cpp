// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/genesis.hpp"

#include "crypto/keccak.hpp"
#include "rlp/rlp_writer.hpp"
#include "state/code.hpp"

namespace ethereum::host
{
namespace
{

Bytes hashed(Bytes preimage, Arena &arena)
{
    return arena.copy(keccak256(preimage).view());
}

Hash32 build_storage(Bytes slots, Arena &arena, const NodeStore &none, const Trie::Observer &observer)
{
    Trie trie(arena, none, EmptyTrieRoot);
    for (size_t offset = 0; offset + 64 <= slots.size; offset += 64) {
        Uint256 value = Uint256::from_be32(slots.data + offset + 32);
        if (value.is_zero())
            continue;
        RlpWriter writer(arena, 40);
        writer.integer(value);
        trie.put(hashed({ slots.data + offset, 32 }, arena), writer.written());
    }
    return trie.root(&observer);
}

} // namespace

void Collector::collect(void *context, const Hash32 &, Bytes encoded)
{
    Collector *self = static_cast<Collector *>(context);
    self->_contents.add(self->_arena->copy(encoded));
}

// Straight into the tries: a state would leave out accounts that are empty, which tests from before EIP-161 have.
Hash32 build_state(Reader &reader, Arena &arena, const Trie::Observer &observer)
{
    NodeStore none(arena, {});
    Trie trie(arena, none, EmptyTrieRoot);
    for (size_t count = reader.number(); count > 0; count--) {
        Bytes address = reader.raw(20);
        uint64_t nonce = reader.number(8);
        Uint256 balance = Uint256::from_be32(reader.raw(32).data);
        Bytes code = reader.bytes();
        Hash32 storage_root = build_storage(reader.bytes(), arena, none, observer);
        Hash32 code_hash = code.empty() ? EmptyCodeHash : keccak256(code);
        if (!code.empty())
            observer.node(observer.context, code_hash, code);
        RlpWriter writer(arena, 160);
        writer.hash(code_hash);
        writer.hash(storage_root);
        writer.integer(balance);
        writer.integer(nonce);
        writer.list(0);
        trie.put(hashed(address, arena), writer.written());
    }
    return trie.root(&observer);
}

} // namespace ethereum::host
