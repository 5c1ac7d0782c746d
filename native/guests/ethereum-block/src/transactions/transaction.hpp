// SPDX-License-Identifier: MIT OR Apache-2.0
// Transactions of all types: legacy, EIP-2930 (1), EIP-1559 (2), EIP-4844 (3), EIP-7702 (4), decoded in place.
#pragma once

#include "base/arena.hpp"
#include "base/fork.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

struct Transaction {
    uint8_t type;
    bool has_chain_id; // false for a legacy transaction without EIP-155
    bool is_create;
    uint64_t chain_id;
    uint64_t nonce;
    Uint256 max_fee;          // the gas price of types 0 and 1
    Uint256 max_priority_fee; // likewise
    uint64_t gas_limit;
    Address to;
    Uint256 value;
    Bytes data;
    Bytes access_list; // payload of the list
    uint64_t access_addresses;
    uint64_t access_slots;
    Uint256 max_fee_per_blob_gas;
    Bytes blob_hashes;    // 32 bytes each
    Bytes authorizations; // payload of the list
    uint64_t authorization_count;
    uint8_t y_parity;
    Uint256 r;
    Uint256 s;
    Hash32 signing_hash;
};

// An entry of EIP-7702's list.
struct Authorization {
    Uint256 chain_id;
    Address address;
    uint64_t nonce;
    uint8_t y_parity;
    Uint256 r;
    Uint256 s;
    Hash32 signing_hash;
};

// `encoded` is the type and the payload, or the list of a legacy transaction. False if it is not one of the fork.
bool decode_transaction(Bytes encoded, Fork fork, Arena &arena, Transaction &transaction);

// Takes the next entry off `list`. The list was checked by decode_transaction.
Authorization next_authorization(Bytes &list);

struct TransactionGas {
    uint64_t intrinsic;
    uint64_t floor; // EIP-7623; 0 before Prague
};
TransactionGas transaction_gas(const Transaction &transaction, Fork fork);

} // namespace ethereum
