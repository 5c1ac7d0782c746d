// SPDX-License-Identifier: MIT OR Apache-2.0
// Who signed: the sender of a transaction, checked against a public key that somebody claims, and the authority of an
// authorization, recovered. Only signatures with a low s count (EIP-2).
#pragma once

#include "transactions/transaction.hpp"

namespace ethereum
{

// `public_key` is 0x04 and the point, 65 bytes. False if it did not make the signature.
bool sender_of(const Transaction &transaction, Bytes public_key, Address &sender);

bool recover_authority(const Authorization &authorization, Address &authority);

} // namespace ethereum
