// SPDX-License-Identifier: MIT OR Apache-2.0
// Runs a block's transactions, withdrawals and system calls over a state (execution-specs, state_transition).
#pragma once

#include "block/block.hpp"
#include "evm/evm.hpp"
#include "transactions/transaction.hpp"

namespace ethereum
{

// EIP-7685: over the lists of deposits, withdrawals and consolidations, as their items follow each other.
Hash32 requests_hash(Span<const Bytes> lists, Arena &arena);

class BlockExecution
{
  public:
    // `ancestors`: their hashes, the parent first.
    BlockExecution(State &state, const Block &block, const Rules &rules, Span<const Hash32> ancestors, Arena &arena,
                   Arena &frames);
    BlockExecution(const BlockExecution &) = delete; // the EVM refers to the context
    BlockExecution &operator=(const BlockExecution &) = delete;

    // In this order. Each returns None, or what is wrong.
    BlockError start(); // EIP-4788, EIP-2935
    BlockError transaction(size_t index, Bytes public_key);
    BlockError finish(); // withdrawals, requests

    uint64_t gas_used() const { return _gas_used; }
    uint64_t blob_gas_used() const { return _blob_gas_used; }
    const uint8_t *bloom() const { return _bloom; }
    Span<const Bytes> receipts() const { return { _receipts.begin(), _receipts.size() }; }
    Span<const Bytes> requests() const { return { _requests, 3 }; }

  private:
    BlockError read(size_t index, Bytes public_key, Transaction &transaction, Address &sender);
    BlockError check(const Transaction &transaction, const Account &sender, const TransactionGas &gas, Uint256 &price,
                     Uint256 &cost);
    CallResult run(const Transaction &transaction, Account &sender, int64_t gas);
    void warm_addresses(const Transaction &transaction, Account &sender);
    void apply_authorizations(const Transaction &transaction);
    CallResult system_call(const Address &target, Bytes input);
    BlockError collect_requests();

    State *_state;
    const Block *_block;
    const Rules *_rules;
    BlockContext _context;
    Arena *_arena;
    Evm _evm;
    List<Bytes> _receipts;
    uint64_t _gas_used = 0;
    uint64_t _blob_gas_used = 0;
    uint8_t _bloom[BloomSize] = {};
    Bytes _requests[3];
};

} // namespace ethereum
