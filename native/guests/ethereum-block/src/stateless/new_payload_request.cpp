// SPDX-License-Identifier: MIT OR Apache-2.0
#include "stateless/new_payload_request.hpp"

#include "block/execution.hpp"
#include "block/receipt.hpp"
#include "crypto/keccak.hpp"
#include "rlp/rlp_writer.hpp"
#include "ssz/merkle.hpp"
#include "ssz/ssz_reader.hpp"

namespace ethereum
{
namespace
{

constexpr size_t MaximumTransactions = 1 << 20;
constexpr size_t MaximumTransactionSize = 1 << 30;
constexpr size_t MaximumWithdrawals = 16;
constexpr size_t MaximumBlobs = 4096;
constexpr size_t WithdrawalSize = 44;

size_t rlp_size(size_t payload)
{
    size_t header = 1;
    if (payload >= 56)
        for (size_t rest = payload; rest != 0; rest >>= 8)
            header++;
    return header + payload;
}

// The part of a request that only shows in its root.
struct Payload {
    Bytes extra_data;
    Bytes transactions;
    Bytes withdrawals;
};

bool read_payload(Bytes encoded, Fork fork, Arena &arena, Block &block, Hash32 &claimed_hash, Payload &payload)
{
    Header &header = block.header;
    SszReader fields(encoded);
    header.parent_hash = fields.hash();
    header.coinbase = fields.address();
    header.state_root = fields.hash();
    header.receipts_root = fields.hash();
    header.logs_bloom = fields.fixed(BloomSize);
    header.prev_randao = fields.hash();
    header.number = fields.integer64();
    header.gas_limit = fields.integer64();
    header.gas_used = fields.integer64();
    header.timestamp = fields.integer64();
    fields.variable(payload.extra_data);
    header.base_fee = fields.integer256();
    claimed_hash = fields.hash();
    fields.variable(payload.transactions);
    if (fork >= Fork::Shanghai)
        fields.variable(payload.withdrawals);
    if (fork >= Fork::Cancun) {
        header.blob_gas_used = fields.integer64();
        header.excess_blob_gas = fields.integer64();
    }
    if (!fields.finish() || payload.extra_data.size > 32 || payload.withdrawals.size % WithdrawalSize != 0 ||
        payload.withdrawals.size > MaximumWithdrawals * WithdrawalSize)
        return false;
    header.extra_data = payload.extra_data;
    return read_byte_lists(payload.transactions, MaximumTransactions, MaximumTransactionSize, arena,
                           block.transactions);
}

Chunk withdrawals_tree_root(const MerkleTree &tree, Span<const Withdrawal> withdrawals, Arena &arena)
{
    ChunkList items(arena, withdrawals.size);
    for (const Withdrawal &withdrawal : withdrawals) {
        ChunkList fields(arena, 4);
        fields.add(withdrawal.index);
        fields.add(withdrawal.validator);
        fields.add(withdrawal.address);
        fields.add(withdrawal.amount);
        items.add(tree.root(fields.all(), 2));
    }
    return MerkleTree::with_length(tree.root(items.all(), 4), withdrawals.size);
}

Chunk payload_root(const MerkleTree &tree, const Block &block, const Hash32 &claimed_hash, Fork fork, Arena &arena)
{
    const Header &header = block.header;
    ChunkList fields(arena, 17);
    fields.add(header.parent_hash);
    fields.add(header.coinbase);
    fields.add(header.state_root);
    fields.add(header.receipts_root);
    fields.add(tree.bytes(header.logs_bloom, 3));
    fields.add(header.prev_randao);
    fields.add(header.number);
    fields.add(header.gas_limit);
    fields.add(header.gas_used);
    fields.add(header.timestamp);
    fields.add(tree.byte_list(header.extra_data, 0));
    fields.add(header.base_fee);
    fields.add(claimed_hash);
    ChunkList transactions(arena, block.transactions.size);
    for (Bytes transaction : block.transactions)
        transactions.add(tree.byte_list(transaction, 25));
    fields.add(MerkleTree::with_length(tree.root(transactions.all(), 20), block.transactions.size));
    if (fork >= Fork::Shanghai)
        fields.add(withdrawals_tree_root(tree, block.withdrawals, arena));
    if (fork >= Fork::Cancun) {
        fields.add(header.blob_gas_used);
        fields.add(header.excess_blob_gas);
    }
    return tree.root(fields.all(), fork >= Fork::Cancun ? 5 : 4);
}

// Roots of lists whose items are containers of byte vectors and integers, given by the sizes of the fields.
struct RequestType {
    size_t field_count;
    size_t fields[5];
    size_t size;
    size_t maximum;
    unsigned field_depth;
    unsigned list_depth;
};
constexpr RequestType RequestTypes[] = {
    { 5, { 48, 32, 8, 96, 8 }, 192, 8192, 3, 13 }, // EIP-6110
    { 3, { 20, 48, 8 }, 76, 16, 2, 4 },            // EIP-7002
    { 3, { 20, 48, 48 }, 116, 2, 2, 1 },           // EIP-7251
};

bool requests_root(const MerkleTree &tree, Span<const Bytes> lists, Arena &arena, Chunk &root)
{
    ChunkList containers(arena, 3);
    for (size_t i = 0; i < 3; i++) {
        const RequestType &type = RequestTypes[i];
        Bytes list = lists[i];
        size_t count = list.size / type.size;
        if (list.size % type.size != 0 || count > type.maximum)
            return false;
        ChunkList items(arena, count);
        for (const uint8_t *next = list.data; next != list.end();) {
            ChunkList fields(arena, type.field_count);
            for (size_t j = 0; j < type.field_count; j++) {
                size_t size = type.fields[j];
                fields.add(tree.bytes({ next, size }, size <= 32 ? 0 : size <= 64 ? 1 : 2));
                next += size;
            }
            items.add(tree.root(fields.all(), type.field_depth));
        }
        containers.add(MerkleTree::with_length(tree.root(items.all(), type.list_depth), count));
    }
    root = tree.root(containers.all(), 2);
    return true;
}

// The fields of the header that a payload leaves out, and the size of the block as RLP.
void complete_header(NewPayloadRequest &request, Fork fork, Arena &arena)
{
    static constexpr uint8_t ZeroNonce[8] = {};
    Block &block = request.block;
    Header &header = block.header;
    header.ommers_hash = EmptyOmmersHash;
    header.difficulty = Uint256::zero();
    header.nonce = { ZeroNonce, sizeof ZeroNonce };
    header.field_count = header_field_count(fork);
    header.transactions_root = ordered_root(arena, block.transactions);
    size_t transactions_size = 0;
    for (Bytes transaction : block.transactions) {
        bool is_legacy = !transaction.empty() && transaction[0] >= 0xc0;
        transactions_size += is_legacy ? transaction.size : rlp_size(transaction.size);
    }
    size_t withdrawals_size = 0;
    if (fork >= Fork::Shanghai) {
        Bytes *encodings = arena.make<Bytes>(block.withdrawals.size);
        for (size_t i = 0; i < block.withdrawals.size; i++) {
            const Withdrawal &withdrawal = block.withdrawals[i];
            RlpWriter writer(arena, 64);
            writer.integer(withdrawal.amount);
            writer.address(withdrawal.address);
            writer.integer(withdrawal.validator);
            writer.integer(withdrawal.index);
            writer.list(0);
            encodings[i] = writer.written();
            withdrawals_size += encodings[i].size;
        }
        header.withdrawals_root = ordered_root(arena, { encodings, block.withdrawals.size });
        withdrawals_size = rlp_size(withdrawals_size);
    }
    Bytes encoded = encode_header(header, arena);
    block.hash = keccak256(encoded);
    block.encoded_size = rlp_size(encoded.size + rlp_size(transactions_size) + 1 + withdrawals_size);
}

} // namespace

bool decode_new_payload_request(Bytes encoded, Fork fork, Arena &arena, NewPayloadRequest &request)
{
    request = {};
    Block &block = request.block;
    Bytes execution_payload, versioned_hashes, execution_requests;
    SszReader fields(encoded);
    fields.variable(execution_payload);
    if (fork >= Fork::Cancun) {
        fields.variable(versioned_hashes);
        block.header.parent_beacon_block_root = fields.hash();
    }
    if (fork >= Fork::Prague)
        fields.variable(execution_requests);
    Payload payload;
    if (!fields.finish() || versioned_hashes.size % 32 != 0 || versioned_hashes.size > 32 * MaximumBlobs ||
        !read_payload(execution_payload, fork, arena, block, request.claimed_hash, payload))
        return false;
    block.has_versioned_hashes = fork >= Fork::Cancun;
    block.versioned_hashes = versioned_hashes;

    size_t count = payload.withdrawals.size / WithdrawalSize;
    Withdrawal *withdrawals = arena.make<Withdrawal>(count);
    for (size_t i = 0; i < count; i++) {
        SszReader items(payload.withdrawals.part(i * WithdrawalSize, WithdrawalSize));
        withdrawals[i].index = items.integer64();
        withdrawals[i].validator = items.integer64();
        withdrawals[i].address = items.address();
        withdrawals[i].amount = items.integer64();
    }
    block.withdrawals = { withdrawals, count };

    MerkleTree tree(arena);
    ChunkList roots(arena, 4);
    roots.add(payload_root(tree, block, request.claimed_hash, fork, arena));
    if (fork >= Fork::Cancun) {
        roots.add(MerkleTree::with_length(tree.bytes(versioned_hashes, 12), versioned_hashes.size / 32));
        roots.add(block.header.parent_beacon_block_root);
    }
    if (fork >= Fork::Prague) {
        Bytes lists[3];
        SszReader parts(execution_requests);
        for (Bytes &list : lists)
            parts.variable(list);
        Chunk root;
        if (!parts.finish() || !requests_root(tree, { lists, 3 }, arena, root))
            return false;
        roots.add(root);
        block.header.requests_hash = requests_hash({ lists, 3 }, arena);
    }
    request.root = tree.root(roots.all(), fork >= Fork::Cancun ? 2 : 0).to_hash();
    complete_header(request, fork, arena);
    return true;
}

} // namespace ethereum
