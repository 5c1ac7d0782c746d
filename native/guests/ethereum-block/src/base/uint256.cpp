// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/uint256.hpp"

namespace ethereum
{
namespace
{

// All of a * b: 16 words.
void multiply_full(uint32_t *r, const Uint256 &a, const Uint256 &b)
{
    zero_bytes(r, 64);
    for (int i = 0; i < 8; i++) {
        if (a.words[i] == 0)
            continue;
        uint32_t carry = 0;
        for (int j = 0; j < 8; j++) {
            uint64_t t = static_cast<uint64_t>(a.words[i]) * b.words[j] + r[i + j] + carry;
            r[i + j] = static_cast<uint32_t>(t);
            carry = static_cast<uint32_t>(t >> 32);
        }
        r[i + 8] = carry;
    }
}

int word_length(const uint32_t *words, int size)
{
    while (size > 0 && words[size - 1] == 0)
        size--;
    return size;
}

// Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D. a has n words (at most 16) and is left as the remainder;
// b is not 0; the quotient has n words.
void divide_words(uint32_t *a, int n, const Uint256 &b, uint32_t *quotient)
{
    zero_bytes(quotient, static_cast<size_t>(n) * 4);
    int bn = word_length(b.words, 8);
    int an = word_length(a, n);
    if (an < bn)
        return;
    if (bn == 1) {
        uint64_t rest = 0;
        for (int i = an - 1; i >= 0; i--) {
            uint64_t value = rest << 32 | a[i];
            quotient[i] = static_cast<uint32_t>(value / b.words[0]);
            rest = value % b.words[0];
            a[i] = 0;
        }
        a[0] = static_cast<uint32_t>(rest);
        return;
    }
    int shift = __builtin_clz(b.words[bn - 1]);
    uint32_t divisor[8];
    uint32_t rest[17];
    for (int i = bn - 1; i >= 0; i--)
        divisor[i] = shift == 0 || i == 0 ? b.words[i] << shift : b.words[i] << shift | b.words[i - 1] >> (32 - shift);
    rest[an] = shift == 0 ? 0 : a[an - 1] >> (32 - shift);
    for (int i = an - 1; i >= 0; i--)
        rest[i] = shift == 0 || i == 0 ? a[i] << shift : a[i] << shift | a[i - 1] >> (32 - shift);
    uint32_t top = divisor[bn - 1];
    for (int j = an - bn; j >= 0; j--) {
        uint64_t numerator = static_cast<uint64_t>(rest[j + bn]) << 32 | rest[j + bn - 1];
        uint64_t digit = numerator / top;
        uint64_t left = numerator % top;
        while (digit > UINT32_MAX || digit * divisor[bn - 2] > (left << 32 | rest[j + bn - 2])) {
            digit--;
            left += top;
            if (left > UINT32_MAX)
                break;
        }
        uint64_t borrow = 0;
        uint64_t carry = 0;
        for (int i = 0; i < bn; i++) {
            carry += digit * divisor[i];
            uint64_t difference = static_cast<uint64_t>(rest[i + j]) - static_cast<uint32_t>(carry) - borrow;
            rest[i + j] = static_cast<uint32_t>(difference);
            borrow = difference >> 63;
            carry >>= 32;
        }
        uint64_t difference = static_cast<uint64_t>(rest[j + bn]) - carry - borrow;
        rest[j + bn] = static_cast<uint32_t>(difference);
        if (difference >> 63) { // the digit was one too large
            digit--;
            uint64_t sum = 0;
            for (int i = 0; i < bn; i++) {
                sum += static_cast<uint64_t>(rest[i + j]) + divisor[i];
                rest[i + j] = static_cast<uint32_t>(sum);
                sum >>= 32;
            }
            rest[j + bn] += static_cast<uint32_t>(sum);
        }
        quotient[j] = static_cast<uint32_t>(digit);
    }
    for (int i = 0; i < an; i++)
        a[i] = i >= bn ? 0 : shift == 0 ? rest[i] : rest[i] >> shift | rest[i + 1] << (32 - shift);
}

Uint256 reduce(uint32_t *words, int n, const Uint256 &m)
{
    uint32_t quotient[16];
    divide_words(words, n, m, quotient);
    Uint256 r;
    copy_bytes(r.words, words, 32);
    return r;
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
    Uint256 r = Uint256::zero();
    for (int i = 0; i < 8; i++) {
        if (a.words[i] == 0)
            continue;
        uint32_t carry = 0;
        for (int j = 0; i + j < 8; j++) {
            uint64_t t = static_cast<uint64_t>(a.words[i]) * b.words[j] + r.words[i + j] + carry;
            r.words[i + j] = static_cast<uint32_t>(t);
            carry = static_cast<uint32_t>(t >> 32);
        }
    }
    return r;
}

bool multiply_checked(Uint256 &r, const Uint256 &a, const Uint256 &b)
{
    uint32_t full[16];
    multiply_full(full, a, b);
    copy_bytes(r.words, full, 32);
    return word_length(full, 16) <= 8;
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
    if (!b.is_zero()) {
        r = a;
        divide_words(r.words, 8, b, q.words);
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
    uint32_t sum[9];
    Uint256 low;
    sum[8] = add_carry(low, a, b) ? 1 : 0;
    copy_bytes(sum, low.words, 32);
    return reduce(sum, 9, m);
}

Uint256 multiply_modulo(const Uint256 &a, const Uint256 &b, const Uint256 &m)
{
    if (m.is_zero())
        return m;
    uint32_t product[16];
    multiply_full(product, a, b);
    return reduce(product, 16, m);
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
