// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/bls12381.hpp"

namespace ethereum::bls12381
{

namespace
{

#include "crypto/bls12381_constants.inc"

// The parameter of the family of curves is its negative.
constexpr uint64_t Parameter = 0xd201000000010000;

struct PairingCurve {
    using Fp = bls12381::Fp;
    using Fp2 = bls12381::Fp2;
    using G1 = G1Curve;
    using G2 = G2Curve;

    static const Fp2 &xi() { return Xi; }
    static const Fp2 &gamma(int i) { return Gamma[i]; }

    static constexpr int LoopBits = 63;
    static int loop_digit(int i) { return static_cast<int>(Parameter >> i & 1); }

    // The twist multiplies by xi, (x, y) stands for (x / w^2, y / w^3): times w^3, which the final exponentiation
    // takes to 1, the line is (slope x - y) - slope px w^2 + py w^3.
    static DodecicElement<PairingCurve> multiply_by_line(const DodecicElement<PairingCurve> &f, const Fp2 &constant,
                                                         const Fp2 &by_px, const Fp &py)
    {
        using Fp6 = SexticElement<PairingCurve>;
        Fp6 low = f.c0.times_linear(constant, by_px), high = f.c1.scaled(py).times_v();
        Fp6 both = (f.c0 + f.c1).times_linear(constant, by_px + Fp2::from(py, Fp::zero()));
        return DodecicElement<PairingCurve>::combine(low, high, both);
    }
};

using Fp12 = DodecicElement<PairingCurve>;

G2 psi(const G2 &point)
{
    if (point.infinity)
        return point;
    return point_of<G2Curve>(Fp2::load(point.x()).conjugate() * PsiX, Fp2::load(point.y()).conjugate() * PsiY);
}

template <typename Curve, typename Field>
Point<Curve> negated(const Point<Curve> &point, const Field &y)
{
    return point.infinity ? point : point_of<Curve>(Field::load(point.x()), -y);
}

G1 negate(const G1 &point)
{
    return negated(point, Fp::load(point.y()));
}

G2 negate(const G2 &point)
{
    return negated(point, Fp2::load(point.y()));
}

// The parameter's power: its sign is left out, as if the parameter were positive.
Fp12 power_of_parameter(const Fp12 &f)
{
    return f.cyclotomic_power(Parameter);
}

// 3 (p^4 - p^2 + 1) / r = (x - 1)^2 (x + p) (x^2 + p^2 - 1) + 3 with x = -Parameter; 3 is prime to r, so the result is
// one for the same elements.
Fp12 hard_exponentiation(const Fp12 &f)
{
    Fp12 a = power_of_parameter(f) * f; // 1 - x
    a = power_of_parameter(a) * a;      // (1 - x)^2
    a = power_of_parameter(a).conjugate() * a.frobenius();
    Fp12 square = power_of_parameter(power_of_parameter(a));
    Fp12 b = square * a.frobenius().frobenius() * a.conjugate();
    return b * f.squared() * f;
}

} // namespace

bool on_curve(const Fp &x, const Fp &y)
{
    return y * y == x * x * x + Fp::from(4);
}

bool on_curve(const Fp2 &x, const Fp2 &y)
{
    return y * y == x * x * x + Fp2::from(Fp::from(4), Fp::from(4));
}

// phi(x, y) = (Beta x, y) acts as -x^2 on the points of order r, and on no others, for the norm of phi + x^2 is r
// (Scott: A note on group membership tests for G1, G2 and GT on BLS pairing-friendly curves, eprint 2021/1130).
bool in_subgroup(const G1 &point)
{
    if (point.infinity)
        return true;
    G1 phi = point_of<G1Curve>(Fp::load(point.x()) * Beta, Fp::load(point.y()));
    return phi == negate(multiply_u64(multiply_u64(point, Parameter), Parameter));
}

// psi acts as x on the points of order r, and on no others: the norm of psi - x is prime to the cofactor (the same).
bool in_subgroup(const G2 &point)
{
    return psi(point) == negate(multiply_u64(point, Parameter));
}

bool decompress(G1 &point, const uint8_t *bytes)
{
    uint8_t flags = bytes[0] >> 5;
    uint8_t copy[48];
    copy_bytes(copy, bytes, 48);
    copy[0] &= 0x1f;
    Fp x, y;
    if ((flags & 4) == 0 || !x.read_be(copy))
        return false;
    if ((flags & 2) != 0) {
        point = G1::at_infinity();
        return flags == 6 && x.is_zero();
    }
    if (!(x * x * x + Fp::from(4)).square_root(y))
        return false;
    if (y.is_larger_half() != ((flags & 1) != 0))
        y = -y;
    point = point_of<G1Curve>(x, y);
    return in_subgroup(point);
}

// The optimal ate pairing, up to the inversion that a negative parameter asks for: one stays one.
bool pairing_product_is_one(const G1 *p, const G2 *q, size_t count, Arena &arena)
{
    auto *pairs = arena.make<PairingState<PairingCurve>>(count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        if (!p[i].infinity && !q[i].infinity)
            pairs[used++].set(p[i], q[i]);
    return hard_exponentiation(miller_loop(pairs, used).easy_exponentiation()).is_one();
}

G1 generator_g1()
{
    return point_of<G1Curve>(G1X, G1Y);
}

G2 generator_g2()
{
    return point_of<G2Curve>(G2X, G2Y);
}

G2 tau_g2()
{
    return point_of<G2Curve>(TauX, TauY);
}

namespace
{

bool sign_of(const Fp &x)
{
    return x.is_odd();
}

// RFC 9380, 4.1.
bool sign_of(const Fp2 &x)
{
    return x.c0().is_odd() || (x.c0().is_zero() && x.c1().is_odd());
}

// Simplified SWU for a and b not 0 (RFC 9380, 6.6.2).
template <typename Field>
void map_to_isogenous_curve(Field &x, Field &y, const Field &u, const Field &a, const Field &b, const Field &z)
{
    Field z_square = z * u * u;
    Field denominator = z_square * z_square + z_square;
    // x1 = (-b / a) (1 + 1 / denominator), or b / (z a) where the denominator is 0.
    if (denominator.is_zero())
        x = b * (z * a).inverse();
    else
        x = -(b * (denominator + Field::one())) * (a * denominator).inverse();
    if (!((x * x + a) * x + b).square_root(y)) {
        x *= z_square;
        // Of the two candidates one is a square, z being none.
        if (!((x * x + a) * x + b).square_root(y))
            accelerator::reject_advice();
    }
    if (sign_of(u) != sign_of(y))
        y = -y;
}

template <typename Field, size_t Count>
Field evaluate(const Field (&coefficients)[Count], const Field &x)
{
    Field result = coefficients[Count - 1];
    for (size_t i = Count - 1; i-- > 0;)
        result = result * x + coefficients[i];
    return result;
}

// A denominator of 0 stands for infinity (RFC 9380, 4.3 of appendix E: exceptional cases of the isogeny).
template <typename Curve, typename Field>
Point<Curve> isogeny_image(const Field &x_numerator, const Field &x_denominator, const Field &y_numerator,
                           const Field &y_denominator)
{
    Field product = x_denominator * y_denominator;
    if (product.is_zero())
        return Point<Curve>::at_infinity();
    Field inverse = product.inverse();
    return point_of<Curve>(x_numerator * y_denominator * inverse, y_numerator * x_denominator * inverse);
}

} // namespace

// The cofactor is cleared by 1 - x = 1 + Parameter (RFC 9380, 8.8.1).
G1 map_to_curve(const Fp &u)
{
    Fp x, y;
    map_to_isogenous_curve(x, y, u, SwuG1A, SwuG1B, SwuG1Z);
    G1 point = isogeny_image<G1Curve>(evaluate(IsogenyG1XNumerator, x), evaluate(IsogenyG1XDenominator, x),
                                      y * evaluate(IsogenyG1YNumerator, x), evaluate(IsogenyG1YDenominator, x));
    return multiply_u64(point, Parameter) + point;
}

// The cofactor is cleared by (x^2 - x - 1) + (x - 1) psi + 2 psi^2 (RFC 9380, appendix G.3), x = -Parameter.
G2 map_to_curve(const Fp2 &u)
{
    Fp2 x, y;
    map_to_isogenous_curve(x, y, u, SwuG2A, SwuG2B, SwuG2Z);
    G2 point = isogeny_image<G2Curve>(evaluate(IsogenyG2XNumerator, x), evaluate(IsogenyG2XDenominator, x),
                                      y * evaluate(IsogenyG2YNumerator, x), evaluate(IsogenyG2YDenominator, x));
    G2 multiple = multiply_u64(point, Parameter); // -x P
    G2 negative = negate(point);
    G2 twice = point + point;
    // x^2 P - x P - P = |x| (|x| P + P) - P, and (x - 1) psi(P) = -psi(|x| P + P).
    G2 sum = multiple + point;
    G2 result = multiply_u64(sum, Parameter) + negative + negate(psi(sum)) + psi(psi(twice));
    return result;
}

} // namespace ethereum::bls12381
