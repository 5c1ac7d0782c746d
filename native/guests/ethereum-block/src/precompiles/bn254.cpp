// SPDX-License-Identifier: MIT OR Apache-2.0
// Addition, multiplication and pairing on alt_bn128: EIP-196, EIP-197; gas by EIP-1108.
#include "crypto/bn254.hpp"

#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

using namespace ethereum::bn254;

PrecompileResult bn254_add(const Call &call)
{
    constexpr uint64_t Cost = 150;
    if (call.gas < Cost)
        return failure(call);
    PaddedInput<128> input(call.input);
    G1 a, b;
    if (!read_g1(a, input.bytes) || !read_g1(b, input.bytes + 64))
        return failure(call);
    uint8_t *output = call.make_output(64);
    write_g1(output, a + b);
    return success(Cost, output, 64);
}

PrecompileResult bn254_mul(const Call &call)
{
    constexpr uint64_t Cost = 6000;
    if (call.gas < Cost)
        return failure(call);
    PaddedInput<96> input(call.input);
    G1 point;
    if (!read_g1(point, input.bytes))
        return failure(call);
    uint32_t scalar[1][8];
    words_from_be(scalar[0], input.bytes + 64, 8);
    uint8_t *output = call.make_output(64);
    write_g1(output, multiply_sum(&point, scalar, 1));
    return success(Cost, output, 64);
}

PrecompileResult bn254_pairing(const Call &call)
{
    constexpr size_t PairSize = 192;
    size_t count = call.input.size / PairSize;
    uint64_t cost = 45000 + 34000 * static_cast<uint64_t>(count);
    if (call.gas < cost || call.input.size % PairSize != 0)
        return failure(call);
    uint8_t *output = call.make_output(32);
    uint8_t *mark = call.arena.mark();
    G1 *p = call.arena.make<G1>(count);
    G2 *q = call.arena.make<G2>(count);
    for (size_t i = 0; i < count; i++)
        if (!read_g1(p[i], call.input.data + i * PairSize) || !read_g2(q[i], call.input.data + i * PairSize + 64))
            return failure(call);
    output[31] = pairing_product_is_one(p, q, count, call.arena);
    call.arena.release(mark);
    return success(cost, output, 32);
}

} // namespace ethereum::precompiles
