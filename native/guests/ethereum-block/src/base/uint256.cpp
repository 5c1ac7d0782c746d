// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/uint256.hpp"

#include "crypto/accelerator.hpp"

namespace ethereum
{
namespace
{

int word_length(const uint32_t *words, int size)
{
    while (size > 0 && words[size - 1] == 0)
        size--;
    return size;
}

// For a >= b > 0. Quotient and remainder are advice: there is one of each with a = q b + r and r < b.
void divide_by_advice(const Uint256 &a, const Uint256 &b, Uint256 &quotient, Uint256 &remainder)
{
    uint32_t product_and_rest[16] = {}; // quotient and remainder, then the sum that has to be a
    uint32_t factor[16] = {};           // b, 0
    uint32_t scratch[8 + 8 + 1];
    copy_bytes(factor, b.words, 32);
    accelerator::advise_division(product_and_rest, product_and_rest + 8, a.words,
                                 static_cast<size_t>(word_length(a.words, 8)), factor,
                                 static_cast<size_t>(word_length(b.words, 8)), scratch);
    copy_bytes(quotient.words, product_and_rest, 32);
    copy_bytes(remainder.words, product_and_rest + 8, 32);
    accelerator::uint256_muladd(product_and_rest, factor);
    bool is_right = remainder < b;
    for (int i = 0; i < 8; i++)
        is_right = is_right && product_and_rest[i] == a.words[i] && product_and_rest[8 + i] == 0;
    if (!is_right)
        accelerator::reject_advice();
}

Uint256 negate(const Uint256 &a)
{
    return Uint256::zero() - a;
}

} // namespace

Uint256 Uint256::from_big_endian(Bytes bytes)
{
    uint8_t padded[32] = {};
    size_t size = bytes.size < 32 ? bytes.size : 32;
    copy_bytes(padded + 32 - size, bytes.data + (bytes.size - size), size);
    return from_be32(padded);
}

unsigned Uint256::bit_length() const
{
    int n = word_length(words, 8);
    return n == 0 ? 0 : static_cast<unsigned>(32 * n - __builtin_clz(words[n - 1]));
}

bool less_signed(const Uint256 &a, const Uint256 &b)
{
    return a.is_negative() != b.is_negative() ? a.is_negative() : a < b;
}

Uint256 operator*(const Uint256 &a, const Uint256 &b)
{
    Uint256 r = a;
    uint32_t factor_and_modulus[16] = {}; // 0 stands for 2^256
    copy_bytes(factor_and_modulus, b.words, 32);
    accelerator::uint256_mulmod(r.words, factor_and_modulus);
    return r;
}

bool multiply_checked(Uint256 &r, const Uint256 &a, const Uint256 &b)
{
    uint32_t product[16] = {}, factor[16] = {};
    copy_bytes(product, a.words, 32);
    copy_bytes(factor, b.words, 32);
    accelerator::uint256_muladd(product, factor);
    copy_bytes(r.words, product, 32);
    return word_length(product, 16) <= 8;
}

Uint256 shift_left(const Uint256 &a, unsigned bits)
{
    Uint256 r = Uint256::zero();
    if (bits >= 256)
        return r;
    int whole = static_cast<int>(bits / 32);
    unsigned part = bits % 32;
    for (int i = 7; i >= whole; i--) {
        r.words[i] = a.words[i - whole] << part;
        if (part != 0 && i > whole)
            r.words[i] |= a.words[i - whole - 1] >> (32 - part);
    }
    return r;
}

Uint256 shift_right(const Uint256 &a, unsigned bits)
{
    Uint256 r = Uint256::zero();
    if (bits >= 256)
        return r;
    int whole = static_cast<int>(bits / 32);
    unsigned part = bits % 32;
    for (int i = 0; i + whole < 8; i++) {
        r.words[i] = a.words[i + whole] >> part;
        if (part != 0 && i + whole < 7)
            r.words[i] |= a.words[i + whole + 1] << (32 - part);
    }
    return r;
}

Uint256 shift_right_signed(const Uint256 &a, unsigned bits)
{
    if (!a.is_negative())
        return shift_right(a, bits);
    return ~shift_right(~a, bits);
}

void divide(const Uint256 &a, const Uint256 &b, Uint256 *quotient, Uint256 *remainder)
{
    Uint256 q = Uint256::zero();
    Uint256 r = Uint256::zero();
    if (a < b) {
        r = a;
    } else if (a.fits_u64() && !b.is_zero()) {
        uint64_t whole = a.low_u64() / b.low_u64();
        q = Uint256::from(whole);
        r = Uint256::from(a.low_u64() - whole * b.low_u64());
    } else if (!b.is_zero()) {
        divide_by_advice(a, b, q, r);
    }
    if (quotient != nullptr)
        *quotient = q;
    if (remainder != nullptr)
        *remainder = r;
}

Uint256 divide_signed(const Uint256 &a, const Uint256 &b)
{
    Uint256 q;
    divide(a.is_negative() ? negate(a) : a, b.is_negative() ? negate(b) : b, &q, nullptr);
    return a.is_negative() != b.is_negative() ? negate(q) : q;
}

Uint256 modulo_signed(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    divide(a.is_negative() ? negate(a) : a, b.is_negative() ? negate(b) : b, nullptr, &r);
    return a.is_negative() ? negate(r) : r;
}

Uint256 add_modulo(const Uint256 &a, const Uint256 &b, const Uint256 &m)
{
    if (m.is_zero())
        return m;
    Uint256 r = a;
    uint32_t rest[24] = { 1 }; // what to multiply with, the modulus, what to add
    copy_bytes(rest + 8, m.words, 32);
    copy_bytes(rest + 16, b.words, 32);
    accelerator::uint256_muladdmod(r.words, rest);
    return r;
}

Uint256 multiply_modulo(const Uint256 &a, const Uint256 &b, const Uint256 &m)
{
    if (m.is_zero())
        return m;
    Uint256 r = a;
    uint32_t factor_and_modulus[16];
    copy_bytes(factor_and_modulus, b.words, 32);
    copy_bytes(factor_and_modulus + 8, m.words, 32);
    accelerator::uint256_mulmod(r.words, factor_and_modulus);
    return r;
}

Uint256 power(const Uint256 &base, const Uint256 &exponent)
{
    Uint256 r = Uint256::one();
    for (unsigned i = exponent.bit_length(); i > 0; i--) {
        r = r * r;
        if (exponent.bit(i - 1))
            r = r * base;
    }
    return r;
}

Uint256 sign_extend(const Uint256 &index, const Uint256 &value)
{
    if (!index.fits_u32() || index.words[0] >= 31)
        return value;
    unsigned unused = 256 - 8 * (index.words[0] + 1);
    return shift_right_signed(shift_left(value, unused), unused);
}

Uint256 byte_at(const Uint256 &index, const Uint256 &value)
{
    if (!index.fits_u32() || index.words[0] >= 32)
        return Uint256::zero();
    unsigned position = 31 - index.words[0];
    return Uint256::from(value.words[position / 4] >> (8 * (position % 4)) & 0xff);
}

} // namespace ethereum
