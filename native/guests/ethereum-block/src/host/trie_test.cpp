// SPDX-License-Identifier: MIT OR Apache-2.0
// trie_test   A key is removed from a trie of which a witness gives all nodes, or all but the one that the branch above the key
// collapses onto. With it the root has to be that of the trie without the key; without it nothing may come out, for which
// trie is left depends on what that node is, and whoever proposes a block chooses witness and state root together.
#include "host/reader.hpp"
#include "trie/trie.hpp"

#include <vector>

using namespace ethereum;

namespace
{

struct Collected {
    Hash32 digest;
    std::vector<uint8_t> encoded;
};

void collect(void *context, const Hash32 &digest, Bytes encoded)
{
    static_cast<std::vector<Collected> *>(context)->push_back({ digest, { encoded.begin(), encoded.end() } });
}

Hash32 key(uint8_t first, uint8_t second)
{
    Hash32 result = {};
    result.bytes[0] = first;
    result.bytes[1] = second;
    return result;
}

// The trie of these keys, each with a value of its own that is too long to lie in its parent.
Hash32 build(Arena &arena, const std::vector<Hash32> &keys, std::vector<Collected> &nodes)
{
    NodeStore none(arena, {});
    Trie trie(arena, none, EmptyTrieRoot);
    for (const Hash32 &item : keys) {
        uint8_t *value = arena.make_zeroed<uint8_t>(40);
        copy_bytes(value, item.bytes, 32);
        trie.put(item.view(), { value, 40 });
    }
    nodes.clear();
    const Trie::Observer observer = { collect, &nodes };
    return trie.root(&observer);
}

// Whether a removal from a trie without `left_out` can be done, and its root.
bool remove_from(Arena &arena, const Hash32 &root, const std::vector<Collected> &nodes, const Hash32 *left_out,
                 const Hash32 &removed, Hash32 &result)
{
    std::vector<Bytes> witness;
    for (const Collected &node : nodes)
        if (left_out == nullptr || node.digest != *left_out)
            witness.push_back({ node.encoded.data(), node.encoded.size() });
    NodeStore store(arena, { witness.data(), witness.size() });
    Trie trie(arena, store, root);
    bool done = trie.remove(removed.view());
    result = trie.root();
    return done;
}

} // namespace

int main()
{
    Arena arena = host::make_arena();
    const Hash32 removed = key(0x10, 0);
    // What the branch collapses onto: a leaf, an extension, a branch.
    const std::vector<Hash32> others[] = { { key(0x20, 0) },
                                           { key(0x20, 0x10), key(0x20, 0x20) },
                                           { key(0x20, 0), key(0x21, 0) } };
    const char *names[] = { "leaf", "extension", "branch" };
    int failures = 0;
    for (size_t i = 0; i < 3; i++) {
        std::vector<Collected> nodes, rest_nodes;
        Hash32 rest = build(arena, others[i], rest_nodes);
        std::vector<Hash32> keys = others[i];
        keys.push_back(removed);
        Hash32 root = build(arena, keys, nodes), result;
        bool whole = remove_from(arena, root, nodes, nullptr, removed, result) && result == rest;
        // Two nodes are needed beside the root: the leaf that goes and the one that stays.
        size_t accepted = 0, refused = 0;
        for (const Collected &node : nodes) {
            if (node.digest == root)
                continue;
            if (!remove_from(arena, root, nodes, &node.digest, removed, result))
                refused++;
            else if (result == rest)
                accepted++; // below what is left: never looked at
            else
                failures++;
        }
        bool passed = whole && refused == 2 && accepted == nodes.size() - 3;
        failures += !passed;
        std::printf("only child left: %s: %s\n", names[i], passed ? "right" : "wrong");
    }
    return failures == 0 ? 0 : 1;
}
