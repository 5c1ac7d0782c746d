// SPDX-License-Identifier: MIT OR Apache-2.0
#pragma once

#include "base/bytes.hpp"

namespace ethereum
{

// 32 bytes as the eight numbers that SHA-256 takes them for and puts out.
struct Sha256Words {
    uint32_t words[8];

    static Sha256Words from(const uint8_t *bytes)
    {
        Sha256Words result;
        for (size_t i = 0; i < 8; i++)
            result.words[i] = load_big_endian(bytes + 4 * i);
        return result;
    }
    Hash32 to_hash() const
    {
        Hash32 hash;
        for (size_t i = 0; i < 8; i++)
            store_big_endian(hash.bytes + 4 * i, words[i]);
        return hash;
    }
};

inline constexpr Sha256Words Sha256Start = { { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                                               0x1f83d9ab, 0x5be0cd19 } };

// FIPS 180-4; each block is a call of the seam.
void sha256(Hash32 &digest, Bytes data);
// Of `left` and `right`, each of which `digest` may be.
void sha256_pair(Sha256Words &digest, const Sha256Words &left, const Sha256Words &right);

// RIPEMD-160 (Dobbertin, Bosselaers, Preneel, 1996).
void ripemd160(uint8_t digest[20], Bytes data);

// The compression function F of BLAKE2b (RFC 7693, 3.2): state is updated in place.
void blake2b_compress(uint64_t state[8], const uint64_t message[16], const uint64_t offset[2], bool last,
                      uint32_t rounds);

} // namespace ethereum
