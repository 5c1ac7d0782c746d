// SPDX-License-Identifier: MIT OR Apache-2.0
// KoalaBear, p = 2^31 - 2^24 + 1: the C# definition is src/PicoEngine.Fields/KoalaBear/KoalaBear.cs, and equal elements have equal
// words here and there: Montgomery form, R = 2^32, always in [0, p).
#pragma once

#include "kernels/cuda.cuh"

namespace pico
{

/// An element of Z/p.
struct koala_bear {
    static constexpr uint32_t modulus = 0x7F000001u;

    /// p^-1 mod 2^32 = 2^31 + 2^24 + 1.
    static constexpr uint32_t inverse_modulus = 0x81000001u;

    /// 2^32 mod p: the Montgomery form of 1.
    static constexpr uint32_t montgomery_one = 0x01FFFFFEu;

    /// 2^64 mod p: a product with it takes a canonical word to its Montgomery form.
    static constexpr uint32_t montgomery_squared_radix = 0x17F7EFE4u;

    uint32_t word;

    __host__ __device__ static constexpr koala_bear from_montgomery(uint32_t word) { return { word }; }
    __host__ __device__ static constexpr koala_bear zero() { return { 0 }; }
    __host__ __device__ static constexpr koala_bear one() { return { montgomery_one }; }
    __host__ __device__ static __forceinline__ koala_bear from_canonical(uint32_t word);
    __host__ __device__ __forceinline__ uint32_t to_canonical() const;
    __host__ __device__ friend bool operator==(const koala_bear &, const koala_bear &) = default;
};

/// A value of (-p, p), modulo 2^32, to [0, p): one of word and word + p is below p, and it is the smaller.
__host__ __device__ __forceinline__ koala_bear add_modulus_if_negative(uint32_t word)
{
    return { minimum(word, word + koala_bear::modulus) };
}

/// A value of [0, 2p) to [0, p).
__host__ __device__ __forceinline__ koala_bear subtract_modulus_if_large(uint32_t word)
{
    return { minimum(word, word - koala_bear::modulus) };
}

__host__ __device__ __forceinline__ koala_bear operator+(koala_bear a, koala_bear b)
{
    return subtract_modulus_if_large(a.word + b.word);
}

__host__ __device__ __forceinline__ koala_bear operator-(koala_bear a, koala_bear b)
{
    return add_modulus_if_negative(a.word - b.word);
}

__host__ __device__ __forceinline__ koala_bear operator-(koala_bear a)
{
    return koala_bear::zero() - a;
}

/// value / 2^32 modulo p, in [0, 2p), for a value below p 2^32. A multiple of p below p 2^32 is added that makes the low half zero: three instructions
/// with the product before it (IMAD.WIDE, IMAD, IMAD.HI).
__host__ __device__ __forceinline__ uint32_t montgomery_reduce_unfinished(uint64_t value)
{
    const uint32_t quotient = static_cast<uint32_t>(value) * (0u - koala_bear::inverse_modulus);
    return static_cast<uint32_t>((value + multiply_wide(quotient, koala_bear::modulus)) >> 32);
}

__host__ __device__ __forceinline__ koala_bear montgomery_reduce(uint64_t value)
{
    return subtract_modulus_if_large(montgomery_reduce_unfinished(value));
}

__host__ __device__ __forceinline__ koala_bear operator*(koala_bear a, koala_bear b)
{
    return montgomery_reduce(multiply_wide(a.word, b.word));
}

__host__ __device__ __forceinline__ koala_bear &operator+=(koala_bear &a, koala_bear b)
{
    return a = a + b;
}
__host__ __device__ __forceinline__ koala_bear &operator-=(koala_bear &a, koala_bear b)
{
    return a = a - b;
}
__host__ __device__ __forceinline__ koala_bear &operator*=(koala_bear &a, koala_bear b)
{
    return a = a * b;
}

__host__ __device__ __forceinline__ koala_bear koala_bear::from_canonical(uint32_t word)
{
    return koala_bear{ word } * koala_bear{ montgomery_squared_radix };
}

__host__ __device__ __forceinline__ uint32_t koala_bear::to_canonical() const
{
    return montgomery_reduce(word).word;
}

/// A factor for many products: w, canonical, and floor(w 2^32 / p). A product with it takes three multiplications instead of four, and the other
/// factor may be any word.
struct fixed_factor {
    uint32_t factor;
    uint32_t quotient;

