// SPDX-License-Identifier: MIT OR Apache-2.0
// A Merkle Patricia trie (Yellow Paper, appendix D) of which only the nodes on the paths that are used get decoded.
#pragma once

#include "base/arena.hpp"
#include "trie/node_store.hpp"

namespace ethereum
{

// Part of a key, in nibbles of bytes that somebody else keeps.
struct NibblePath {
    const uint8_t *bytes = nullptr;
    uint32_t start = 0;
    uint32_t length = 0;

    uint8_t operator[](uint32_t index) const
    {
        uint32_t position = start + index;
        uint8_t pair = bytes[position / 2];
        return position % 2 == 0 ? pair >> 4 : pair & 15;
    }
    NibblePath from(uint32_t offset) const { return { bytes, start + offset, length - offset }; }
    NibblePath first(uint32_t count) const { return { bytes, start, count }; }
    static NibblePath of(Bytes key) { return { key.data, 0, static_cast<uint32_t>(2 * key.size) }; }
};

// keccak256(rlp("")): the root of a trie without any key.
inline constexpr Hash32 EmptyTrieRoot = { { 0x56, 0xe8, 0x1f, 0x17, 0x1b, 0xcc, 0x55, 0xa6, 0xff, 0x83, 0x45,
                                            0xe6, 0x92, 0xc0, 0xf8, 0x6e, 0x5b, 0x48, 0xe0, 0x1b, 0x99, 0x6c,
                                            0xad, 0xc0, 0x01, 0x62, 0x2f, 0xb5, 0xe3, 0x63, 0xb4, 0x21 } };

enum class TrieLookup : uint8_t { Found, Absent, Missing };

class Trie
{
  public:
    // Gets the encoding of each node of 32 bytes or more that hashing writes, and the code of accounts that a state
    // writes; for whoever collects what a later block needs.
    struct Observer {
        void (*node)(void *context, const Hash32 &digest, Bytes encoded);
        void *context;
    };

    Trie(Arena &arena, const NodeStore &store, const Hash32 &root);

    // Missing: a node on the path is not in the witness, or is malformed. `key` is read only during the call.
    TrieLookup get(Bytes key, Bytes &value);
    // `key` and `value` have to stay where they are. False if a node on the path is missing.
    bool put(Bytes key, Bytes value);
    // False if a node on the path is missing, or the only remaining child of a branch that collapses: what becomes of
    // the branch depends on whether that is one too, and a guess would let a block claim the root of a wrong one.
    bool remove(Bytes key);
    Hash32 root(const Observer *observer = nullptr);

  private:
    struct Node;
    // A child: decoded, or as it stands in its parent's encoding, or both; empty if neither.
    struct Reference {
        Node *node;
        const uint8_t *encoded;
        bool empty() const { return node == nullptr && encoded == nullptr; }
    };
    enum class Kind : uint8_t { Leaf, Extension, Branch };
    struct Node {
        Kind kind;
        bool changed; // its encoding in the parent no longer holds
        NibblePath path;
        Bytes value;         // leaf
        Reference *children; // extension 1, branch 16
    };

    Node *resolve(Reference &reference);
    Node *decode(Bytes encoded);
    Node *decode_branch(Bytes encoded);
    Node *make(Kind kind, NibblePath path);
    NibblePath joined(NibblePath a, NibblePath b);
    NibblePath single(uint8_t nibble);
    bool collapse(Reference &reference, Reference *parent);
    const uint8_t *encode_reference(const Node &node, const Observer *observer);
    Bytes encode(const Node &node, const Observer *observer);

    Arena *_arena;
    const NodeStore *_store;
    Reference _root;
};

} // namespace ethereum
