// SPDX-License-Identifier: MIT OR Apache-2.0
// ECRECOVER (Yellow Paper, appendix E.1) and P256VERIFY (EIP-7951). A bad signature is an empty output, no failure.
#include "crypto/ecdsa.hpp"
#include "crypto/keccak.hpp"
#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

// hash, v, r, s: 32 bytes each; v is 27 or 28.
PrecompileResult ecrecover(const Call &call)
{
    constexpr uint64_t Cost = 3000;
    if (call.gas < Cost)
        return failure(call);
    PaddedInput<128> input(call.input);
    for (size_t i = 32; i < 63; i++)
        if (input.bytes[i] != 0)
            return success(Cost, nullptr, 0);
    uint8_t v = input.bytes[63];
    EcdsaSignature signature = { input.bytes, input.bytes + 64, input.bytes + 96 };
    alignas(4) uint8_t public_key[64];
    if ((v != 27 && v != 28) || !recover_secp256k1(public_key, signature, v == 28))
        return success(Cost, nullptr, 0);
    Hash32 digest = keccak256({ public_key, 64 });
    uint8_t *output = call.make_output(32);
    copy_bytes(output + 12, digest.bytes + 12, 20);
    return success(Cost, output, 32);
}

// hash, r, s, x, y: 32 bytes each, exactly.
PrecompileResult p256_verify(const Call &call)
{
    constexpr uint64_t Cost = 6900;
    if (call.gas < Cost)
        return failure(call);
    if (call.input.size != 160)
        return success(Cost, nullptr, 0);
    const uint8_t *bytes = call.input.data;
    if (!verify_secp256r1(bytes + 96, { bytes, bytes + 32, bytes + 64 }))
        return success(Cost, nullptr, 0);
    uint8_t *output = call.make_output(32);
    output[31] = 1;
    return success(Cost, output, 32);
}

} // namespace ethereum::precompiles
