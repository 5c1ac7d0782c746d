// SPDX-License-Identifier: MIT OR Apache-2.0
// 256-bit unsigned integers as eight 32-bit words, least significant first: the layout of the engine's precompiles.
#pragma once

#include "base/bytes.hpp"

namespace ethereum
{

struct Uint256 {
    uint32_t words[8];

    static Uint256 zero() { return Uint256{ { 0, 0, 0, 0, 0, 0, 0, 0 } }; }
    static Uint256 from(uint64_t value)
    {
        return Uint256{ { static_cast<uint32_t>(value), static_cast<uint32_t>(value >> 32), 0, 0, 0, 0, 0, 0 } };
    }
    static Uint256 one() { return from(1); }
    static Uint256 max()
    {
        return Uint256{ { UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX,
                          UINT32_MAX } };
    }
    // Big-endian bytes, at most 32 of them.
    static Uint256 from_big_endian(Bytes bytes);
    static Uint256 from_hash(const Hash32 &hash) { return from_be32(hash.bytes); }
    [[gnu::always_inline]] static Uint256 from_be32(const uint8_t *bytes)
    {
        Uint256 result;
        for (int i = 0; i < 8; i++)
            result.words[7 - i] = load_big_endian(bytes + 4 * i);
        return result;
    }
    static Uint256 from_address(const Address &address)
    {
        Uint256 result = zero();
        for (int i = 0; i < 5; i++)
            result.words[4 - i] = load_big_endian(address.bytes + 4 * i);
        return result;
    }

    [[gnu::always_inline]] void to_be32(uint8_t *to) const
    {
        for (int i = 0; i < 8; i++)
            store_big_endian(to + 4 * i, words[7 - i]);
    }
    Hash32 to_hash() const
    {
        Hash32 hash;
        to_be32(hash.bytes);
        return hash;
    }
    // The low 20 bytes.
    Address to_address() const
    {
        Address address;
        for (int i = 0; i < 5; i++)
            store_big_endian(address.bytes + 4 * i, words[4 - i]);
        return address;
    }

    // Word by word, with an expectation that keeps it so: in the guest a load and a branch are less than a load and an OR.
    template <int First>
    bool has_zeros_from() const
    {
        for (int i = First; i < 8; i++)
            if (__builtin_expect(words[i] != 0, true))
                return false;
        return true;
    }
    bool is_zero() const { return has_zeros_from<0>(); }
    bool fits_u64() const { return has_zeros_from<2>(); }
    bool fits_u32() const { return has_zeros_from<1>(); }
    uint64_t low_u64() const { return words[0] | static_cast<uint64_t>(words[1]) << 32; }
    // The value, or 2^64 - 1 where it is larger.
    uint64_t saturated_u64() const { return fits_u64() ? low_u64() : UINT64_MAX; }
    bool is_negative() const { return (words[7] >> 31) != 0; }
    bool bit(unsigned index) const { return (words[index / 32] >> (index % 32) & 1) != 0; }
    unsigned bit_length() const;
    unsigned byte_length() const { return (bit_length() + 7) / 8; }
};

inline bool operator==(const Uint256 &a, const Uint256 &b)
{
    for (int i = 0; i < 8; i++)
        if (__builtin_expect(a.words[i] != b.words[i], true))
            return false;
    return true;
}
inline bool operator!=(const Uint256 &a, const Uint256 &b)
{
    return !(a == b);
}

inline bool operator<(const Uint256 &a, const Uint256 &b)
{
    for (int i = 7; i > 0; i--)
        if (a.words[i] != b.words[i])
            return a.words[i] < b.words[i];
    return a.words[0] < b.words[0];
}
inline bool operator>(const Uint256 &a, const Uint256 &b)
{
    return b < a;
}
inline bool operator<=(const Uint256 &a, const Uint256 &b)
{
    return !(b < a);
}
inline bool operator>=(const Uint256 &a, const Uint256 &b)
{
    return !(a < b);
}
bool less_signed(const Uint256 &a, const Uint256 &b);

// r = a + b and r = a - b modulo 2^256; true if there was a carry or borrow. r may be a or b.
inline bool add_carry(Uint256 &r, const Uint256 &a, const Uint256 &b)
{
    uint32_t carry = 0;
    for (int i = 0; i < 8; i++) {
        uint32_t sum = a.words[i] + b.words[i];
        uint32_t over = sum < a.words[i];
        uint32_t total = sum + carry;
        carry = over | (total < sum);
        r.words[i] = total;
    }
    return carry != 0;
}

inline bool sub_borrow(Uint256 &r, const Uint256 &a, const Uint256 &b)
{
    uint32_t borrow = 0;
    for (int i = 0; i < 8; i++) {
        uint32_t left = a.words[i];
        uint32_t difference = left - b.words[i];
        uint32_t under = left < b.words[i];
        uint32_t total = difference - borrow;
        borrow = under | (difference < borrow);
        r.words[i] = total;
    }
    return borrow != 0;
}

inline Uint256 operator+(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    add_carry(r, a, b);
    return r;
}
inline Uint256 operator-(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    sub_borrow(r, a, b);
    return r;
}
Uint256 operator*(const Uint256 &a, const Uint256 &b);
// False if the product does not fit 256 bits.
bool multiply_checked(Uint256 &r, const Uint256 &a, const Uint256 &b);

inline Uint256 operator~(const Uint256 &a)
{
    Uint256 r;
    for (int i = 0; i < 8; i++)
        r.words[i] = ~a.words[i];
    return r;
}
inline Uint256 operator&(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    for (int i = 0; i < 8; i++)
        r.words[i] = a.words[i] & b.words[i];
    return r;
}
inline Uint256 operator|(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    for (int i = 0; i < 8; i++)
        r.words[i] = a.words[i] | b.words[i];
    return r;
}
inline Uint256 operator^(const Uint256 &a, const Uint256 &b)
{
    Uint256 r;
    for (int i = 0; i < 8; i++)
        r.words[i] = a.words[i] ^ b.words[i];
    return r;
}
Uint256 shift_left(const Uint256 &a, unsigned bits);         // 0 from 256 bits on
Uint256 shift_right(const Uint256 &a, unsigned bits);        // 0 from 256 bits on
Uint256 shift_right_signed(const Uint256 &a, unsigned bits); // all sign from 256 bits on

// Quotient and remainder; both 0 where b is 0, as the EVM has it.
void divide(const Uint256 &a, const Uint256 &b, Uint256 *quotient, Uint256 *remainder);
Uint256 divide_signed(const Uint256 &a, const Uint256 &b);
Uint256 modulo_signed(const Uint256 &a, const Uint256 &b);
Uint256 add_modulo(const Uint256 &a, const Uint256 &b, const Uint256 &m);      // 0 where m is 0
Uint256 multiply_modulo(const Uint256 &a, const Uint256 &b, const Uint256 &m); // 0 where m is 0
Uint256 power(const Uint256 &base, const Uint256 &exponent);
// Extends the sign of the lowest `index` + 1 bytes; unchanged from index 31 on.
Uint256 sign_extend(const Uint256 &index, const Uint256 &value);
// Byte `index` counted from the most significant; 0 from 32 on.
Uint256 byte_at(const Uint256 &index, const Uint256 &value);

} // namespace ethereum
