// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "block/header.hpp"
#include "block/rules.hpp"
#include "state/state.hpp"

namespace ethereum
{

struct Withdrawal { // EIP-4895
    uint64_t index;
    uint64_t validator;
    Address address;
    uint64_t amount; // in Gwei
};

struct Block {
    Header header;
    Hash32 hash;
    size_t encoded_size;
    Span<const Bytes> transactions; // each as decode_transaction takes it
    Span<const Withdrawal> withdrawals;
    bool has_versioned_hashes; // whether the consensus layer named the blobs of all transactions
    Bytes versioned_hashes;
};

struct Witness {
    Span<const Bytes> nodes;
    Span<const Bytes> codes;
    Span<const Bytes> headers;     // ascending; the last is the parent
    Span<const Bytes> public_keys; // of the senders, 65 bytes each; hints that are checked
};

enum class BlockError : uint8_t {
    None,
    Malformed, // the block is no RLP of a block of the fork
    Ancestors, // headers malformed, not contiguous, or not ending in the parent
    Header,    // a field that the parent or the rules determine
    BaseFee,
    BlobGas,
    VersionedHashes, // not those that the consensus layer named
    BlockHash,       // not the one that the payload names
    BlockSize,       // EIP-7934
    TransactionsRoot,
    WithdrawalsRoot,
    TransactionMalformed,
    Sender, // a signature, or the hint for it, is wrong
    TransactionInvalid,
    SystemCall,
    Deposits, // a deposit log with another layout than EIP-6110 tells
    GasUsed,
    ReceiptsRoot,
    LogsBloom,
    RequestsHash,
    StateRoot,
    WitnessIncomplete,
};

const char *describe(BlockError error);

struct BlockResult {
    BlockError error;
    uint64_t gas_used;
    Hash32 state_root;
    Hash32 receipts_root;
    Bytes requests[3];  // EIP-7685: deposits, withdrawals, consolidations
    size_t transaction; // the first invalid one, where the error is of a transaction
};

// Reads RLP of [header, transactions, ommers(, withdrawals)]; checks the roots in the header that follow from the rest.
BlockError decode_block(Bytes encoded, const Rules &rules, Arena &arena, Block &block);

// Checks everything that EIP-8025 asks of a stateless validator, from the header on. `frames` holds what calls need.
BlockResult validate_block(const Block &block, const Witness &witness, const Rules &rules, Arena &arena, Arena &frames,
                           const Trie::Observer *observer = nullptr);

} // namespace ethereum
