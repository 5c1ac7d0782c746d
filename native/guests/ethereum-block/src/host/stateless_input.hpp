// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "block/block.hpp"

#include <vector>

namespace ethereum::host
{

// The input of validate_stateless for a block in RLP form; `requests` are what its execution gave.
std::vector<uint8_t> stateless_input(const Block &block, const Witness &witness, const Rules &rules,
                                     Span<const Bytes> requests, uint8_t revision);

} // namespace ethereum::host
