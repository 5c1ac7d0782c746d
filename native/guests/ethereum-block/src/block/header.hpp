// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/arena.hpp"
#include "base/fork.hpp"
#include "base/uint256.hpp"

namespace ethereum
{

inline constexpr size_t BloomSize = 256;

// keccak256(rlp([]))
inline constexpr Hash32 EmptyOmmersHash = { { 0x1d, 0xcc, 0x4d, 0xe8, 0xde, 0xc7, 0x5d, 0x7a, 0xab, 0x85, 0xb5,
                                              0x67, 0xb6, 0xcc, 0xd4, 0x1a, 0xd3, 0x12, 0x45, 0x1b, 0x94, 0x8a,
                                              0x74, 0x13, 0xf0, 0xa1, 0x42, 0xfd, 0x40, 0xd4, 0x93, 0x47 } };

// Yellow Paper, section 4.4, with the fields of EIP-1559, 4895, 4844, 4788 and 7685.
struct Header {
    Hash32 parent_hash;
    Hash32 ommers_hash;
    Address coinbase;
    Hash32 state_root;
    Hash32 transactions_root;
    Hash32 receipts_root;
    Bytes logs_bloom;
    Uint256 difficulty;
    uint64_t number;
    uint64_t gas_limit;
    uint64_t gas_used;
    uint64_t timestamp;
    Bytes extra_data;
    Hash32 prev_randao;
    Bytes nonce;
    Uint256 base_fee;
    Hash32 withdrawals_root; // from Shanghai on
    uint64_t blob_gas_used;  // from Cancun on
    uint64_t excess_blob_gas;
    Hash32 parent_beacon_block_root;
    Hash32 requests_hash; // from Prague on
    unsigned field_count; // 16, 17, 20 or 21: which of the last there are
};

// How many fields the headers of a fork have.
unsigned header_field_count(Fork fork);
// `encoded` is the whole list. Accepts any of the field counts, 15 (before EIP-1559) too.
bool decode_header(Bytes encoded, Header &header);
Bytes encode_header(const Header &header, Arena &arena);

} // namespace ethereum
