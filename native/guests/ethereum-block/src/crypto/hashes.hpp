// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/bytes.hpp"

namespace ethereum
{

// FIPS 180-4; each block is a call of the seam.
void sha256(Hash32 &digest, Bytes data);

// RIPEMD-160 (Dobbertin, Bosselaers, Preneel, 1996).
void ripemd160(uint8_t digest[20], Bytes data);

// The compression function F of BLAKE2b (RFC 7693, 3.2): state is updated in place.
void blake2b_compress(uint64_t state[8], const uint64_t message[16], const uint64_t offset[2], bool last,
                      uint32_t rounds);

} // namespace ethereum
