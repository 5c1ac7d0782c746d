// SPDX-License-Identifier: MIT OR Apache-2.0
// Host: 256-bit products, field and point operations of the seam.
#include "crypto/accelerator.hpp"
#include "crypto/portable/division.hpp"
#include "crypto/portable/fields.hpp"

#if !defined(__riscv)

namespace ethereum::accelerator
{

namespace
{

using namespace portable;

// result[16] = x * y + z, all of 8 words; it fits.
void multiply_add(uint32_t *result, const uint32_t *x, const uint32_t *y, const uint32_t *z)
{
    zero_bytes(result, 64);
    copy_bytes(result, z, 32);
    for (size_t i = 0; i < 8; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < 8; j++) {
            carry += static_cast<uint64_t>(x[i]) * y[j] + result[i + j];
            result[i + j] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
        for (size_t j = i + 8; carry != 0; j++) {
            carry += result[j];
            result[j] = static_cast<uint32_t>(carry);
            carry >>= 32;
        }
    }
}

void reduce(uint32_t *result, const uint32_t *product, const uint32_t *modulus)
{
    uint32_t top = 0;
    for (size_t i = 0; i < 8; i++)
        top |= modulus[i];
    if (top == 0) {
        copy_bytes(result, product, 32);
        return;
    }
    // The quotient may have 16 words: give the modulus as one of its own length.
    size_t words = 8;
    while (modulus[words - 1] == 0)
        words--;
    uint32_t quotient[16], remainder[8] = {}, scratch[16 + 1 + 8];
    divide(quotient, remainder, product, 16, modulus, words, scratch);
    copy_bytes(result, remainder, 32);
}

template <size_t Limbs>
void extension_multiply(const OddModulus<Limbs> &field, uint32_t *p, const uint32_t *q)
{
    constexpr size_t Words = Limbs * WordsPerLimb;
    auto a0 = Number<Limbs>::load(p), a1 = Number<Limbs>::load(p + Words);
    auto b0 = Number<Limbs>::load(q), b1 = Number<Limbs>::load(q + Words);
    auto low = field.multiply(a0, b0), high = field.multiply(a1, b1);
    auto both = field.multiply(field.add(a0, a1), field.add(b0, b1));
    field.subtract(low, high).store(p);
    field.subtract(field.subtract(both, low), high).store(p + Words);
}

// p = (x3, y3) of the line of slope s through p and a point with coordinate x2.
template <size_t Limbs>
void chord(const OddModulus<Limbs> &field, uint32_t *p, const Number<Limbs> &s, const Number<Limbs> &x2)
{
    constexpr size_t Words = Limbs * WordsPerLimb;
    auto x1 = Number<Limbs>::load(p), y1 = Number<Limbs>::load(p + Words);
    auto x3 = field.subtract(field.subtract(field.multiply(s, s), x1), x2);
    field.subtract(field.multiply(s, field.subtract(x1, x3)), y1).store(p + Words);
    x3.store(p);
}

template <size_t Limbs>
void point_add(const OddModulus<Limbs> &field, uint32_t *p, const uint32_t *q)
{
    constexpr size_t Words = Limbs * WordsPerLimb;
    auto x1 = Number<Limbs>::load(p), y1 = Number<Limbs>::load(p + Words);
    auto x2 = Number<Limbs>::load(q), y2 = Number<Limbs>::load(q + Words);
    auto s = field.multiply(field.subtract(y2, y1), invert(field.subtract(x2, x1), field.modulus()));
    chord(field, p, s, x2);
}

// a is 0, or -3 where `minus_three`.
template <size_t Limbs>
void point_double(const OddModulus<Limbs> &field, uint32_t *p, bool minus_three)
{
    constexpr size_t Words = Limbs * WordsPerLimb;
    auto x = Number<Limbs>::load(p), y = Number<Limbs>::load(p + Words);
    auto square = field.multiply(x, x);
    if (minus_three) {
        Number<Limbs> one{};
        one.limbs[0] = 1;
        square = field.subtract(square, one);
    }
    auto slope = field.add(field.add(square, square), square);
    chord(field, p, field.multiply(slope, invert(field.add(y, y), field.modulus())), x);
}

constexpr auto Secp256k1 = field_of(moduli::Secp256k1Base);
constexpr auto Secp256r1 = field_of(moduli::Secp256r1Base);
constexpr auto Bn254 = field_of(moduli::Bn254Base);
constexpr auto Bls12381 = field_of(moduli::Bls12381Base);
constexpr size_t Limbs256 = 8 / WordsPerLimb;
constexpr size_t Limbs384 = 12 / WordsPerLimb;

} // namespace

void uint256_mulmod(uint32_t *x, const uint32_t *y_and_m)
{
    const uint32_t zero[8] = {};
    uint32_t product[16];
    multiply_add(product, x, y_and_m, zero);
    reduce(x, product, y_and_m + 8);
}

void uint256_muladd(uint32_t *x_and_c, const uint32_t *y_and_d)
{
    uint32_t result[16];
    multiply_add(result, x_and_c, y_and_d, x_and_c + 8);
    uint64_t carry = 0;
    for (size_t i = 0; i < 16; i++) {
        carry += static_cast<uint64_t>(result[i]) + (i < 8 ? y_and_d[8 + i] : 0);
        x_and_c[i] = static_cast<uint32_t>(carry);
        carry >>= 32;
    }
}

void uint256_muladdmod(uint32_t *x, const uint32_t *y_m_z)
{
    uint32_t result[16];
    multiply_add(result, x, y_m_z, y_m_z + 16);
    reduce(x, result, y_m_z + 8);
}

#define ETHEREUM_FIELD(name, field, limbs)                                                                             \
    void name##_add(uint32_t *p, const uint32_t *q)                                                                    \
    {                                                                                                                  \
        field.add(Number<limbs>::load(p), Number<limbs>::load(q)).store(p);                                            \
    }                                                                                                                  \
    void name##_sub(uint32_t *p, const uint32_t *q)                                                                    \
    {                                                                                                                  \
        field.subtract(Number<limbs>::load(p), Number<limbs>::load(q)).store(p);                                       \
    }                                                                                                                  \
    void name##_mul(uint32_t *p, const uint32_t *q)                                                                    \
    {                                                                                                                  \
        field.multiply(Number<limbs>::load(p), Number<limbs>::load(q)).store(p);                                       \
    }
ETHEREUM_FIELD(secp256k1_fp, Secp256k1, Limbs256)
ETHEREUM_FIELD(bn254_fp, Bn254, Limbs256)
ETHEREUM_FIELD(bls12381_fp, Bls12381, Limbs384)
#undef ETHEREUM_FIELD

#define ETHEREUM_EXTENSION(name, field, words)                                                                         \
    void name##2_add(uint32_t *p, const uint32_t *q)                                                                   \
    {                                                                                                                  \
        name##_add(p, q);                                                                                              \
        name##_add(p + words, q + words);                                                                              \
    }                                                                                                                  \
    void name##2_sub(uint32_t *p, const uint32_t *q)                                                                   \
    {                                                                                                                  \
        name##_sub(p, q);                                                                                              \
        name##_sub(p + words, q + words);                                                                              \
    }                                                                                                                  \
    void name##2_mul(uint32_t *p, const uint32_t *q)                                                                   \
    {                                                                                                                  \
        extension_multiply(field, p, q);                                                                               \
    }
ETHEREUM_EXTENSION(bn254_fp, Bn254, 8)
ETHEREUM_EXTENSION(bls12381_fp, Bls12381, 12)
#undef ETHEREUM_EXTENSION

#define ETHEREUM_CURVE(name, field, minus_three)                                                                       \
    void name##_add(uint32_t *p, const uint32_t *q)                                                                    \
    {                                                                                                                  \
        point_add(field, p, q);                                                                                        \
    }                                                                                                                  \
    void name##_double(uint32_t *p)                                                                                    \
    {                                                                                                                  \
        point_double(field, p, minus_three);                                                                           \
    }
ETHEREUM_CURVE(secp256k1, Secp256k1, false)
ETHEREUM_CURVE(secp256r1, Secp256r1, true)
ETHEREUM_CURVE(bn254, Bn254, false)
ETHEREUM_CURVE(bls12381, Bls12381, false)
#undef ETHEREUM_CURVE

} // namespace ethereum::accelerator

#endif
