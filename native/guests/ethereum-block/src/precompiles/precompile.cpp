// SPDX-License-Identifier: MIT OR Apache-2.0
#include "precompiles/precompile.hpp"

#include "precompiles/contracts.hpp"

namespace ethereum
{

namespace
{

using Contract = PrecompileResult (*)(const precompiles::Call &);

constexpr uint32_t P256VerifyAddress = 0x0100; // EIP-7951
constexpr uint32_t FirstOfCancun = 0x0a;       // EIP-4844
constexpr uint32_t FirstOfPrague = 0x0b;       // EIP-2537
constexpr uint32_t LastOfPrague = 0x11;

} // namespace

bool is_precompile(uint32_t address, Fork fork)
{
    if (address == P256VerifyAddress)
        return fork >= Fork::Osaka;
    uint32_t last = fork >= Fork::Prague ? LastOfPrague : fork >= Fork::Cancun ? FirstOfPrague - 1 : FirstOfCancun - 1;
    return address >= 1 && address <= last;
}

PrecompileResult run_precompile(uint32_t address, Bytes input, uint64_t gas, Fork fork, Arena &arena)
{
    using namespace precompiles;
    static constexpr Contract Contracts[LastOfPrague] = {
        ecrecover,  sha256,        ripemd160,   identity,         modexp,      bn254_add,
        bn254_mul,  bn254_pairing, blake2f,     point_evaluation, bls_g1_add,  bls_g1_msm,
        bls_g2_add, bls_g2_msm,    bls_pairing, bls_map_fp,       bls_map_fp2,
    };
    Call call = { input, gas, fork, arena };
    if (!is_precompile(address, fork))
        return failure(call);
    uint8_t *mark = arena.mark();
    PrecompileResult result = address == P256VerifyAddress ? p256_verify(call) : Contracts[address - 1](call);
    if (!result.success)
        arena.release(mark);
    return result;
}

} // namespace ethereum
