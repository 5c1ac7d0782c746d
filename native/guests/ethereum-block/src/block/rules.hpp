// SPDX-License-Identifier: MIT OR Apache-2.0
// What differs between chains and forks, and the fee arithmetic that follows from it.
#pragma once

#include "base/fork.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

// EIP-7840: blobs a block, and how fast their base fee moves.
struct BlobSchedule {
    uint64_t target;
    uint64_t maximum;
    uint64_t base_fee_update_fraction;
};

struct Rules {
    uint64_t chain_id;
    Fork fork;
    BlobSchedule blobs;
    Address deposit_contract; // EIP-6110
};

inline constexpr uint64_t GasPerBlob = 1 << 17;

// The rules of a fork with its usual blob schedule.
Rules rules_of(uint64_t chain_id, Fork fork);
// Mainnet, Sepolia and Hoodi, whose activations are known.
bool is_known_chain(uint64_t chain_id);
// Which fork a block of mainnet, Sepolia or Hoodi falls in. False for any other chain, or a block before Paris.
bool fork_of(uint64_t chain_id, uint64_t number, uint64_t timestamp, Fork &fork);

// EIP-1559, from the parent's header.
Uint256 next_base_fee(const Uint256 &base_fee, uint64_t gas_used, uint64_t gas_limit);
// EIP-4844
Uint256 blob_base_fee(uint64_t excess_blob_gas, const BlobSchedule &blobs);
// EIP-4844 and EIP-7918, from the parent's header; `parent_base_fee` is the parent's own.
uint64_t next_excess_blob_gas(const Rules &rules, uint64_t parent_excess, uint64_t parent_used,
                              const Uint256 &parent_base_fee);

} // namespace ethereum
