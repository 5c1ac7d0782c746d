// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/bn254.hpp"

namespace ethereum::bn254
{

namespace
{

#include "crypto/bn254_constants.inc"

// The parameter of the family of curves: p and r are polynomials in it.
constexpr uint64_t Parameter = 4965661367192848881;

struct PairingCurve {
    using Fp = bn254::Fp;
    using Fp2 = bn254::Fp2;
    using G1 = G1Curve;
    using G2 = FieldCurve<Fp2>;

    static const Fp2 &xi() { return Xi; }
    static const Fp2 &gamma(int i) { return Gamma[i]; }

    // 6 x + 2 = 2^65 + the powers of the first number - those of the second, no two of them adjacent.
    static constexpr int LoopBits = 65;
    static int loop_digit(int i)
    {
        constexpr uint64_t Plus = 0x2002004200804028, Minus = 0x82889008420a0480;
        return i >= 64 ? 0 : static_cast<int>(Plus >> i & 1) - static_cast<int>(Minus >> i & 1);
    }

    // The twist divides by xi, (x, y) stands for (w^2 x, w^3 y): the line is py - slope px w + (slope x - y) w^3.
    static DodecicElement<PairingCurve> multiply_by_line(const DodecicElement<PairingCurve> &f, const Fp2 &constant,
                                                         const Fp2 &by_px, const Fp &py)
    {
        using Fp6 = SexticElement<PairingCurve>;
        Fp6 low = f.c0.scaled(py), high = f.c1.times_linear(by_px, constant);
        Fp6 both = (f.c0 + f.c1).times_linear(by_px + Fp2::from(py, Fp::zero()), constant);
        return DodecicElement<PairingCurve>::combine(low, high, both);
    }
};

using Fp12 = DodecicElement<PairingCurve>;

// The p-power map of the curve, carried over to the twist.
G2 psi(const G2 &point)
{
    if (point.infinity)
        return point;
    return point_of<FieldCurve<Fp2>>(Fp2::load(point.x()).conjugate() * Gamma[2],
                                     Fp2::load(point.y()).conjugate() * Gamma[3]);
}

// (x + 1) Q + psi(x Q) + psi^2(x Q) = psi^3(2 x Q) for the points of order r, and no others: the norm of the
// difference, as a polynomial in psi, is prime to the cofactor (Dai, Lin, Zhao, Zhou: Fast subgroup membership testings
// on pairing-friendly curves, 2022).
bool in_subgroup(const G2 &point)
{
    G2 multiple = multiply_u64(point, Parameter);
    G2 once = psi(multiple), twice = psi(once), thrice = psi(twice);
    G2 left = multiple + point + once + twice;
    return left == thrice + thrice;
}

// (p^4 - p^2 + 1) / r = p^3 + (6 x^2 + 1) p^2 - (36 x^3 + 18 x^2 + 12 x - 1) p - (36 x^3 + 30 x^2 + 18 x + 2).
Fp12 hard_exponentiation(const Fp12 &f)
{
    Fp12 x1 = f.cyclotomic_power(Parameter), x2 = x1.cyclotomic_power(Parameter), x3 = x2.cyclotomic_power(Parameter);
    Fp12 x1_6 = (x1.squared() * x1).squared(), x2_6 = (x2.squared() * x2).squared();
    Fp12 x3_36 = ((x3.squared() * x3).squared().squared());
    x3_36 = x3_36.squared() * x3_36;
    Fp12 x2_18 = x2_6.squared() * x2_6, x1_12 = x1_6.squared();
    Fp12 common = x3_36 * x2_18 * x1_12; // 36 x^3 + 18 x^2 + 12 x
    Fp12 last = common * x2_6.squared() * x1_6 * f.squared();
    Fp12 p1 = (common * f.conjugate()).conjugate().frobenius();
    Fp12 p2 = (x2_6 * f).frobenius().frobenius();
    Fp12 p3 = f.frobenius().frobenius().frobenius();
    return p3 * p2 * p1 * last.conjugate();
}

} // namespace

bool read_g1(G1 &point, const uint8_t *bytes)
{
    Fp x, y;
    if (!x.read_be(bytes) || !y.read_be(bytes + Fp::Bytes))
        return false;
    if (x.is_zero() && y.is_zero()) {
        point = G1::at_infinity();
        return true;
    }
    point = point_of<G1Curve>(x, y);
    return y * y == x * x * x + Fp::from(3);
}

bool read_g2(G2 &point, const uint8_t *bytes)
{
    Fp x0, x1, y0, y1;
    if (!x1.read_be(bytes) || !x0.read_be(bytes + 32) || !y1.read_be(bytes + 64) || !y0.read_be(bytes + 96))
        return false;
    Fp2 x = Fp2::from(x0, x1), y = Fp2::from(y0, y1);
    if (x.is_zero() && y.is_zero()) {
        point = G2::at_infinity();
        return true;
    }
    point = point_of<FieldCurve<Fp2>>(x, y);
    return y * y == x * x * x + TwistB && in_subgroup(point);
}

void write_g1(uint8_t *bytes, const G1 &point)
{
    words_to_be(bytes, point.x(), Fp::Words);
    words_to_be(bytes + Fp::Bytes, point.y(), Fp::Words);
}

// The optimal ate pairing: the loop, then the lines through psi(Q) and -psi^2(Q).
bool pairing_product_is_one(const G1 *p, const G2 *q, size_t count, Arena &arena)
{
    auto *pairs = arena.make<PairingState<PairingCurve>>(count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!p[i].infinity && !q[i].infinity)
            pairs[used++].set(p[i], q[i]);
    Fp12 f = miller_loop(pairs, used);
    for (size_t i = 0; i < used; i++) {
        G2 q1 = psi(point_of<FieldCurve<Fp2>>(pairs[i].qx, pairs[i].qy)), q2 = psi(q1);
        pairs[i].add_step(f, Fp2::load(q1.x()), Fp2::load(q1.y()));
        pairs[i].add_step(f, Fp2::load(q2.x()), -Fp2::load(q2.y()));
    }
    return hard_exponentiation(f.easy_exponentiation()).is_one();
}

} // namespace ethereum::bn254
