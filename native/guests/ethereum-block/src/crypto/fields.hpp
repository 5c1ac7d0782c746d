// SPDX-License-Identifier: MIT OR Apache-2.0
// Elements of the base fields of bn254 and bls12-381 and of their quadratic extensions by u, u^2 = -1. Every operation
// is one call of the seam; elements are always reduced, so equality is equality of words.
#pragma once

#include "crypto/accelerator.hpp"
#include "crypto/moduli.hpp"

namespace ethereum
{

struct Bn254Seam {
    static constexpr size_t Words = 8;
    static constexpr const uint32_t *Modulus = moduli::Bn254Base;
    static void add(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp_add(p, q); }
    static void sub(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp_sub(p, q); }
    static void mul(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp_mul(p, q); }
    static void add2(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp2_add(p, q); }
    static void sub2(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp2_sub(p, q); }
    static void mul2(uint32_t *p, const uint32_t *q) { accelerator::bn254_fp2_mul(p, q); }
};

struct Bls12381Seam {
    static constexpr size_t Words = 12;
    static constexpr const uint32_t *Modulus = moduli::Bls12381Base;
    static void add(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp_add(p, q); }
    static void sub(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp_sub(p, q); }
    static void mul(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp_mul(p, q); }
    static void add2(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp2_add(p, q); }
    static void sub2(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp2_sub(p, q); }
    static void mul2(uint32_t *p, const uint32_t *q) { accelerator::bls12381_fp2_mul(p, q); }
};

// Word by word without a loop: what the guest's compiler makes calls of memcpy of is half as fast.
template <size_t Count>
inline void copy_words(uint32_t *to, const uint32_t *from)
{
    if constexpr (Count > 0) {
        to[0] = from[0];
        copy_words<Count - 1>(to + 1, from + 1);
    }
}

inline bool words_are_zero(const uint32_t *words, size_t count)
{
    uint32_t any = 0;
    for (size_t i = 0; i < count; i++)
        any |= words[i];
    return any == 0;
}

inline bool words_equal(const uint32_t *a, const uint32_t *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

// a < b as numbers of `count` words.
inline bool words_less(const uint32_t *a, const uint32_t *b, size_t count)
{
    for (size_t i = count; i-- > 0;)
        if (a[i] != b[i])
            return a[i] < b[i];
    return false;
}

inline void words_from_be(uint32_t *words, const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        words[count - 1 - i] = __builtin_bswap32(load_word(bytes + 4 * i));
}

inline void words_to_be(uint8_t *bytes, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t word = __builtin_bswap32(words[count - 1 - i]);
        copy_bytes(bytes + 4 * i, &word, 4);
    }
}

// Words of a field element, copied as words.
template <size_t Count>
struct ElementWords {
    uint32_t words[Count];

    ElementWords() = default;
    template <typename... Values>
        requires(sizeof...(Values) == Count)
    constexpr explicit ElementWords(Values... values) : words{ static_cast<uint32_t>(values)... }
    {
    }
    ElementWords(const ElementWords &other) { copy_words<Count>(words, other.words); }
    ElementWords &operator=(const ElementWords &other)
    {
        copy_words<Count>(words, other.words);
        return *this;
    }
};

// What a prime field and its extension have in common; Self has words[Self::Words] and static add, sub, mul. In-place
// operations cost a call of the seam each, the others a copy more.
template <typename Self, size_t Count>
struct FieldOperations : ElementWords<Count> {
    using ElementWords<Count>::ElementWords;

    friend Self &operator+=(Self &a, const Self &b)
    {
        Self::add(a.words, b.words);
        return a;
    }
    friend Self &operator-=(Self &a, const Self &b)
    {
        Self::sub(a.words, b.words);
        return a;
    }
    friend Self &operator*=(Self &a, const Self &b)
    {
        Self::mul(a.words, b.words);
        return a;
    }
    friend Self operator+(const Self &a, const Self &b)
    {
        Self result(a);
        Self::add(result.words, b.words);
        return result;
    }
    friend Self operator-(const Self &a, const Self &b)
    {
        Self result(a);
        Self::sub(result.words, b.words);
        return result;
    }
    friend Self operator*(const Self &a, const Self &b)
    {
        Self result(a);
        Self::mul(result.words, b.words);
        return result;
    }
    friend Self operator-(const Self &a)
    {
        Self result = Self::zero();
        Self::sub(result.words, a.words);
        return result;
    }
    friend bool operator==(const Self &a, const Self &b) { return words_equal(a.words, b.words, Count); }
};

template <typename Seam>
struct PrimeElement : FieldOperations<PrimeElement<Seam>, Seam::Words> {
    using FieldOperations<PrimeElement<Seam>, Seam::Words>::FieldOperations;
    using FieldOperations<PrimeElement<Seam>, Seam::Words>::words;
    static constexpr size_t Words = Seam::Words;
    static constexpr size_t Bytes = 4 * Words;

