// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "block/block.hpp"

namespace ethereum::host
{

// The public keys that a block's transactions recover to, for the witness; zeros where there is none.
Span<const Bytes> sender_hints(const Block &block, const Rules &rules, Arena &arena);

} // namespace ethereum::host
