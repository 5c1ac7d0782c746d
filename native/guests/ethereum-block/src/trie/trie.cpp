// SPDX-License-Identifier: MIT OR Apache-2.0
#include "trie/trie.hpp"

#include "crypto/keccak.hpp"
#include "rlp/rlp_reader.hpp"

namespace ethereum
{
namespace
{

constexpr size_t BranchChildren = 16;
// An embedded child is shorter than a digest, which has a header of one byte.
constexpr size_t ReferenceSize = 33;
constexpr uint8_t DigestItem = 0xa0;
constexpr uint8_t EmptyItem = 0x80;

size_t item_size(const uint8_t *encoded)
{
    return encoded[0] == DigestItem ? ReferenceSize : encoded[0] - 0xc0u + 1;
}

uint32_t common_length(NibblePath a, NibblePath b)
{
    uint32_t limit = a.length < b.length ? a.length : b.length;
    uint32_t i = 0;
    // Paths of leaves start in the same half of a byte as the rest of the key that they are compared with.
    if (a.start % 2 == b.start % 2) {
        if (a.start % 2 != 0 && limit > 0 && a[0] == b[0])
            i = 1;
        if (i == a.start % 2) {
            const uint8_t *next = a.bytes + (a.start + i) / 2;
            const uint8_t *other = b.bytes + (b.start + i) / 2;
            for (; i + 2 <= limit && *next == *other; i += 2, next++, other++) {
            }
        }
    }
    while (i < limit && a[i] == b[i])
        i++;
    return i;
}

size_t header_size(size_t length)
{
    return length < 56 ? 1 : length < 256 ? 2 : length < 65536 ? 3 : length < 1u << 24 ? 4 : 5;
}

uint8_t *write_header(uint8_t *to, size_t length, uint8_t offset)
{
    if (length < 56) {
        *to++ = static_cast<uint8_t>(offset + length);
        return to;
    }
    size_t size = header_size(length) - 1;
    *to++ = static_cast<uint8_t>(offset + 55 + size);
    for (size_t i = size; i > 0; i--)
        *to++ = static_cast<uint8_t>(length >> (8 * (i - 1)));
    return to;
}

// Hex-prefix encoding (appendix C) as an RLP string.
uint8_t *write_path(uint8_t *to, NibblePath path, bool is_leaf)
{
    size_t size = path.length / 2 + 1;
    uint8_t first = is_leaf ? 0x20 : 0;
    uint32_t i = 0;
    if (path.length % 2 != 0)
        first |= 0x10 | path[i++];
    if (size > 1)
        *to++ = static_cast<uint8_t>(0x80 + size);
    *to++ = first;
    for (; i < path.length; i += 2)
        *to++ = static_cast<uint8_t>(path[i] << 4 | path[i + 1]);
    return to;
}

size_t path_size(NibblePath path)
{
    return path.length < 2 ? 1 : path.length / 2 + 2;
}

} // namespace

Trie::Trie(Arena &arena, const NodeStore &store, const Hash32 &root)
    : _arena(&arena), _store(&store), _root{ nullptr, nullptr }
{
    if (root == EmptyTrieRoot)
        return;
    uint8_t *encoded = arena.make<uint8_t>(ReferenceSize);
    encoded[0] = DigestItem;
    copy_bytes(encoded + 1, root.bytes, 32);
    _root.encoded = encoded;
}

Trie::Node *Trie::make(Kind kind, NibblePath path)
{
    Node *node = _arena->make<Node>();
    *node = { kind, true, path, {}, nullptr };
    if (kind != Kind::Leaf)
        node->children = _arena->make_zeroed<Reference>(kind == Kind::Branch ? BranchChildren : 1);
    return node;
}

Trie::Node *Trie::resolve(Reference &reference)
{
    if (reference.node == nullptr) {
        const uint8_t *encoded = reference.encoded;
        if (encoded[0] == DigestItem) {
            const Bytes *content = _store->find(encoded + 1);
            reference.node = content == nullptr ? nullptr : decode(*content);
        } else {
            reference.node = decode({ encoded, item_size(encoded) });
        }
    }
    return reference.node;
}

// The usual branch: 16 children that are digests or empty, some of which have to be digests, and no value. Null for other nodes.
Trie::Node *Trie::decode_branch(Bytes encoded)
{
    if (encoded.size < 2 * ReferenceSize || encoded[encoded.size - 1] != EmptyItem)
        return nullptr;
    const uint8_t *last = encoded.end() - 1;
    const uint8_t *next = encoded.data + (encoded[0] == 0xf8 ? 2 : 3);
    size_t payload = encoded[0] == 0xf8 ? encoded[1] : static_cast<size_t>(encoded[1]) << 8 | encoded[2];
    if ((encoded[0] != 0xf8 && encoded[0] != 0xf9) || payload < (encoded[0] == 0xf8 ? 56 : 256) ||
        payload != static_cast<size_t>(encoded.end() - next))
        return nullptr;
    Node *branch = make(Kind::Branch, {});
    size_t count = 0;
    for (Reference *child = branch->children; count < BranchChildren && next < last; count++, child++) {
        if (*next == DigestItem) {
            child->encoded = next;
            next += ReferenceSize;
        } else if (*next++ != EmptyItem) {
            return nullptr;
        }
    }
    branch->changed = false;
    return count == BranchChildren && next == last ? branch : nullptr;
}

Trie::Node *Trie::decode(Bytes encoded)
{
    if (Node *branch = decode_branch(encoded))
        return branch;
    RlpReader outer(encoded);
    RlpReader items(outer.list());
    if (!outer.finished())
        return nullptr;
    RlpItem parts[2];
    Reference references[BranchChildren];
    size_t count = 0;
    for (; count < BranchChildren && !items.at_end(); count++) {
        RlpItem item = items.item();
        if (count < 2)
            parts[count] = item;
        bool is_reference = item.is_list ? item.encoded.size < 32 : item.payload.size == 0 || item.payload.size == 32;
        references[count] = { nullptr, item.payload.size == 0 && !item.is_list ? nullptr : item.encoded.data };
        // Only the first items of a node with two may be anything else.
        if (items.failed() || (count >= 2 && !is_reference))
            return nullptr;
    }
    if (count == 2) {
        Bytes compact = parts[0].payload;
        if (parts[0].is_list || compact.empty() || compact[0] >= 0x40 ||
            ((compact[0] & 0x1f) != 0 && compact[0] < 0x10) || ((compact[0] & 0x10) == 0 && (compact[0] & 15) != 0))
            return nullptr;
        uint32_t start = (compact[0] & 0x10) != 0 ? 1 : 2;
        bool is_leaf = (compact[0] & 0x20) != 0;
        NibblePath path = { compact.data, start, static_cast<uint32_t>(2 * compact.size) - start };
        if (is_leaf) {
            if (parts[1].is_list || parts[1].payload.empty())
                return nullptr;
            Node *leaf = make(Kind::Leaf, path);
            leaf->value = parts[1].payload;
            leaf->changed = false;
            return leaf;
        }
        bool is_child = parts[1].is_list ? parts[1].encoded.size < 32 : parts[1].payload.size == 32;
        if (!is_child || path.length == 0)
            return nullptr;
        Node *extension = make(Kind::Extension, path);
        extension->children[0] = references[1];
        extension->changed = false;
        return extension;
    }
    // All keys are prefix-free, so no branch has a value.
    if (count != BranchChildren || items.bytes().size != 0 || !items.finished())
        return nullptr;
    for (size_t i = 0; i < 2; i++)
        if (parts[i].is_list ? parts[i].encoded.size >= 32 : parts[i].payload.size != 0 && parts[i].payload.size != 32)
            return nullptr;
    Node *branch = make(Kind::Branch, {});
    copy_bytes(branch->children, references, sizeof references);
    branch->changed = false;
    return branch;
}

TrieLookup Trie::get(Bytes key, Bytes &value)
{
    NibblePath rest = NibblePath::of(key);
    Reference *reference = &_root;
    while (!reference->empty()) {
        Node *node = resolve(*reference);
        if (node == nullptr)
            return TrieLookup::Missing;
        if (node->kind == Kind::Branch) {
            if (rest.length == 0)
                return TrieLookup::Missing;
            reference = &node->children[rest[0]];
            rest = rest.from(1);
            continue;
        }
        uint32_t common = common_length(node->path, rest);
        if (common != node->path.length)
            return TrieLookup::Absent;
        rest = rest.from(common);
        if (node->kind == Kind::Leaf) {
            if (rest.length != 0)
                return TrieLookup::Absent;
            value = node->value;
            return TrieLookup::Found;
        }
        reference = &node->children[0];
    }
    return TrieLookup::Absent;
}

bool Trie::put(Bytes key, Bytes value)
{
    NibblePath rest = NibblePath::of(key);
    Reference *reference = &_root;
    while (!reference->empty()) {
        Node *node = resolve(*reference);
        if (node == nullptr)
            return false;
        node->changed = true;
        if (node->kind == Kind::Branch) {
            if (rest.length == 0)
                return false;
            reference = &node->children[rest[0]];
            rest = rest.from(1);
            continue;
        }
        uint32_t common = common_length(node->path, rest);
        if (common == node->path.length) {
            rest = rest.from(common);
            if (node->kind == Kind::Extension) {
                reference = &node->children[0];
                continue;
            }
            if (rest.length != 0)
                return false;
            node->value = value;
            return true;
        }
        if (common == rest.length)
            return false; // a key that is the beginning of another
        // Split: what is common becomes an extension, the first difference a branch.
        Node *branch = make(Kind::Branch, {});
        Reference &old = branch->children[node->path[common]];
        NibblePath shared = node->path.first(common);
        if (node->kind == Kind::Extension && node->path.length == common + 1) {
            old = node->children[0];
        } else {
            node->path = node->path.from(common + 1);
            old = { node, nullptr };
        }
        if (common != 0) {
            Node *extension = make(Kind::Extension, shared);
            extension->children[0] = { branch, nullptr };
            *reference = { extension, nullptr };
        } else {
            *reference = { branch, nullptr };
        }
        reference = &branch->children[rest[common]];
        rest = rest.from(common + 1);
        break;
    }
    Node *leaf = make(Kind::Leaf, rest);
    leaf->value = value;
    *reference = { leaf, nullptr };
    return true;
}

bool Trie::remove(Bytes key)
{
    NibblePath rest = NibblePath::of(key);
    Reference *path[2 * 32 + 2];
    size_t depth = 0;
    Reference *reference = &_root;
    for (;;) {
        if (reference->empty())
            return true;
        Node *node = resolve(*reference);
        if (node == nullptr || depth >= sizeof path / sizeof path[0])
            return false;
        path[depth++] = reference;
        if (node->kind == Kind::Branch) {
            if (rest.length == 0)
                return false;
            reference = &node->children[rest[0]];
            rest = rest.from(1);
            continue;
        }
        uint32_t common = common_length(node->path, rest);
        if (common != node->path.length)
            return true;
        rest = rest.from(common);
        if (node->kind == Kind::Leaf)
            break;
        reference = &node->children[0];
    }
    if (rest.length != 0)
        return true;
    for (size_t i = 0; i < depth; i++)
        path[i]->node->changed = true;
    *path[depth - 1] = { nullptr, nullptr };
    if (depth >= 2)
        return collapse(*path[depth - 2], depth >= 3 ? path[depth - 3] : nullptr);
    return true;
}

bool Trie::collapse(Reference &reference, Reference *parent)
{
    Node *branch = reference.node;
    if (branch->kind != Kind::Branch) // a malformed witness: an extension to a leaf
        return false;
    size_t count = 0;
    uint8_t last = 0;
    for (uint8_t i = 0; i < BranchChildren; i++)
        if (!branch->children[i].empty()) {
            count++;
            last = i;
        }
    if (count != 1)
        return true;
    Reference only = branch->children[last];
    Node *child = resolve(only);
    Node *merged;
    if (child == nullptr)
        return false;
    if (child->kind == Kind::Branch) {
        merged = make(Kind::Extension, single(last));
        merged->children[0] = only;
    } else {
        merged = child;
        merged->changed = true;
        merged->path = joined(single(last), child->path);
    }
    if (parent != nullptr && parent->node->kind == Kind::Extension) {
        merged->path = joined(parent->node->path, merged->path);
        *parent = { merged, nullptr };
    } else {
        reference = { merged, nullptr };
    }
    return true;
}

NibblePath Trie::single(uint8_t nibble)
{
    uint8_t *bytes = _arena->make<uint8_t>(1);
    bytes[0] = nibble;
    return { bytes, 1, 1 };
}

NibblePath Trie::joined(NibblePath a, NibblePath b)
{
    uint32_t length = a.length + b.length;
    uint8_t *bytes = _arena->make_zeroed<uint8_t>(length / 2 + 1);
    for (uint32_t i = 0; i < length; i++) {
        uint8_t nibble = i < a.length ? a[i] : b[i - a.length];
        bytes[i / 2] |= static_cast<uint8_t>(i % 2 == 0 ? nibble << 4 : nibble);
    }
    return { bytes, 0, length };
}

// The reference to a node that changed.
const uint8_t *Trie::encode_reference(const Node &node, const Observer *observer)
{
    // The digest is aligned, behind its header.
    uint8_t *reference = _arena->make<uint8_t>(3 + ReferenceSize) + 3;
    uint8_t *mark = _arena->mark();
    Bytes encoded = encode(node, observer);
    if (encoded.size < 32) {
        copy_bytes(reference, encoded.data, encoded.size);
    } else {
        Hash32 &digest = *reinterpret_cast<Hash32 *>(reference + 1);
        keccak256(digest, encoded);
        if (observer != nullptr)
            observer->node(observer->context, digest, encoded);
        reference[0] = DigestItem;
    }
    _arena->release(mark);
    return reference;
}

Bytes Trie::encode(const Node &node, const Observer *observer)
{
    if (node.kind == Kind::Leaf) {
        bool is_byte = node.value.size == 1 && node.value[0] < 0x80;
        size_t payload = path_size(node.path) + node.value.size + (is_byte ? 0 : header_size(node.value.size));
        uint8_t *start = _arena->make<uint8_t>(payload + 5);
        uint8_t *to = write_path(write_header(start, payload, 0xc0), node.path, true);
        if (!is_byte)
            to = write_header(to, node.value.size, 0x80);
        copy_bytes(to, node.value.data, node.value.size);
        return { start, static_cast<size_t>(to - start) + node.value.size };
    }
    bool is_branch = node.kind == Kind::Branch;
    size_t count = is_branch ? BranchChildren : 1;
    const uint8_t *items[BranchChildren];
    size_t payload = is_branch ? 1 : path_size(node.path);
    for (size_t i = 0; i < count; i++) {
        const Reference &child = node.children[i];
        items[i] = child.encoded;
        if (child.node != nullptr && (child.node->changed || child.encoded == nullptr))
            items[i] = encode_reference(*child.node, observer);
        payload += items[i] == nullptr ? 1 : item_size(items[i]);
    }
    uint8_t *start = _arena->make<uint8_t>(payload + 5);
    uint8_t *to = write_header(start, payload, 0xc0);
    if (!is_branch)
        to = write_path(to, node.path, false);
    // What stood together in the old encoding is copied together; empty children are a byte each there too.
    const uint8_t *run = nullptr;
    const uint8_t *run_end = nullptr;
    size_t empty = 0;
    bool was_kept = false; // only references of one encoding are kept in a branch
    auto flush = [&] {
        size_t size = static_cast<size_t>(run_end - run);
        copy_bytes(to, run, size);
        to += size;
        for (; empty > 0; empty--)
            *to++ = EmptyItem;
    };
    for (size_t i = 0; i < count; i++) {
        if (items[i] == nullptr) {
            empty++;
            continue;
        }
        bool is_kept = items[i] == node.children[i].encoded;
        if (!is_kept || !was_kept || items[i] != run_end + empty) {
            flush();
            run = items[i];
        }
        was_kept = is_kept;
        empty = 0;
        run_end = items[i] + item_size(items[i]);
    }
    flush();
    if (is_branch)
        *to++ = EmptyItem;
    return { start, static_cast<size_t>(to - start) };
}

Hash32 Trie::root(const Observer *observer)
{
    if (_root.empty())
        return EmptyTrieRoot;
    if (_root.node == nullptr || !_root.node->changed)
        return Hash32::from(_root.encoded + 1);
    uint8_t *mark = _arena->mark();
    Bytes encoded = encode(*_root.node, observer);
    Hash32 digest = keccak256(encoded);
    if (observer != nullptr)
        observer->node(observer->context, digest, encoded);
    _arena->release(mark);
    return digest;
}

} // namespace ethereum
