// SPDX-License-Identifier: MIT OR Apache-2.0
// The contracts themselves, one function each. Gas is checked before a contract computes.
#pragma once

#include "precompiles/precompile.hpp"

namespace ethereum::precompiles
{

struct Call {
    Bytes input;
    uint64_t gas;
    Fork fork;
    Arena &arena;

    // `size` bytes of output, zeroed.
    uint8_t *make_output(size_t size) const { return arena.make_zeroed<uint8_t>(size); }
};

inline PrecompileResult failure(const Call &call)
{
    return { false, call.gas, {} };
}

inline PrecompileResult success(uint64_t gas_used, const uint8_t *output, size_t size)
{
    return { true, gas_used, { output, size } };
}

inline uint64_t words_of_bytes(size_t size)
{
    return (static_cast<uint64_t>(size) + 31) / 32;
}

// The first `Size` bytes of the input, zeros where it is shorter; aligned to words.
template <size_t Size>
struct PaddedInput {
    alignas(4) uint8_t bytes[Size];

    explicit PaddedInput(Bytes input)
    {
        size_t stored = input.size < Size ? input.size : Size;
        copy_bytes(bytes, input.data, stored);
        zero_bytes(bytes + stored, Size - stored);
    }
};

PrecompileResult ecrecover(const Call &call);        // 0x01
PrecompileResult sha256(const Call &call);           // 0x02
PrecompileResult ripemd160(const Call &call);        // 0x03
PrecompileResult identity(const Call &call);         // 0x04
PrecompileResult modexp(const Call &call);           // 0x05
PrecompileResult bn254_add(const Call &call);        // 0x06
PrecompileResult bn254_mul(const Call &call);        // 0x07
PrecompileResult bn254_pairing(const Call &call);    // 0x08
PrecompileResult blake2f(const Call &call);          // 0x09
PrecompileResult point_evaluation(const Call &call); // 0x0a
PrecompileResult bls_g1_add(const Call &call);       // 0x0b
PrecompileResult bls_g1_msm(const Call &call);       // 0x0c
PrecompileResult bls_g2_add(const Call &call);       // 0x0d
PrecompileResult bls_g2_msm(const Call &call);       // 0x0e
PrecompileResult bls_pairing(const Call &call);      // 0x0f
PrecompileResult bls_map_fp(const Call &call);       // 0x10
PrecompileResult bls_map_fp2(const Call &call);      // 0x11
PrecompileResult p256_verify(const Call &call);      // 0x0100

} // namespace ethereum::precompiles
