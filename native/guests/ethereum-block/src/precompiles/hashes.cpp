// SPDX-License-Identifier: MIT OR Apache-2.0
// SHA-256, RIPEMD-160 and identity (Yellow Paper, appendix E.1), BLAKE2 F (EIP-152).
#include "crypto/hashes.hpp"

#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

PrecompileResult sha256(const Call &call)
{
    uint64_t cost = 60 + 12 * words_of_bytes(call.input.size);
    if (call.gas < cost)
        return failure(call);
    auto *digest = call.arena.make<Hash32>();
    ethereum::sha256(*digest, call.input);
    return success(cost, digest->bytes, 32);
}

PrecompileResult ripemd160(const Call &call)
{
    uint64_t cost = 600 + 120 * words_of_bytes(call.input.size);
    if (call.gas < cost)
        return failure(call);
    uint8_t *output = call.make_output(32);
    ethereum::ripemd160(output + 12, call.input);
    return success(cost, output, 32);
}

PrecompileResult identity(const Call &call)
{
    uint64_t cost = 15 + 3 * words_of_bytes(call.input.size);
    if (call.gas < cost)
        return failure(call);
    return success(cost, call.input.data, call.input.size);
}

// rounds (4 bytes, big-endian), h[8], m[16], t[2] (little-endian), final flag: 213 bytes.
PrecompileResult blake2f(const Call &call)
{
    if (call.input.size != 213 || call.input[212] > 1)
        return failure(call);
    const uint8_t *bytes = call.input.data;
    uint32_t rounds = __builtin_bswap32(load_word(bytes));
    if (call.gas < rounds)
        return failure(call);
    uint64_t state[8], message[16], offset[2];
    copy_bytes(state, bytes + 4, 64);
    copy_bytes(message, bytes + 68, 128);
    copy_bytes(offset, bytes + 196, 16);
    blake2b_compress(state, message, offset, bytes[212] == 1, rounds);
    uint8_t *output = call.make_output(64);
    copy_bytes(output, state, 64);
    return success(rounds, output, 64);
}

} // namespace ethereum::precompiles
