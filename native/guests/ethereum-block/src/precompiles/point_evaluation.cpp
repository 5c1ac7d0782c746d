// SPDX-License-Identifier: MIT OR Apache-2.0
// POINT_EVALUATION of EIP-4844: a KZG proof that the polynomial of a commitment has the value y at z.
#include "crypto/bls12381.hpp"
#include "crypto/hashes.hpp"
#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

using namespace ethereum::bls12381;

namespace
{

constexpr uint32_t FieldElementsPerBlob = 4096;

bool read_scalar(uint32_t *words, const uint8_t *bytes)
{
    words_from_be(words, bytes, 8);
    return words_less(words, moduli::Bls12381Order, 8);
}

G1 negate(const G1 &point)
{
    return point.infinity ? point : point_of<G1Curve>(Fp::load(point.x()), -Fp::load(point.y()));
}

// e(C - [y]G1 + [z]proof, -G2) e(proof, [tau]G2) = 1.
bool verify_proof(const uint8_t *commitment, const uint8_t *z, const uint8_t *y, const uint8_t *proof, Arena &arena)
{
    G1 points[2];
    uint32_t scalars[2][8];
    G1 commitment_point;
    if (!read_scalar(scalars[0], z) || !read_scalar(scalars[1], y) || !decompress(commitment_point, commitment) ||
        !decompress(points[0], proof))
        return false;
    points[1] = negate(generator_g1());
    G1 p[2] = { negate(commitment_point + multiply_sum(points, scalars, 2)), points[0] };
    G2 q[2] = { generator_g2(), tau_g2() };
    return pairing_product_is_one(p, q, 2, arena);
}

} // namespace

// versioned hash, z, y, commitment (48), proof (48).
PrecompileResult point_evaluation(const Call &call)
{
    constexpr uint64_t Cost = 50000;
    if (call.gas < Cost || call.input.size != 192)
        return failure(call);
    const uint8_t *bytes = call.input.data;
    Hash32 versioned;
    ethereum::sha256(versioned, { bytes + 96, 48 });
    versioned.bytes[0] = 0x01; // VERSIONED_HASH_VERSION_KZG
    if (!versioned.view().equals({ bytes, 32 }))
        return failure(call);
    uint8_t *output = call.make_output(64);
    uint8_t *mark = call.arena.mark();
    if (!verify_proof(bytes + 96, bytes + 32, bytes + 64, bytes + 144, call.arena))
        return failure(call);
    call.arena.release(mark);
    output[30] = FieldElementsPerBlob >> 8;
    words_to_be(output + 32, moduli::Bls12381Order, 8);
    return success(Cost, output, 64);
}

} // namespace ethereum::precompiles
