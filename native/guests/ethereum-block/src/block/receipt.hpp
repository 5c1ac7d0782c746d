// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "state/state.hpp"

namespace ethereum
{

// Sets the bits of a log in a bloom filter of 256 bytes (Yellow Paper, section 4.3.1).
void add_to_bloom(uint8_t *bloom, const Log &log);

// The receipt as it stands in the receipts trie; its own bloom is added to `block_bloom` too.
Bytes encode_receipt(Arena &arena, uint8_t type, bool is_success, uint64_t cumulative_gas, Span<const Log> logs,
                     uint8_t *block_bloom);

// Root of the trie that maps rlp(index) to values[index].
Hash32 ordered_root(Arena &arena, Span<const Bytes> values);

} // namespace ethereum