    static void add(uint32_t *p, const uint32_t *q) { Seam::add(p, q); }
    static void sub(uint32_t *p, const uint32_t *q) { Seam::sub(p, q); }
    static void mul(uint32_t *p, const uint32_t *q) { Seam::mul(p, q); }

    static PrimeElement zero() { return from(0); }
    static PrimeElement one() { return from(1); }
    static PrimeElement from(uint32_t value)
    {
        PrimeElement result;
        zero_bytes(result.words, sizeof result.words);
        result.words[0] = value;
        return result;
    }
    static PrimeElement load(const uint32_t *words)
    {
        PrimeElement result;
        copy_words<Words>(result.words, words);
        return result;
    }
    // False where the number is not below the modulus.
    bool read_be(const uint8_t *bytes)
    {
        words_from_be(words, bytes, Words);
        return words_less(words, Seam::Modulus, Words);
    }
    void write_be(uint8_t *bytes) const { words_to_be(bytes, words, Words); }

    bool is_zero() const { return words_are_zero(words, Words); }
    bool is_odd() const { return (words[0] & 1) != 0; }
    // Whether this is the larger of y and -y.
    bool is_larger_half() const
    {
        PrimeElement negative = -*this;
        return words_less(negative.words, words, Words);
    }

    // 1/x for x not 0.
    PrimeElement inverse() const
    {
        PrimeElement result;
        accelerator::advise_inverse(result.words, words, Seam::Modulus, Words);
        if (!words_less(result.words, Seam::Modulus, Words) || !(result * *this == one()))
            accelerator::reject_advice();
        return result;
    }

    // False where there is no square root: then the advice is one of -x, and -1 is no square.
    bool square_root(PrimeElement &root) const
    {
        accelerator::advise_root(root.words, words, Seam::Modulus, Words);
        if (!words_less(root.words, Seam::Modulus, Words))
            accelerator::reject_advice();
        PrimeElement square = root * root;
        if (square == *this)
            return true;
        if (!(square == -*this))
            accelerator::reject_advice();
        return false;
    }
};

template <typename Seam>
struct QuadraticElement : FieldOperations<QuadraticElement<Seam>, 2 * Seam::Words> {
    using FieldOperations<QuadraticElement<Seam>, 2 * Seam::Words>::FieldOperations;
    using FieldOperations<QuadraticElement<Seam>, 2 * Seam::Words>::words; // c0, then c1
    using Base = PrimeElement<Seam>;
    static constexpr size_t Words = 2 * Seam::Words;

    static void add(uint32_t *p, const uint32_t *q) { Seam::add2(p, q); }
    static void sub(uint32_t *p, const uint32_t *q) { Seam::sub2(p, q); }
    static void mul(uint32_t *p, const uint32_t *q) { Seam::mul2(p, q); }

    static QuadraticElement from(const Base &c0, const Base &c1)
    {
        QuadraticElement result;
        copy_words<Seam::Words>(result.words, c0.words);
        copy_words<Seam::Words>(result.words + Seam::Words, c1.words);
        return result;
    }
    static QuadraticElement zero() { return from(Base::zero(), Base::zero()); }
    static QuadraticElement one() { return from(Base::one(), Base::zero()); }
    static QuadraticElement load(const uint32_t *words)
    {
        QuadraticElement result;
        copy_words<Words>(result.words, words);
        return result;
    }

    Base c0() const { return Base::load(words); }
    Base c1() const { return Base::load(words + Seam::Words); }
    bool is_zero() const { return words_are_zero(words, Words); }

    QuadraticElement conjugate() const { return from(c0(), -c1()); }
    QuadraticElement scaled(const Base &factor) const
    {
        QuadraticElement result(*this);
        Seam::mul(result.words, factor.words);
        Seam::mul(result.words + Seam::Words, factor.words);
        return result;
    }
    // 1/x for x not 0: the norm is in the base field.
    QuadraticElement inverse() const
    {
        Base a = c0(), b = c1();
        Base norm = (a * a + b * b).inverse();
        return from(a * norm, -(b * norm));
    }

    // With n^2 = norm(x): the root is r + (c1 / 2r) u, where r^2 = (c0 + n) / 2 or (c0 - n) / 2.
    bool square_root(QuadraticElement &root) const
    {
        Base a = c0(), b = c1(), norm, r;
        if (b.is_zero()) {
            bool real = a.square_root(r);
            root = real ? from(r, b) : from(b, r); // (r u)^2 = -r^2
            return true;
        }
        if (!(a * a + b * b).square_root(norm))
            return false;
        Base half = Base::from(2).inverse();
        // Their product is -(c1 / 2)^2, no square: exactly one of the two has a root.
        if (!((a + norm) * half).square_root(r) && !((a - norm) * half).square_root(r))
            return false;
        root = from(r, b * (r + r).inverse());
        return root * root == *this;
    }
};

} // namespace ethereum
