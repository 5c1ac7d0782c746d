// SPDX-License-Identifier: MIT OR Apache-2.0
// The statement that the guest proves: input and output of EIP-8025's stateless validation.
#pragma once

#include "block/block.hpp"

namespace ethereum
{

// new_payload_request_root (32), successful_validation (1), chain_id (8, little-endian), schema_id (2).
inline constexpr size_t StatelessOutputSize = 43;

// The schema's second byte: 1, or this for test vectors, whose chain need not have the fork at that time.
inline constexpr uint8_t AnyTimeRevision = 0xff;

// `encoded` is the schema, big-endian in two bytes, and SSZ of
//   StatelessInput{ new_payload_request, witness{ state, codes, headers }, chain_id: uint64, public_keys: List[65 bytes] }.
// Input that cannot be decoded gives an output of zeros but for the schema. State and codes may hold items that nothing asks
// for; of those in state with less than 32 bytes nothing is read. So whoever makes an input can have each node and code
// begin at a multiple of four from the input's start, where the guest hashes it without a copy.
BlockError validate_stateless(Bytes encoded, Arena &arena, Arena &frames, uint8_t output[StatelessOutputSize]);

// For whoever makes such an input and lacks the execution requests, which a block in RLP form does not hold: what executing
// the block gives, each that is not empty as u32 length, little-endian, of what follows: request_type, request_data
// (EIP-7685). The input's own requests, and the hashes that depend on them, are not compared; everything else is checked.
BlockError find_execution_requests(Bytes encoded, Arena &arena, Arena &frames, Bytes &requests);

} // namespace ethereum
