// SPDX-License-Identifier: MIT OR Apache-2.0
// The curve alt_bn128 of EIP-196 and EIP-197: y^2 = x^3 + 3, its twist over Fp2, and the pairing.
#pragma once

#include "base/arena.hpp"
#include "crypto/pairing.hpp"

namespace ethereum::bn254
{

using Fp = PrimeElement<Bn254Seam>;
using Fp2 = QuadraticElement<Bn254Seam>;

struct G1Curve {
    static constexpr size_t Words = Fp::Words;
    static void add(uint32_t *p, const uint32_t *q) { accelerator::bn254_add(p, q); }
    static void double_point(uint32_t *p) { accelerator::bn254_double(p); }
};

using G1 = Point<G1Curve>;
using G2 = Point<FieldCurve<Fp2>>;

// 64 bytes x, y; 128 bytes x1, x0, y1, y0 (EIP-197). False: a coordinate not reduced, not on the curve, or (G2) not in
// the subgroup. All zeros are infinity.
bool read_g1(G1 &point, const uint8_t *bytes);
bool read_g2(G2 &point, const uint8_t *bytes);
void write_g1(uint8_t *bytes, const G1 &point);

// Whether the product of the pairings of all pairs is one.
bool pairing_product_is_one(const G1 *p, const G2 *q, size_t count, Arena &arena);

} // namespace ethereum::bn254
