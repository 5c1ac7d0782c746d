// SPDX-License-Identifier: MIT OR Apache-2.0
// The curve BLS12-381 of EIP-2537 and EIP-4844: y^2 = x^3 + 4, its twist over Fp2, the pairing, hashing to the groups.
#pragma once

#include "base/arena.hpp"
#include "crypto/pairing.hpp"

namespace ethereum::bls12381
{

using Fp = PrimeElement<Bls12381Seam>;
using Fp2 = QuadraticElement<Bls12381Seam>;

struct G1Curve {
    static constexpr size_t Words = Fp::Words;
    static void add(uint32_t *p, const uint32_t *q) { accelerator::bls12381_add(p, q); }
    static void double_point(uint32_t *p) { accelerator::bls12381_double(p); }
};
using G2Curve = FieldCurve<Fp2>;

using G1 = Point<G1Curve>;
using G2 = Point<G2Curve>;

bool on_curve(const Fp &x, const Fp &y);
bool on_curve(const Fp2 &x, const Fp2 &y);
// For points of the curve.
bool in_subgroup(const G1 &point);
bool in_subgroup(const G2 &point);

// 48 bytes with flags in the top three bits, the format of ZCash. False: not a point of the subgroup so encoded.
bool decompress(G1 &point, const uint8_t *bytes);

// Whether the product of the pairings of all pairs is one; points are of the subgroups.
bool pairing_product_is_one(const G1 *p, const G2 *q, size_t count, Arena &arena);

// RFC 9380: map to the isogenous curve, isogeny, clearing of the cofactor.
G1 map_to_curve(const Fp &u);
G2 map_to_curve(const Fp2 &u);

G1 generator_g1();
G2 generator_g2();
// [tau]G2 of the KZG ceremony (EIP-4844).
G2 tau_g2();

} // namespace ethereum::bls12381
