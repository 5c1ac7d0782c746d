// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/mutations.hpp"

#include "base/uint256.hpp"
#include "rlp/rlp_reader.hpp"

#include <algorithm>
#include <set>

namespace ethereum::host
{
namespace
{

using Bits = std::set<std::pair<size_t, uint8_t>>; // position, what to change there

// The field prime of secp256k1, for the point of the other parity.
constexpr Uint256 FieldPrime = { { 0xfffffc2f, 0xfffffffe, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
                                   0xffffffff } };

// Of an RLP list: each item's header and first, middle and last byte; into lists and, since accounts stand in strings, into
// strings that are lists as well.
void add_items(Bytes encoded, size_t offset, Bits &bits, unsigned depth)
{
    RlpReader outer(encoded);
    Bytes payload = outer.list();
    if (!outer.finished())
        return;
    bits.insert({ offset, 0x01 });
    for (const uint8_t *at = encoded.data; at < payload.data; at++)
        bits.insert({ offset + static_cast<size_t>(at - encoded.data), 0x80 });
    RlpReader items(payload);
    while (!items.at_end()) {
        RlpItem item = items.item();
        if (items.failed())
            return;
        size_t start = offset + static_cast<size_t>(item.encoded.data - encoded.data);
        size_t inner = offset + static_cast<size_t>(item.payload.data - encoded.data);
        bits.insert({ start, 0x01 });
        bits.insert({ start, 0x40 });
        if (!item.payload.empty()) {
            bits.insert({ inner, 0x10 });
            bits.insert({ inner + item.payload.size / 2, 0x08 });
            bits.insert({ inner + item.payload.size - 1, 0x01 });
        }
        if (depth > 0)
            add_items(item.is_list ? item.encoded : item.payload, item.is_list ? start : inner, bits, depth - 1);
    }
}

Bits node_bits(const Buffer &node)
{
    Bits bits;
    add_items(view(node), 0, bits, 2);
    if (!node.empty())
        bits.insert({ node.size() - 1, 0x80 });
    return bits;
}

Buffer flipped(Buffer buffer, size_t position, uint8_t mask)
{
    buffer[position] = static_cast<uint8_t>(buffer[position] ^ mask);
    return buffer;
}

Buffer with_other_parity(Buffer key)
{
    Uint256 y = Uint256::from_be32(key.data() + 33);
    (FieldPrime - y).to_be32(key.data() + 33);
    return key;
}

class Mutator
{
  public:
    Mutator(const InputParts &original, const Visit &visit) : _original(original), _visit(visit) {}

    // Changes the list `items` of a copy of the parts.
    template <typename Change>
    void of_parts(const Mutation &mutation, Change change)
    {
        _visit(mutation, [&] {
            InputParts parts = _original;
            change(parts);
            return parts.encode();
        });
    }

    void nodes();
    void codes();
    void headers();
    void orders(std::vector<Buffer> InputParts::*list, bool is_free);
    void public_keys();
    void request();
    void statement();
    void encoding();

  private:
    void bits_of(std::vector<Buffer> InputParts::*list, size_t index, const Bits &bits, const Mutation &mutation)
    {
        for (const auto &bit : bits)
            of_parts(mutation, [&](InputParts &parts) {
                Buffer &item = (parts.*list)[index];
                item = flipped(item, bit.first, bit.second);
            });
    }

