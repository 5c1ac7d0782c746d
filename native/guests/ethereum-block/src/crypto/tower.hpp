// SPDX-License-Identifier: MIT OR Apache-2.0
// The fields of degree 6 and 12 above a quadratic one: v^3 = xi, w^2 = v (so w^6 = xi). A pairing `Curve` names its
// Fp2, xi, and gamma[i] = xi^(i (p - 1) / 6).
#pragma once

#include "crypto/fields.hpp"

namespace ethereum
{

template <typename Curve>
struct SexticElement {
    using Fp2 = typename Curve::Fp2;

    Fp2 c[3]; // of 1, v, v^2

    static SexticElement zero() { return { { Fp2::zero(), Fp2::zero(), Fp2::zero() } }; }
    static SexticElement one() { return { { Fp2::one(), Fp2::zero(), Fp2::zero() } }; }

    SexticElement &operator+=(const SexticElement &other)
    {
        for (int i = 0; i < 3; i++)
            c[i] += other.c[i];
        return *this;
    }
    SexticElement &operator-=(const SexticElement &other)
    {
        for (int i = 0; i < 3; i++)
            c[i] -= other.c[i];
        return *this;
    }
    friend SexticElement operator+(const SexticElement &a, const SexticElement &b)
    {
        SexticElement result(a);
        result += b;
        return result;
    }
    friend SexticElement operator-(const SexticElement &a, const SexticElement &b)
    {
        SexticElement result(a);
        result -= b;
        return result;
    }
    // Karatsuba: six products.
    friend SexticElement operator*(const SexticElement &a, const SexticElement &b)
    {
        Fp2 v0 = a.c[0] * b.c[0], v1 = a.c[1] * b.c[1], v2 = a.c[2] * b.c[2];
        SexticElement result = { { cross(a.c[1], a.c[2], b.c[1], b.c[2], v1, v2),
                                   cross(a.c[0], a.c[1], b.c[0], b.c[1], v0, v1),
                                   cross(a.c[0], a.c[2], b.c[0], b.c[2], v0, v2) } };
        result.c[0] *= Curve::xi();
        result.c[0] += v0;
        v2 *= Curve::xi();
        result.c[1] += v2;
        result.c[2] += v1;
        return result;
    }
    // this * (b0 + b1 v).
    SexticElement times_linear(const Fp2 &b0, const Fp2 &b1) const
    {
        Fp2 v0 = c[0] * b0, v1 = c[1] * b1;
        SexticElement result = { { c[2] * b1, cross(c[0], c[1], b0, b1, v0, v1), c[2] * b0 } };
        result.c[0] *= Curve::xi();
        result.c[0] += v0;
        result.c[2] += v1;
        return result;
    }
    SexticElement scaled(const typename Curve::Fp &factor) const
    {
        return { { c[0].scaled(factor), c[1].scaled(factor), c[2].scaled(factor) } };
    }
    SexticElement times_v() const { return { { c[2] * Curve::xi(), c[0], c[1] } }; }
    // this += other * v.
    void add_times_v(const SexticElement &other)
    {
        c[0] += other.c[2] * Curve::xi();
        c[1] += other.c[0];
        c[2] += other.c[1];
    }

    SexticElement inverse() const
    {
        Fp2 t0 = c[0] * c[0] - c[1] * c[2] * Curve::xi();
        Fp2 t1 = c[2] * c[2] * Curve::xi() - c[0] * c[1];
        Fp2 t2 = c[1] * c[1] - c[0] * c[2];
        Fp2 norm = c[0] * t0 + (c[2] * t1 + c[1] * t2) * Curve::xi();
        Fp2 inverse = norm.inverse();
        return { { t0 * inverse, t1 * inverse, t2 * inverse } };
    }
    friend bool operator==(const SexticElement &a, const SexticElement &b)
    {
        return a.c[0] == b.c[0] && a.c[1] == b.c[1] && a.c[2] == b.c[2];
    }

  private:
    // (a0 + a1) (b0 + b1) - p - q.
    static Fp2 cross(const Fp2 &a0, const Fp2 &a1, const Fp2 &b0, const Fp2 &b1, const Fp2 &p, const Fp2 &q)
    {
        Fp2 result = a0 + a1;
        result *= b0 + b1;
        result -= p;
        result -= q;
        return result;
    }
};

template <typename Curve>
struct DodecicElement {
    using Fp2 = typename Curve::Fp2;
    using Fp6 = SexticElement<Curve>;

