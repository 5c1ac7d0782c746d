// SPDX-License-Identifier: MIT OR Apache-2.0
#include "crypto/ecdsa.hpp"

#include "crypto/points.hpp"
#include "crypto/secp256k1_parameters.hpp"

namespace ethereum
{

namespace
{

// A number below a prime of 8 words, with the product of the seam.
struct Residue {
    uint32_t words[8];

    static Residue load(const uint32_t *words)
    {
        Residue result;
        copy_bytes(result.words, words, 32);
        return result;
    }
    static Residue from_be(const uint8_t *bytes)
    {
        Residue result;
        words_from_be(result.words, bytes, 8);
        return result;
    }
    bool is_zero() const { return words_are_zero(words, 8); }
    bool below(const uint32_t *modulus) const { return words_less(words, modulus, 8); }
    bool operator==(const Residue &other) const { return equal_bytes(words, other.words, 32); }
};

constexpr Residue One = { { 1, 0, 0, 0, 0, 0, 0, 0 } };

// x * y + z; y and z below the modulus, x any.
Residue multiply_add(Residue x, const Residue &y, const Residue &z, const uint32_t *modulus)
{
    uint32_t y_m_z[24];
    copy_bytes(y_m_z, y.words, 32);
    copy_bytes(y_m_z + 8, modulus, 32);
    copy_bytes(y_m_z + 16, z.words, 32);
    accelerator::uint256_muladdmod(x.words, y_m_z);
    return x;
}

Residue multiply(Residue x, const Residue &y, const uint32_t *modulus)
{
    uint32_t y_and_m[16];
    copy_bytes(y_and_m, y.words, 32);
    copy_bytes(y_and_m + 8, modulus, 32);
    accelerator::uint256_mulmod(x.words, y_and_m);
    return x;
}

// modulus - x for x from 1 below the modulus; 0 for 0.
Residue negate(const Residue &x, const uint32_t *modulus)
{
    if (x.is_zero())
        return x;
    Residue result;
    uint32_t borrow = 0;
    for (size_t i = 0; i < 8; i++) {
        uint64_t difference = static_cast<uint64_t>(modulus[i]) - x.words[i] - borrow;
        result.words[i] = static_cast<uint32_t>(difference);
        borrow = static_cast<uint32_t>(difference >> 32) & 1;
    }
    return result;
}

Residue invert(const Residue &x, const uint32_t *modulus)
{
    Residue result;
    accelerator::advise_inverse(result.words, x.words, modulus, 8);
    if (!(multiply(result, x, modulus) == One))
        accelerator::reject_advice();
    return result;
}

struct Secp256k1 {
    static constexpr size_t Words = 8;
    static constexpr const uint32_t *Base = moduli::Secp256k1Base;
    static constexpr const uint32_t *Order = moduli::Secp256k1Order;
    static constexpr Residue A = { {} };
    static constexpr Residue B = { { 7, 0, 0, 0, 0, 0, 0, 0 } };
    static void add(uint32_t *p, const uint32_t *q) { accelerator::secp256k1_add(p, q); }
    static void double_point(uint32_t *p) { accelerator::secp256k1_double(p); }
};

struct Secp256r1 {
    static constexpr size_t Words = 8;
    static constexpr const uint32_t *Base = moduli::Secp256r1Base;
    static constexpr const uint32_t *Order = moduli::Secp256r1Order;
    // -3 and b: SEC 2, 2.4.2.
    static constexpr Residue A = { { 0xfffffffc, 0xffffffff, 0xffffffff, 0x00000000, 0x00000000, 0x00000000, 0x00000001,
                                     0xffffffff } };
    static constexpr Residue B = { { 0x27d2604b, 0x3bce3c3e, 0xcc53b0f6, 0x651d06b0, 0x769886bc, 0xb3ebbd55, 0xaa3a93e7,
                                     0x5ac635d8 } };
    static constexpr uint32_t Generator[16] = { 0xd898c296, 0xf4a13945, 0x2deb33a0, 0x77037d81, 0x63a440f2, 0xf8bce6e5,
                                                0xe12c4247, 0x6b17d1f2, 0x37bf51f5, 0xcbb64068, 0x6b315ece, 0x2bce3357,
                                                0x7c0f9e16, 0x8ee7eb4a, 0xfe1a7f9b, 0x4fe342e2 };
    static void add(uint32_t *p, const uint32_t *q) { accelerator::secp256r1_add(p, q); }
    static void double_point(uint32_t *p) { accelerator::secp256r1_double(p); }
};

// x^3 + a x + b.
template <typename Curve>
Residue right_side(const Residue &x)
{
    return multiply_add(multiply_add(x, x, Curve::A, Curve::Base), x, Curve::B, Curve::Base);
}

template <typename Curve>
bool read_public_key(Point<Curve> &point, const uint8_t *bytes)
{
    Residue x = Residue::from_be(bytes), y = Residue::from_be(bytes + 32);
    if (!x.below(Curve::Base) || !y.below(Curve::Base))
        return false;
    point = point_of<Curve>(x, y);
    return multiply(y, y, Curve::Base) == right_side<Curve>(x);
}

template <typename Curve>
bool read_scalar(Residue &scalar, const uint8_t *bytes)
{
    scalar = Residue::from_be(bytes);
    return !scalar.is_zero() && scalar.below(Curve::Order);
}

// a G + b P.
Point<Secp256r1> combine(const Residue &a, const Residue &b, const Point<Secp256r1> &point)
{
    Point<Secp256r1> points[2] = { Point<Secp256r1>::load(Secp256r1::Generator), point };
    uint32_t scalars[2][8];
    copy_bytes(scalars[0], a.words, 32);
    copy_bytes(scalars[1], b.words, 32);
    return multiply_sum(points, scalars, 2);
}

// scalar = k1 + k2 Lambda modulo the order, k1 and k2 below 2^132: half of the doublings.
constexpr size_t HalfWindows = 33;

void split(Residue halves[2], const Residue &scalar)
{
    uint32_t words[16];
    accelerator::advise_secp256k1_halves(words, scalar.words);
    halves[0] = Residue::load(words);
    halves[1] = Residue::load(words + 8);
    for (size_t i = 0; i < 2; i++)
        if (halves[i].words[4] >> 4 != 0 || !words_are_zero(halves[i].words + 5, 3))
            accelerator::reject_advice();
    Residue lambda = Residue::load(secp256k1::Lambda);
    if (!(multiply_add(halves[1], lambda, halves[0], Secp256k1::Order) == scalar))
        accelerator::reject_advice();
}

// The same with the endomorphism: four scalars of half the length, windows of 4 bits. a and b are below the order, and
// the point, of prime order, has 15 multiples that are not infinity.
Point<Secp256k1> combine(const Residue &a, const Residue &b, const Point<Secp256k1> &point)
{
    Residue halves[4];
    split(halves, a);
    split(halves + 2, b);
    uint32_t multiples[2][15][16];
    Point<Secp256k1> multiple = point;
    Residue beta = Residue::load(secp256k1::Beta);
    for (size_t i = 0; i < 15; i++) {
        if (i != 0)
            multiple += point;
        copy_words<16>(multiples[0][i], multiple.words);
        Residue image = multiply(Residue::load(multiple.x()), beta, Secp256k1::Base);
        copy_words<8>(multiples[1][i], image.words);
        copy_words<8>(multiples[1][i] + 8, multiple.y());
    }
    const uint32_t(*tables[4])[16] = { secp256k1::GeneratorMultiples[0], secp256k1::GeneratorMultiples[1], multiples[0],
                                       multiples[1] };
    Point<Secp256k1> sum = Point<Secp256k1>::at_infinity();
    for (size_t window = HalfWindows; window-- > 0;) {
        for (int i = 0; i < 4; i++)
            sum.twice();
        for (size_t i = 0; i < 4; i++) {
            uint32_t digit = halves[i].words[window / 8] >> (4 * (window % 8)) & 15;
            if (digit != 0)
                sum.add_affine(tables[i][digit - 1]);
        }
    }
    return sum;
}

// The point R = (hash G + r Q) / s of the signature; false where r or s is out of range or Q is not on the curve.
template <typename Curve>
bool signature_point(Point<Curve> &result, Residue &r, const uint8_t *public_key, const EcdsaSignature &signature)
{
    Residue s;
    Point<Curve> key;
    if (!read_scalar<Curve>(r, signature.r) || !read_scalar<Curve>(s, signature.s) || !read_public_key(key, public_key))
        return false;
    Residue inverse = invert(s, Curve::Order);
    Residue u1 = multiply(Residue::from_be(signature.hash), inverse, Curve::Order);
    Residue u2 = multiply(r, inverse, Curve::Order);
    result = combine(u1, u2, key);
    return !result.infinity;
}

} // namespace

bool is_signer_secp256k1(const uint8_t public_key[64], const EcdsaSignature &signature, bool y_is_odd)
{
    Point<Secp256k1> point;
    Residue r;
    // The x of R must be r itself: recovery has no candidate r + n.
    return signature_point(point, r, public_key, signature) && Residue::load(point.x()) == r &&
           ((point.y()[0] & 1) != 0) == y_is_odd;
}

bool recover_secp256k1(uint8_t public_key[64], const EcdsaSignature &signature, bool y_is_odd)
{
    using Curve = Secp256k1;
    Residue r, s, y;
    if (!read_scalar<Curve>(r, signature.r) || !read_scalar<Curve>(s, signature.s))
        return false;
    Residue square = right_side<Curve>(r);
    accelerator::advise_root(y.words, square.words, Curve::Base, 8);
    if (!y.below(Curve::Base))
        accelerator::reject_advice();
    Residue advised = multiply(y, y, Curve::Base);
    if (!(advised == square)) {
        // A root of -square: -1 is no square, so square is none.
        if (!(advised == negate(square, Curve::Base)))
            accelerator::reject_advice();
        return false;
    }
    if (((y.words[0] & 1) != 0) != y_is_odd)
        y = negate(y, Curve::Base);
    // Q = (s R - hash G) / r.
    Residue inverse = invert(r, Curve::Order);
    Residue u1 = negate(multiply(Residue::from_be(signature.hash), inverse, Curve::Order), Curve::Order);
    Residue u2 = multiply(s, inverse, Curve::Order);
    Point<Curve> key = combine(u1, u2, point_of<Curve>(r, y));
    if (key.infinity)
        return false;
    words_to_be(public_key, key.x(), 8);
    words_to_be(public_key + 32, key.y(), 8);
    return true;
}

bool verify_secp256r1(const uint8_t public_key[64], const EcdsaSignature &signature)
{
    Point<Secp256r1> point;
    Residue r;
    if (!signature_point(point, r, public_key, signature))
        return false;
    return multiply(Residue::load(point.x()), One, Secp256r1::Order) == r;
}

} // namespace ethereum
