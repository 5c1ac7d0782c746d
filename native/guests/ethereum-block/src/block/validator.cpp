// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/phase.hpp"
#include "block/block.hpp"
#include "block/execution.hpp"
#include "block/receipt.hpp"
#include "crypto/keccak.hpp"
#include "rlp/rlp_reader.hpp"
#include "rlp/rlp_writer.hpp"

namespace ethereum
{
namespace
{

constexpr size_t MaximumExtraData = 32;
constexpr uint64_t MinimumGasLimit = 5000;
constexpr uint64_t MaximumGasLimit = INT64_MAX; // EIP-1985: gas fits a signed number
constexpr uint64_t GasLimitQuotient = 1024;
constexpr size_t MaximumAncestors = 256;
// No shorter node is ever found by its hash: a parent holds it instead, and as a root it has a path of 32 bytes.
constexpr size_t SmallestNode = 32;
constexpr size_t MaximumBlockSize = (10u << 20) - (2u << 20); // EIP-7934

bool decode_withdrawal(RlpReader &items, Withdrawal &withdrawal)
{
    RlpReader fields(items.list());
    withdrawal.index = fields.integer64();
    withdrawal.validator = fields.integer64();
    withdrawal.address = fields.address();
    withdrawal.amount = fields.integer64();
    return fields.finished();
}

// Hashes of the ancestors, the parent first; the parent's header. False if they are no chain that ends in the parent.
bool read_ancestors(const Header &header, Span<const Bytes> headers, Arena &arena, Header &parent,
                    Span<const Hash32> &hashes)
{
    if (headers.empty() || headers.size > MaximumAncestors)
        return false;
    Hash32 *result = arena.make<Hash32>(headers.size);
    Hash32 expected = header.parent_hash;
    uint64_t number = header.number;
    for (size_t i = 0; i < headers.size; i++) {
        Bytes encoded = headers[headers.size - 1 - i];
        Header ancestor;
        result[i] = keccak256(encoded);
        if (result[i] != expected || !decode_header(encoded, ancestor) || number == 0 || ancestor.number != number - 1)
            return false;
        expected = ancestor.parent_hash;
        number = ancestor.number;
        if (i == 0)
            parent = ancestor;
    }
    hashes = { result, headers.size };
    return true;
}

NodeStore hashed(Span<const Bytes> contents, Arena &arena, size_t least)
{
    Phase phase("witness");
    return NodeStore(arena, contents, least);
}

BlockError check_header(const Header &header, const Header &parent, const Rules &rules)
{
    uint64_t change = parent.gas_limit / GasLimitQuotient;
    uint64_t difference =
        header.gas_limit > parent.gas_limit ? header.gas_limit - parent.gas_limit : parent.gas_limit - header.gas_limit;
    bool has_zero_nonce = true;
    for (uint8_t byte : header.nonce)
        has_zero_nonce = has_zero_nonce && byte == 0;
    if (header.ommers_hash != EmptyOmmersHash || !header.difficulty.is_zero() || !has_zero_nonce ||
        header.extra_data.size > MaximumExtraData || header.timestamp <= parent.timestamp ||
        header.gas_used > header.gas_limit || difference >= change || header.gas_limit < MinimumGasLimit || header.gas_limit > MaximumGasLimit)
        return BlockError::Header;
    if (parent.field_count < 16 || header.base_fee != next_base_fee(parent.base_fee, parent.gas_used, parent.gas_limit))
        return BlockError::BaseFee;
    if (rules.fork >= Fork::Cancun) {
        if (header.blob_gas_used > rules.blobs.maximum * GasPerBlob || header.blob_gas_used % GasPerBlob != 0 ||
            header.excess_blob_gas !=
                next_excess_blob_gas(rules, parent.excess_blob_gas, parent.blob_gas_used, parent.base_fee))
            return BlockError::BlobGas;
    }
    return BlockError::None;
}

} // namespace

const char *describe(BlockError error)
{
    static constexpr const char *Names[] = { "valid",
                                             "malformed block",
                                             "ancestors",
                                             "header",
                                             "base fee",
                                             "blob gas",
                                             "versioned hashes",
                                             "block hash",
                                             "block size",
                                             "transactions root",
                                             "withdrawals root",
                                             "malformed transaction",
                                             "sender",
                                             "invalid transaction",
                                             "system call",
                                             "deposits",
                                             "gas used",
                                             "receipts root",
                                             "logs bloom",
                                             "requests hash",
                                             "state root",
                                             "incomplete witness" };
    return Names[static_cast<unsigned>(error)];
}

BlockError decode_block(Bytes encoded, const Rules &rules, Arena &arena, Block &block)
{
    block = {};
    RlpReader outer(encoded);
    RlpReader parts(outer.list());
    Bytes header = parts.item().encoded;
    Bytes transactions = parts.list();
    Bytes ommers = parts.list();
    bool has_withdrawals = rules.fork >= Fork::Shanghai;
    Bytes withdrawals = has_withdrawals ? parts.list() : Bytes{};
    if (!outer.finished() || !parts.finished() || !ommers.empty() || !decode_header(header, block.header) ||
        block.header.field_count != header_field_count(rules.fork))
        return BlockError::Malformed;
    block.hash = keccak256(header);
    block.encoded_size = encoded.size;

    List<Bytes> list(arena);
    RlpReader items(transactions);
    while (!items.at_end()) {
        RlpItem item = items.item();
        list.add(item.is_list ? item.encoded : item.payload);
    }
    if (items.failed())
        return BlockError::Malformed;
    block.transactions = { list.begin(), list.size() };
    if (ordered_root(arena, block.transactions) != block.header.transactions_root)
        return BlockError::TransactionsRoot;
    if (!has_withdrawals)
        return BlockError::None;

    List<Bytes> encodings(arena);
    List<Withdrawal> values(arena);
    RlpReader entries(withdrawals);
    while (!entries.at_end()) {
        Bytes rest = entries.rest();
        Withdrawal withdrawal;
        if (!decode_withdrawal(entries, withdrawal) || entries.failed())
            return BlockError::Malformed;
        values.add(withdrawal);
        encodings.add({ rest.data, rest.size - entries.rest().size });
    }
    block.withdrawals = { values.begin(), values.size() };
    if (ordered_root(arena, { encodings.begin(), encodings.size() }) != block.header.withdrawals_root)
        return BlockError::WithdrawalsRoot;
    return BlockError::None;
}

BlockResult validate_block(const Block &block, const Witness &witness, const Rules &rules, Arena &arena, Arena &frames,
                           const Trie::Observer *observer)
{
    const Header &header = block.header;
    BlockResult result = {};
    auto fail = [&result](BlockError error) {
        result.error = error;
        return result;
    };
    Header parent;
    Span<const Hash32> ancestors;
    if (!read_ancestors(header, witness.headers, arena, parent, ancestors))
        return fail(BlockError::Ancestors);
    if (rules.fork >= Fork::Osaka && block.encoded_size > MaximumBlockSize)
        return fail(BlockError::BlockSize);
    BlockError error = check_header(header, parent, rules);
    if (error != BlockError::None)
        return fail(error);

    NodeStore nodes = hashed(witness.nodes, arena, SmallestNode);
    NodeStore codes = hashed(witness.codes, arena, 0);
    State state(arena, nodes, codes, parent.state_root);
    BlockExecution execution(state, block, rules, ancestors, arena, frames);
    error = execution.start();
    for (size_t i = 0; i < block.transactions.size && error == BlockError::None; i++) {
        result.transaction = i;
        error = execution.transaction(i, i < witness.public_keys.size ? witness.public_keys[i] : Bytes{});
    }
    if (error == BlockError::None)
        error = execution.finish();
    result.gas_used = execution.gas_used();
    if (error != BlockError::None)
        return fail(error);
    {
        Phase phase("receipts");
        result.receipts_root = ordered_root(arena, execution.receipts());
    }
    {
        Phase phase("state root");
        result.state_root = state.root(observer);
    }
    for (size_t i = 0; i < 3; i++)
        result.requests[i] = execution.requests()[i];
    if (state.is_incomplete())
        return fail(BlockError::WitnessIncomplete);
    if (execution.gas_used() != header.gas_used)
        return fail(BlockError::GasUsed);
    if (rules.fork >= Fork::Cancun && execution.blob_gas_used() != header.blob_gas_used)
        return fail(BlockError::BlobGas);
    if (block.has_versioned_hashes && execution.blob_gas_used() / GasPerBlob != block.versioned_hashes.size / 32)
        return fail(BlockError::VersionedHashes);
    if (result.receipts_root != header.receipts_root)
        return fail(BlockError::ReceiptsRoot);
    if (!equal_bytes(execution.bloom(), header.logs_bloom.data, BloomSize))
        return fail(BlockError::LogsBloom);
    if (result.state_root != header.state_root)
        return fail(BlockError::StateRoot);
    // The last, for find_execution_requests, which takes a block that fails here alone.
    if (rules.fork >= Fork::Prague && requests_hash(execution.requests(), arena) != header.requests_hash)
        return fail(BlockError::RequestsHash);
    return result;
}

} // namespace ethereum