    Fp6 c0, c1; // of 1, w

    static DodecicElement one() { return { Fp6::one(), Fp6::zero() }; }

    friend DodecicElement operator*(const DodecicElement &a, const DodecicElement &b)
    {
        Fp6 low = a.c0 * b.c0, high = a.c1 * b.c1;
        return combine(low, high, (a.c0 + a.c1) * (b.c0 + b.c1));
    }
    DodecicElement squared() const
    {
        Fp6 product = c0 * c1, shifted = c0;
        shifted.add_times_v(c1);
        DodecicElement result = { (c0 + c1) * shifted, product };
        result.c0 -= product;
        result.c0 -= product.times_v();
        result.c1 += product;
        return result;
    }
    // The square of an element of order dividing p^4 - p^2 + 1, as easy_exponentiation() gives: three squares in the
    // field of degree 4 (Granger, Scott, 2010).
    DodecicElement cyclotomic_squared() const
    {
        Fp2 even[3], odd[3];
        square_quartic(even[0], odd[0], c0.c[0], c1.c[1]);
        square_quartic(even[1], odd[1], c1.c[0], c0.c[2]);
        square_quartic(even[2], odd[2], c0.c[1], c1.c[2]);
        odd[2] *= Curve::xi();
        DodecicElement result;
        result.c0.c[0] = thrice_less_twice(even[0], c0.c[0]);
        result.c0.c[1] = thrice_less_twice(even[1], c0.c[1]);
        result.c0.c[2] = thrice_less_twice(even[2], c0.c[2]);
        result.c1.c[0] = thrice_and_twice(odd[2], c1.c[0]);
        result.c1.c[1] = thrice_and_twice(odd[0], c1.c[1]);
        result.c1.c[2] = thrice_and_twice(odd[1], c1.c[2]);
        return result;
    }
    // The product whose parts are low, high, and `both` = low + high + the part of w.
    static DodecicElement combine(const Fp6 &low, const Fp6 &high, const Fp6 &both)
    {
        DodecicElement result = { low, both };
        result.c1 -= low;
        result.c1 -= high;
        result.c0.add_times_v(high);
        return result;
    }
    // The p^6-th power; the inverse of elements of norm 1 over the field of degree 6.
    DodecicElement conjugate() const { return { c0, Fp6::zero() - c1 }; }
    DodecicElement inverse() const
    {
        Fp6 norm = (c0 * c0 - (c1 * c1).times_v()).inverse();
        return { c0 * norm, Fp6::zero() - c1 * norm };
    }
    // The p-th power.
    DodecicElement frobenius() const
    {
        DodecicElement result;
        for (int i = 0; i < 3; i++) {
            result.c0.c[i] = c0.c[i].conjugate() * Curve::gamma(2 * i);
            result.c1.c[i] = c1.c[i].conjugate() * Curve::gamma(2 * i + 1);
        }
        return result;
    }
    // Of elements that cyclotomic_squared takes.
    DodecicElement cyclotomic_power(uint64_t exponent) const
    {
        DodecicElement result = *this;
        for (int i = 62 - __builtin_clzll(exponent); i >= 0; i--) {
            result = result.cyclotomic_squared();
            if (exponent >> i & 1)
                result = result * *this;
        }
        return result;
    }
    bool is_one() const { return c0 == Fp6::one() && c1 == Fp6::zero(); }

    // The part of the final exponentiation by (p^6 - 1)(p^2 + 1): afterwards conjugate() is the inverse.
    DodecicElement easy_exponentiation() const
    {
        DodecicElement f = conjugate() * inverse();
        return f.frobenius().frobenius() * f;
    }

  private:
    // (a + b s)^2 = even + odd s for s^2 = xi.
    static void square_quartic(Fp2 &even, Fp2 &odd, const Fp2 &a, const Fp2 &b)
    {
        even = b * b;
        even *= Curve::xi();
        even += a * a;
        odd = a * b;
        odd += odd;
    }
    // 3 t - 2 z and 3 t + 2 z.
    static Fp2 thrice_less_twice(const Fp2 &t, const Fp2 &z)
    {
        Fp2 result = t - z;
        result += result;
        result += t;
        return result;
    }
    static Fp2 thrice_and_twice(const Fp2 &t, const Fp2 &z)
    {
        Fp2 result = t + z;
        result += result;
        result += t;
        return result;
    }
};

} // namespace ethereum
