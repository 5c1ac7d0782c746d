// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/stateless_input.hpp"

#include "host/ssz_writer.hpp"
#include "transactions/transaction.hpp"

namespace ethereum::host
{
namespace
{

Buffer byte_lists(Span<const Bytes> items)
{
    SszWriter writer;
    for (Bytes item : items)
        writer.variable(item);
    return writer.finish();
}

// With items of zeros so that each of the others begins at a multiple of four, which spares the guest copying what it hashes.
// `address` is where the list begins, modulo four, and then where it ends.
Buffer aligned_lists(Span<const Bytes> items, size_t &address)
{
    static constexpr uint8_t Zeros[4] = {};
    SszWriter writer;
    auto align = [&] {
        if (address % 4 == 0)
            return;
        writer.variable(Bytes{ Zeros, 4 - address % 4 });
        address = 0;
    };
    for (Bytes item : items) { // whose offsets have four bytes each
        align();
        writer.variable(item);
        address += item.size;
    }
    if (items.size != 0)
        align();
    return writer.finish();
}

Buffer payload(const Block &block, Fork fork)
{
    const Header &header = block.header;
    SszWriter writer;
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
    writer.variable(header.extra_data);
    writer.raw({ reinterpret_cast<const uint8_t *>(header.base_fee.words), 32 });
    writer.raw(block.hash.view());
    writer.variable(byte_lists(block.transactions));
    if (fork >= Fork::Shanghai) {
        SszWriter withdrawals;
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
    SszWriter request;
    request.variable(payload(block, rules.fork));
    if (rules.fork >= Fork::Cancun) {
        request.variable(versioned_hashes(block, rules.fork));
        request.raw(block.header.parent_beacon_block_root.view());
    }
    if (rules.fork >= Fork::Prague) {
        SszWriter lists;
        for (Bytes list : requests)
            lists.variable(list);
        request.variable(lists.finish());
    }
    Buffer encoded_request = request.finish();
    constexpr size_t FixedSize = 2 + (4 + 4 + 8 + 4) + 3 * 4; // schema, the input's fields, the witness's
    size_t address = FixedSize + encoded_request.size();
    SszWriter proof;
    proof.variable(aligned_lists(witness.nodes, address));
    proof.variable(aligned_lists(witness.codes, address));
    proof.variable(byte_lists(witness.headers));
    Buffer keys;
    for (Bytes key : witness.public_keys)
        keys.insert(keys.end(), key.begin(), key.end());
    SszWriter input;
    input.variable(encoded_request);
    input.variable(proof.finish());
    input.integer64(rules.chain_id);
    input.variable(keys);
    Buffer result = { static_cast<uint8_t>(0x0e + static_cast<uint8_t>(rules.fork)), revision };
    Buffer encoded = input.finish();
    result.insert(result.end(), encoded.begin(), encoded.end());
    return result;
}

} // namespace ethereum::host
