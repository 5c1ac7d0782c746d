// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/sender_hints.hpp"

#include "crypto/ecdsa.hpp"
#include "transactions/transaction.hpp"

namespace ethereum::host
{

Span<const Bytes> sender_hints(const Block &block, const Rules &rules, Arena &arena)
{
    Bytes *hints = arena.make_zeroed<Bytes>(block.transactions.size);
    for (size_t i = 0; i < block.transactions.size; i++) {
        uint8_t *key = arena.make_zeroed<uint8_t>(65);
        hints[i] = { key, 65 };
        Transaction transaction;
        if (!decode_transaction(block.transactions[i], rules.fork, arena, transaction))
            continue;
        Hash32 r = transaction.r.to_hash();
        Hash32 s = transaction.s.to_hash();
        if (recover_secp256k1(key + 1, { transaction.signing_hash.bytes, r.bytes, s.bytes }, transaction.y_parity != 0))
            key[0] = 0x04;
    }
    return { hints, block.transactions.size };
}

} // namespace ethereum::host
