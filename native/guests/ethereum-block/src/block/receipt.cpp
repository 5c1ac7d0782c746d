// SPDX-License-Identifier: MIT OR Apache-2.0
#include "block/receipt.hpp"

#include "crypto/keccak.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{
namespace
{

constexpr size_t BloomSize = 256;

void add_bits(uint8_t *bloom, Bytes item)
{
    Hash32 digest = keccak256(item);
    for (int i = 0; i < 6; i += 2) {
        unsigned bit = (static_cast<unsigned>(digest.bytes[i]) << 8 | digest.bytes[i + 1]) & 2047;
        bloom[BloomSize - 1 - bit / 8] |= static_cast<uint8_t>(1u << (bit % 8));
    }
}

} // namespace

void add_to_bloom(uint8_t *bloom, const Log &log)
{
    add_bits(bloom, log.address.view());
    for (uint32_t i = 0; i < log.topic_count; i++)
        add_bits(bloom, log.topics[i].view());
}

Bytes encode_receipt(Arena &arena, uint8_t type, bool is_success, uint64_t cumulative_gas, Span<const Log> logs,
                     uint8_t *block_bloom)
{
    uint8_t bloom[BloomSize] = {};
    size_t capacity = 320;
    for (const Log &log : logs) {
        add_to_bloom(bloom, log);
        capacity += 200 + log.data.size;
    }
    for (size_t i = 0; i < BloomSize; i++)
        block_bloom[i] |= bloom[i];
    RlpWriter writer(arena, capacity);
    for (size_t i = logs.size; i > 0; i--) {
        const Log &log = logs[i - 1];
        size_t entry = writer.mark();
        writer.bytes(log.data);
        size_t topics = writer.mark();
        for (uint32_t j = log.topic_count; j > 0; j--)
            writer.hash(log.topics[j - 1]);
        writer.list(topics);
        writer.address(log.address);
        writer.list(entry);
    }
    writer.list(0);
    writer.bytes({ bloom, sizeof bloom });
    writer.integer(cumulative_gas);
    writer.integer(is_success ? 1 : 0);
    writer.list(0);
    if (type != 0)
        writer.raw({ &type, 1 });
    return writer.written();
}

Hash32 ordered_root(Arena &arena, Span<const Bytes> values)
{
    NodeStore none(arena, {});
    Trie trie(arena, none, EmptyTrieRoot);
    for (size_t i = 0; i < values.size; i++) {
        RlpWriter key(arena, 8);
        key.integer(i);
        trie.put(key.written(), values[i]);
    }
    return trie.root();
}

} // namespace ethereum