    __host__ __device__ static __forceinline__ fixed_factor of(koala_bear a)
    {
        const uint32_t canonical = a.to_canonical();
        return { canonical, static_cast<uint32_t>((static_cast<uint64_t>(canonical) << 32) / koala_bear::modulus) };
    }
};

/// The element with word a w modulo p. The quotient is too small by at most one: the remainder is below p + word p / 2^32 < 2p.
__host__ __device__ __forceinline__ koala_bear multiply_fixed(uint32_t word, fixed_factor w)
{
    return subtract_modulus_if_large(word * w.factor - multiply_high(word, w.quotient) * koala_bear::modulus);
}

/// A signed Montgomery product: both factors in (-p, p), and so is the result. |a b| < p^2 and the multiple of p that is added is
/// at most 2^31 p, so the result is below p^2 / 2^32 + p / 2 < p without a correction.
__host__ __device__ __forceinline__ int32_t signed_montgomery_multiply(int32_t a, int32_t b)
{
    const int64_t product = multiply_wide(a, b);
    const auto quotient = static_cast<int32_t>(static_cast<uint32_t>(product) * (0u - koala_bear::inverse_modulus));
    return static_cast<int32_t>((product + multiply_wide(quotient, static_cast<int32_t>(koala_bear::modulus))) >> 32);
}

/// (a + constant)^3. The constant comes with p taken off, which puts the sum into (-p, p); nothing is corrected before the end.
__host__ __device__ __forceinline__ koala_bear cube_of_sum(koala_bear a, uint32_t constant_minus_modulus)
{
    const int32_t sum = static_cast<int32_t>(a.word + constant_minus_modulus);
    return add_modulus_if_negative(
        static_cast<uint32_t>(signed_montgomery_multiply(signed_montgomery_multiply(sum, sum), sum)));
}

/// Half of an element: an odd word lends (p + 1) / 2, which is what its lost half bit is worth.
__host__ __device__ __forceinline__ koala_bear halve(koala_bear a)
{
    return { (a.word >> 1) + (a.word & 1) * ((koala_bear::modulus + 1) / 2) };
}

/// a / 2^Log for Log of 1 to 24: with l the low bits, l p = l modulo 2^24, so (a - l p) / 2^Log = (a >> Log) - l 127 2^(24 - Log).
template <int Log>
__host__ __device__ __forceinline__ koala_bear quotient_by_power_of_two(koala_bear a)
{
    static_assert(Log >= 1 && Log <= 24);
    const uint32_t low = a.word & ((1u << Log) - 1);
    return add_modulus_if_negative((a.word >> Log) - low * (127u << (24 - Log)));
}

/// The residue of an integer below 2^37 that is a sum of Montgomery words: 2^31 = 2^24 - 1 modulo p.
__host__ __device__ __forceinline__ koala_bear fold_sum(uint64_t value)
{
    // Below 2^31 + 2^6 2^24 < 2p.
    const uint32_t high = static_cast<uint32_t>(value >> 31);
    return subtract_modulus_if_large((static_cast<uint32_t>(value) & 0x7FFFFFFFu) + high * 0x00FFFFFFu);
}

/// a to a power; anything to the power 0 is 1.
__host__ __device__ inline koala_bear power(koala_bear a, uint64_t exponent)
{
    koala_bear result = koala_bear::one();
    for (; exponent != 0; exponent >>= 1, a *= a) {
        if ((exponent & 1) != 0) {
            result *= a;
        }
    }

    return result;
}

/// The generator 3^((p - 1) / 2^k) of the subgroup of order 2^k, k up to 24.
__host__ __device__ inline koala_bear two_adic_generator(int log_order)
{
    return power(koala_bear::from_canonical(3), (koala_bear::modulus - 1) >> log_order);
}

} // namespace pico
