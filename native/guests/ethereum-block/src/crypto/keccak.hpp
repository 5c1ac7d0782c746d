// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/bytes.hpp"

namespace ethereum
{

// Keccak-256 with the padding of Ethereum (Yellow Paper, appendix A). Data aligned to 4 needs no copy in the guest.
void keccak256(Hash32 &digest, Bytes data);

inline Hash32 keccak256(Bytes data)
{
    Hash32 digest;
    keccak256(digest, data);
    return digest;
}

} // namespace ethereum