    const InputParts &_original;
    const Visit &_visit;
};

void Mutator::nodes()
{
    for (size_t i = 0; i < _original.nodes.size(); i++) {
        auto mutation = [i](const char *kind, bool is_detail = false) {
            return Mutation{ kind, Outcome::IfUnread, Item::Node, i, is_detail };
        };
        _visit(mutation("node left out"), [&] { return without(_original, Item::Node, i); });
        bits_of(&InputParts::nodes, i, node_bits(_original.nodes[i]), mutation("bit of a node", true));
        of_parts(mutation("node cut by a byte"), [&](InputParts &parts) { parts.nodes[i].pop_back(); });
        of_parts(mutation("node with a byte more"), [&](InputParts &parts) { parts.nodes[i].push_back(0x80); });
        of_parts(mutation("node emptied"), [&](InputParts &parts) { parts.nodes[i].clear(); });
        of_parts(mutation("another node in its place"),
                 [&](InputParts &parts) { parts.nodes[i] = parts.nodes[(i + 1) % parts.nodes.size()]; });
    }
    orders(&InputParts::nodes, true);
}

void Mutator::codes()
{
    for (size_t i = 0; i < _original.codes.size(); i++) {
        size_t size = _original.codes[i].size();
        auto mutation = [i, size](const char *kind, bool is_detail = false) {
            // The code of no bytes is known without a witness.
            return Mutation{ kind, size == 0 ? Outcome::Unchanged : Outcome::IfUnread, Item::Code, i, is_detail };
        };
        _visit(mutation("code left out"), [&] { return without(_original, Item::Code, i); });
        of_parts(mutation("code with a byte more"), [&](InputParts &parts) { parts.codes[i].push_back(0); });
        if (size == 0)
            continue;
        Bits bits;
        for (size_t part = 0; part < 16; part++)
            bits.insert({ part * (size - 1) / 15, static_cast<uint8_t>(1u << (part % 8)) });
        bits_of(&InputParts::codes, i, bits, mutation("bit of a code", true));
        of_parts(mutation("code cut by a byte"), [&](InputParts &parts) { parts.codes[i].pop_back(); });
        of_parts(mutation("code emptied"), [&](InputParts &parts) { parts.codes[i].clear(); });
    }
    orders(&InputParts::codes, true);
}

void Mutator::headers()
{
    for (size_t i = 0; i < _original.headers.size(); i++) {
        auto mutation = [i](const char *kind, bool is_detail = false) {
            return Mutation{ kind, Outcome::Rejected, Item::Header, i, is_detail };
        };
        // Without the oldest ones, the chain still ends in the parent: they count only where BLOCKHASH reads them.
        Mutation left_out = mutation("header left out");
        if (i == 0 && _original.headers.size() > 1)
            left_out.outcome = Outcome::IfUnread;
        _visit(left_out, [&] { return without(_original, Item::Header, i); });
        Bits bits;
        for (size_t position = 0; position < _original.headers[i].size(); position++)
            bits.insert({ position, static_cast<uint8_t>(1u << (position % 8)) });
        bits_of(&InputParts::headers, i, bits, mutation("bit of a header", true));
        of_parts(mutation("header cut by a byte"), [&](InputParts &parts) { parts.headers[i].pop_back(); });
        of_parts(mutation("header with a byte more"), [&](InputParts &parts) { parts.headers[i].push_back(0x80); });
    }
    orders(&InputParts::headers, false);
}

// `is_free`: whether order and superfluous items are of no importance.
void Mutator::orders(std::vector<Buffer> InputParts::*list, bool is_free)
{
    Outcome outcome = is_free ? Outcome::Unchanged : Outcome::Rejected;
    size_t count = (_original.*list).size();
    auto mutation = [outcome](const char *kind) { return Mutation{ kind, outcome, Item::None, 0, false }; };
    if (count > 1) {
        for (size_t i = 0; i + 1 < count; i += 1 + count / 16)
            of_parts(mutation("neighbours swapped"),
                     [&](InputParts &parts) { std::swap((parts.*list)[i], (parts.*list)[i + 1]); });
        of_parts(mutation("order reversed"),
                 [&](InputParts &parts) { std::reverse((parts.*list).begin(), (parts.*list).end()); });
        of_parts(mutation("order rotated"), [&](InputParts &parts) {
            std::rotate((parts.*list).begin(), (parts.*list).begin() + 1, (parts.*list).end());
        });
    }
    if (count > 0)
        of_parts(mutation("all items twice"), [&](InputParts &parts) {
            std::vector<Buffer> twice = parts.*list;
            (parts.*list).insert((parts.*list).end(), twice.begin(), twice.end());
        });
    const Buffer extras[] = { {}, { 0x80 }, { 0xc0 }, Buffer(532, 0xa0), Buffer(7, 0xff) };
    for (const Buffer &extra : extras) {
        of_parts(mutation("superfluous item last"), [&](InputParts &parts) { (parts.*list).push_back(extra); });
        of_parts(mutation("superfluous item first"),
                 [&](InputParts &parts) { (parts.*list).insert((parts.*list).begin(), extra); });
    }
    of_parts(Mutation{ "list emptied", Outcome::Bound, Item::None, 0, false },
             [&](InputParts &parts) { (parts.*list).clear(); });
}

void Mutator::public_keys()
{
    size_t count = _original.public_keys.size();
    auto mutation = [](const char *kind, bool is_detail = false) {
        return Mutation{ kind, Outcome::Rejected, Item::None, 0, is_detail };
    };
    for (size_t i = 0; i < count; i++) {
        for (size_t position = 0; position < 65; position++)
            of_parts(mutation("bit of a public key", true), [&](InputParts &parts) {
                parts.public_keys[i] = flipped(parts.public_keys[i], position, static_cast<uint8_t>(1u << (position % 8)));
            });
        of_parts(mutation("public key of zeros"),
                 [&](InputParts &parts) { parts.public_keys[i].assign(65, 0); });
        of_parts(mutation("public key 04 and zeros"), [&](InputParts &parts) {
            parts.public_keys[i].assign(65, 0);
            parts.public_keys[i][0] = 0x04;
        });
        of_parts(mutation("public key of the other parity"),
                 [&](InputParts &parts) { parts.public_keys[i] = with_other_parity(parts.public_keys[i]); });
        const Buffer &other = _original.public_keys[(i + 1) % count];
        if (other != _original.public_keys[i])
            of_parts(mutation("another's public key"), [&](InputParts &parts) { parts.public_keys[i] = other; });
    }
    if (count == 0)
        return;
    of_parts(mutation("last public key left out"), [](InputParts &parts) { parts.public_keys.pop_back(); });
    of_parts(mutation("no public keys"), [](InputParts &parts) { parts.public_keys.clear(); });
    // Hints beyond the last transaction are never looked at.
    of_parts({ "public key too many", Outcome::Unchanged, Item::None, 0, false },
             [](InputParts &parts) { parts.public_keys.push_back(parts.public_keys[0]); });
}

void Mutator::request()
{
    const Mutation mutation = { "bit of the request", Outcome::Rejected, Item::None, 0, true };
    for (size_t position = 0; position < _original.request.size(); position++)
        for (unsigned bit = position % 2; bit < 8; bit += 2)
            of_parts(mutation, [&](InputParts &parts) {
                parts.request = flipped(parts.request, position, static_cast<uint8_t>(1u << bit));
            });
}

void Mutator::statement()
{
    auto mutation = [](const char *kind, Outcome outcome) { return Mutation{ kind, outcome, Item::None, 0, false }; };
    for (unsigned bit = 0; bit < 64; bit++)
        of_parts(mutation("bit of the chain id", Outcome::Restated),
                 [&](InputParts &parts) { parts.chain_id ^= uint64_t(1) << bit; });
    for (unsigned value = 0; value < 256; value++) {
        if (value != _original.schema[0])
            of_parts(mutation("another fork", Outcome::Restated),
                     [&](InputParts &parts) { parts.schema[0] = static_cast<uint8_t>(value); });
        bool is_known = value == 0x01 || value == AnyTimeRevision;
        if (value != _original.schema[1])
            of_parts(mutation("another revision", is_known ? Outcome::Restated : Outcome::Rejected),
                     [&](InputParts &parts) { parts.schema[1] = static_cast<uint8_t>(value); });
    }
}

void Mutator::encoding()
{
    Buffer encoded = _original.encode();
    auto mutation = [](const char *kind) { return Mutation{ kind, Outcome::Rejected, Item::None, 0, true }; };
    for (size_t size = 0; size < encoded.size(); size += 1 + encoded.size() / 256)
        _visit(mutation("input cut"), [&] { return Buffer(encoded.begin(), encoded.begin() + static_cast<long>(size)); });
    for (uint8_t byte : { 0x00, 0x04, 0xff })
        _visit(mutation("input with a byte more"), [&] {
            Buffer longer = encoded;
            longer.push_back(byte);
            return longer;
        });
    // The offsets of StatelessInput and of the witness; those of its lists say where items end, see "another node".
    size_t request_end = 2 + 20 + _original.request.size();
    for (size_t start : { size_t(2), size_t(6), size_t(18), request_end, request_end + 4, request_end + 8 })
        for (size_t bit = 0; bit < 32; bit++)
            _visit(mutation("bit of an offset"),
                   [&] { return flipped(encoded, start + bit / 8, static_cast<uint8_t>(1u << (bit % 8))); });
}

} // namespace

Buffer without(const InputParts &original, Item item, size_t index)
{
    InputParts parts = original;
    std::vector<Buffer> &list = item == Item::Node ? parts.nodes : item == Item::Code ? parts.codes : parts.headers;
    list.erase(list.begin() + static_cast<long>(index));
    return parts.encode();
}

void for_each_mutation(const InputParts &original, const Visit &visit)
{
    Mutator mutator(original, visit);
    mutator.statement();
    mutator.encoding();
    mutator.request();
    mutator.public_keys();
    mutator.headers();
    mutator.codes();
    mutator.nodes();
}

} // namespace ethereum::host
