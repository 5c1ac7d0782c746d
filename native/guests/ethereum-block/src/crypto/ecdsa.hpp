// SPDX-License-Identifier: MIT OR Apache-2.0
// ECDSA signatures over secp256k1 and secp256r1 (SEC 1, 4.1). Numbers are 32 bytes big-endian, public keys x and y.
#pragma once

#include "base/bytes.hpp"

namespace ethereum
{

struct EcdsaSignature {
    const uint8_t *hash; // of the message; taken modulo the group order
    const uint8_t *r;
    const uint8_t *s;
};

// Whether this public key is the one that recover_secp256k1 finds. The key is a hint and may be anything.
bool is_signer_secp256k1(const uint8_t public_key[64], const EcdsaSignature &signature, bool y_is_odd);

// The public key whose signature has the point (r, y) with y of this parity; false where there is none: r or s 0 or not
// below the group order, r not the x of a point, or a key of infinity.
bool recover_secp256k1(uint8_t public_key[64], const EcdsaSignature &signature, bool y_is_odd);

bool verify_secp256r1(const uint8_t public_key[64], const EcdsaSignature &signature);

} // namespace ethereum
