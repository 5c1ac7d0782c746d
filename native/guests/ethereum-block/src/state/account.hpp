// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/uint256.hpp"
#include "state/code.hpp"
#include "trie/trie.hpp"

namespace ethereum
{

struct Account;

// One storage slot of one account: what the block found and what it has become. Transaction numbers start at 1;
// a field that ends in `_in` holds the number of the transaction that it speaks of.
struct Slot {
    Account *account;
    Uint256 key;
    Slot *next_in_bucket;
    Slot *next_of_account;
    uint32_t generation; // of the account's storage when the value was set
    uint32_t original_in;
    uint32_t warm_in;
    uint32_t transient_in;
    bool is_loaded;
    Hash32 hashed_key;
    Uint256 initial;  // at the start of the block
    Uint256 original; // at the start of the transaction
    Uint256 value;
    Uint256 transient_value; // EIP-1153
};

struct Account {
    Address address;
    Account *next_in_bucket;
    Account *next_in_order;
    uint32_t warm_in;
    uint32_t created_in;
    uint32_t destroyed_in;
    uint32_t generation; // how often its storage was wiped
    bool is_loaded;
    bool existed;    // in the trie, at the start of the block
    bool is_changed; // nonce, balance, code or a slot was written, whether or not that was undone
    Hash32 hashed_address;
    uint64_t nonce;
    Uint256 balance;
    Hash32 code_hash;
    Hash32 storage_root; // at the start of the block, or empty once wiped
    Code *code;          // null until it is asked for
    Trie *storage;       // null until a slot is asked for
    Slot *slots;

    bool has_code() const { return code_hash != EmptyCodeHash; }
    // EIP-161: such an account does not exist.
    bool is_empty() const { return nonce == 0 && balance.is_zero() && !has_code(); }
};

} // namespace ethereum
