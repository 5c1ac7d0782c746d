// SPDX-License-Identifier: MIT OR Apache-2.0
#include "transactions/sender.hpp"

#include "crypto/ecdsa.hpp"
#include "crypto/keccak.hpp"

namespace ethereum
{
namespace
{

// Half of the order of secp256k1, rounded down.
constexpr Uint256 LargestS = { { 0x681b20a0, 0xdfe92f46, 0x57a4501d, 0x5d576e73, 0xffffffff, 0xffffffff, 0xffffffff,
                                 0x7fffffff } };

Address address_of(const uint8_t *point)
{
    return Address::from(keccak256(Bytes{ point, 64 }).bytes + 12);
}

} // namespace

bool sender_of(const Transaction &transaction, Bytes public_key, Address &sender)
{
    if (public_key.size != 65 || public_key[0] != 0x04 || transaction.s > LargestS)
        return false;
    Hash32 r = transaction.r.to_hash();
    Hash32 s = transaction.s.to_hash();
    alignas(4) uint8_t point[64];
    copy_bytes(point, public_key.data + 1, 64);
    if (!is_signer_secp256k1(point, { transaction.signing_hash.bytes, r.bytes, s.bytes }, transaction.y_parity != 0))
        return false;
    sender = address_of(point);
    return true;
}

bool recover_authority(const Authorization &authorization, Address &authority)
{
    if (authorization.y_parity > 1 || authorization.s > LargestS)
        return false;
    Hash32 r = authorization.r.to_hash();
    Hash32 s = authorization.s.to_hash();
    alignas(4) uint8_t point[64];
    if (!recover_secp256k1(point, { authorization.signing_hash.bytes, r.bytes, s.bytes }, authorization.y_parity != 0))
        return false;
    authority = address_of(point);
    return true;
}

} // namespace ethereum
