// SPDX-License-Identifier: MIT OR Apache-2.0
// Arithmetic without precompiles: what the host computes instead of system calls, and what advice is computed with on
// both sides. Not constant-time: a prover has nothing to hide here.
#pragma once

#include "base/bytes.hpp"

namespace ethereum::portable
{

#if defined(__SIZEOF_INT128__)
using Limb = uint64_t;
using Wide = unsigned __int128;
#else
using Limb = uint32_t;
using Wide = uint64_t;
#endif

constexpr size_t WordsPerLimb = sizeof(Limb) / 4;
constexpr unsigned LimbBits = 8 * sizeof(Limb);

template <size_t Limbs>
struct Number {
    Limb limbs[Limbs];

    static Number load(const uint32_t *words)
    {
        Number result;
        copy_bytes(result.limbs, words, sizeof result.limbs);
        return result;
    }
    void store(uint32_t *words) const { copy_bytes(words, limbs, sizeof limbs); }

    constexpr bool is(Limb value) const
    {
        Limb difference = limbs[0] ^ value;
        for (size_t i = 1; i < Limbs; i++)
            difference |= limbs[i];
        return difference == 0;
    }
    constexpr bool less_than(const Number &other) const
    {
        for (size_t i = Limbs; i-- > 0;)
            if (limbs[i] != other.limbs[i])
                return limbs[i] < other.limbs[i];
        return false;
    }
    constexpr Limb add(const Number &other)
    {
        Limb carry = 0;
        for (size_t i = 0; i < Limbs; i++) {
            Wide sum = static_cast<Wide>(limbs[i]) + other.limbs[i] + carry;
            limbs[i] = static_cast<Limb>(sum);
            carry = static_cast<Limb>(sum >> LimbBits);
        }
        return carry;
    }
    constexpr Limb subtract(const Number &other)
    {
        Limb borrow = 0;
        for (size_t i = 0; i < Limbs; i++) {
            Wide difference = static_cast<Wide>(limbs[i]) - other.limbs[i] - borrow;
            limbs[i] = static_cast<Limb>(difference);
            borrow = static_cast<Limb>(difference >> LimbBits) & 1;
        }
        return borrow;
    }
    constexpr void halve(Limb top)
    {
        for (size_t i = 0; i < Limbs; i++) {
            Limb next = i + 1 < Limbs ? limbs[i + 1] : top;
            limbs[i] = limbs[i] >> 1 | next << (LimbBits - 1);
        }
    }
};

// 1/x modulo an odd number by the binary extended Euclidean algorithm, x reduced; 0 where there is none.
template <size_t Limbs>
Number<Limbs> invert(const Number<Limbs> &x, const Number<Limbs> &modulus)
{
    Number<Limbs> u = x, v = modulus, a{}, c{};
    auto halve_while_even = [&modulus](Number<Limbs> &value, Number<Limbs> &factor) {
        while ((value.limbs[0] & 1) == 0) {
            value.halve(0);
            factor.halve((factor.limbs[0] & 1) != 0 ? factor.add(modulus) : 0);
        }
    };
    auto subtract = [&modulus](Number<Limbs> &factor, const Number<Limbs> &other) {
        if (factor.subtract(other) != 0)
            factor.add(modulus);
    };
    a.limbs[0] = 1;
    while (!u.is(1) && !v.is(1)) {
        if (u.is(0) || v.is(0))
            return Number<Limbs>{};
        halve_while_even(u, a);
        halve_while_even(v, c);
        if (v.less_than(u)) {
            u.subtract(v);
            subtract(a, c);
        } else {
            v.subtract(u);
            subtract(c, a);
        }
    }
    return u.is(1) ? a : c;
}

// Numbers modulo an odd modulus; elements are plain (not in Montgomery form) and reduced.
template <size_t Limbs>
class OddModulus
{
  public:
    using Element = Number<Limbs>;

    constexpr explicit OddModulus(const Element &modulus) : _modulus(modulus), _inverse(1), _square()
    {
        // Newton: each step doubles the number of right bits of -1/m modulo the limb.
        for (unsigned bits = 1; bits < LimbBits; bits *= 2)
            _inverse *= 2 + _inverse * modulus.limbs[0];
        // 2^(2 * bits) by doubling 1.
        for (size_t i = 0; i < Limbs; i++)
            _square.limbs[i] = i == 0;
        for (size_t i = 0; i < 2 * LimbBits * Limbs; i++)
            _square = add(_square, _square);
    }

    constexpr const Element &modulus() const { return _modulus; }

    constexpr Element add(const Element &a, const Element &b) const
    {
        Element sum = a;
        if (sum.add(b) != 0 || !sum.less_than(_modulus))
            sum.subtract(_modulus);
        return sum;
    }
    constexpr Element subtract(const Element &a, const Element &b) const
    {
        Element difference = a;
        if (difference.subtract(b) != 0)
            difference.add(_modulus);
        return difference;
    }
    // Montgomery's product twice: a * b / R, then times R^2 / R.
    Element multiply(const Element &a, const Element &b) const { return montgomery(montgomery(a, b), _square); }

    Element power(const Element &x, const Element &exponent) const
    {
        Element result{}, base = montgomery(x, _square);
        result.limbs[0] = 1;
        result = montgomery(result, _square);
        for (size_t i = Limbs * LimbBits; i-- > 0;) {
            result = montgomery(result, result);
            if (exponent.limbs[i / LimbBits] >> (i % LimbBits) & 1)
                result = montgomery(result, base);
        }
        Element one{};
        one.limbs[0] = 1;
        return montgomery(result, one);
    }

  private:
    Element montgomery(const Element &a, const Element &b) const
    {
        Limb t[Limbs + 2] = {};
        for (size_t i = 0; i < Limbs; i++) {
            Limb carry = 0;
            for (size_t j = 0; j < Limbs; j++) {
                Wide sum = static_cast<Wide>(a.limbs[j]) * b.limbs[i] + t[j] + carry;
                t[j] = static_cast<Limb>(sum);
                carry = static_cast<Limb>(sum >> LimbBits);
            }
            Wide top = static_cast<Wide>(t[Limbs]) + carry;
            t[Limbs] = static_cast<Limb>(top);
            t[Limbs + 1] = static_cast<Limb>(top >> LimbBits);
            Limb factor = t[0] * _inverse;
            Wide low = static_cast<Wide>(factor) * _modulus.limbs[0] + t[0];
            carry = static_cast<Limb>(low >> LimbBits);
            for (size_t j = 1; j < Limbs; j++) {
                Wide sum = static_cast<Wide>(factor) * _modulus.limbs[j] + t[j] + carry;
                t[j - 1] = static_cast<Limb>(sum);
                carry = static_cast<Limb>(sum >> LimbBits);
            }
            top = static_cast<Wide>(t[Limbs]) + carry;
            t[Limbs - 1] = static_cast<Limb>(top);
            t[Limbs] = t[Limbs + 1] + static_cast<Limb>(top >> LimbBits);
        }
        Element result;
        copy_bytes(result.limbs, t, sizeof result.limbs);
        if (t[Limbs] != 0 || !result.less_than(_modulus))
            result.subtract(_modulus);
        return result;
    }

    Element _modulus;
    Limb _inverse;   // -1/m modulo the limb
    Element _square; // R^2
};

} // namespace ethereum::portable
