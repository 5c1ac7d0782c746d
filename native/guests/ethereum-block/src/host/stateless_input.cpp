// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/stateless_input.hpp"

#include "transactions/transaction.hpp"

namespace ethereum::host
{
namespace
{

using Buffer = std::vector<uint8_t>;

// A container or list: fixed parts in order, with offsets for those that follow.
class Writer
{
  public:
    void raw(Bytes bytes) { _fixed.insert(_fixed.end(), bytes.begin(), bytes.end()); }
    void integer64(uint64_t value)
    {
        for (int i = 0; i < 8; i++)
            _fixed.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    void variable(const Buffer &content)
    {
        _offsets.push_back(_fixed.size());
        _fixed.insert(_fixed.end(), 4, 0);
        _contents.push_back(content);
    }
    Buffer finish()
    {
        Buffer result = _fixed;
        for (size_t i = 0; i < _offsets.size(); i++) {
            for (int j = 0; j < 4; j++)
                result[_offsets[i] + static_cast<size_t>(j)] = static_cast<uint8_t>(result.size() >> (8 * j));
            result.insert(result.end(), _contents[i].begin(), _contents[i].end());
        }
        return result;
    }

  private:
    Buffer _fixed;
    std::vector<size_t> _offsets;
    std::vector<Buffer> _contents;
};

Buffer copy(Bytes bytes)
{
    return Buffer(bytes.begin(), bytes.end());
}

Buffer byte_lists(Span<const Bytes> items)
{
    Writer writer;
    for (Bytes item : items)
        writer.variable(copy(item));
    return writer.finish();
}

Buffer payload(const Block &block, Fork fork)
{
    const Header &header = block.header;
    Writer writer;
    writer.raw(header.parent_hash.view());
    writer.raw(header.coinbase.view());
    writer.raw(header.state_root.view());
    writer.raw(header.receipts_root.view());
    writer.raw(header.logs_bloom);
    writer.raw(header.prev_randao.view());
    writer.integer64(header.number);
    writer.integer64(header.gas_limit);
    writer.integer64(header.gas_used);
    writer.integer64(header.timestamp);
    writer.variable(copy(header.extra_data));
    writer.raw({ reinterpret_cast<const uint8_t *>(header.base_fee.words), 32 });
    writer.raw(block.hash.view());
    writer.variable(byte_lists(block.transactions));
    if (fork >= Fork::Shanghai) {
        Writer withdrawals;
        for (const Withdrawal &withdrawal : block.withdrawals) {
            withdrawals.integer64(withdrawal.index);
            withdrawals.integer64(withdrawal.validator);
            withdrawals.raw(withdrawal.address.view());
            withdrawals.integer64(withdrawal.amount);
        }
        writer.variable(withdrawals.finish());
    }
    if (fork >= Fork::Cancun) {
        writer.integer64(header.blob_gas_used);
        writer.integer64(header.excess_blob_gas);
    }
    return writer.finish();
}

Buffer versioned_hashes(const Block &block, Fork fork)
{
    Buffer result;
    std::vector<uint64_t> region(1 << 16);
    for (Bytes encoded : block.transactions) {
        Arena arena(region.data(), region.size() * 8);
        Transaction transaction;
        if (encoded[0] != 3 || !decode_transaction(encoded, fork, arena, transaction))
            continue;
        result.insert(result.end(), transaction.blob_hashes.begin(), transaction.blob_hashes.end());
    }
    return result;
}

} // namespace

std::vector<uint8_t> stateless_input(const Block &block, const Witness &witness, const Rules &rules,
                                     Span<const Bytes> requests, uint8_t revision)
{
    Writer request;
    request.variable(payload(block, rules.fork));
    if (rules.fork >= Fork::Cancun) {
        request.variable(versioned_hashes(block, rules.fork));
        request.raw(block.header.parent_beacon_block_root.view());
    }
    if (rules.fork >= Fork::Prague) {
        Writer lists;
        for (Bytes list : requests)
            lists.variable(copy(list));
        request.variable(lists.finish());
    }
    Writer proof;
    proof.variable(byte_lists(witness.nodes));
    proof.variable(byte_lists(witness.codes));
    proof.variable(byte_lists(witness.headers));
    Buffer keys;
    for (Bytes key : witness.public_keys)
        keys.insert(keys.end(), key.begin(), key.end());
    Writer input;
    input.variable(request.finish());
    input.variable(proof.finish());
    input.integer64(rules.chain_id);
    input.variable(keys);
    Buffer result = { static_cast<uint8_t>(0x0e + static_cast<uint8_t>(rules.fork)), revision };
    Buffer encoded = input.finish();
    result.insert(result.end(), encoded.begin(), encoded.end());
    return result;
}

} // namespace ethereum::host
