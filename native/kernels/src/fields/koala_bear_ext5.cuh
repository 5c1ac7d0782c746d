// SPDX-License-Identifier: MIT OR Apache-2.0
// E = F[x] / (x^5 + x^2 - 1) over KoalaBear: the C# definition is src/PicoEngine.Fields/Extension/KoalaBearExtension5.cs. Five
// consecutive words, the constant coefficient first. x^5 = 1 - x^2, x^6 = x - x^3, x^7 = x^2 - x^4, x^8 = x^3 + x^2 - 1.
#pragma once

#include "fields/koala_bear.cuh"

namespace pico
{

/// An element of E.
struct koala_bear_ext5 {
    static constexpr int degree = 5;

    koala_bear c[degree];

    __host__ __device__ static constexpr koala_bear_ext5 zero() { return {}; }
    __host__ __device__ static constexpr koala_bear_ext5 from_base(koala_bear a) { return { { a, {}, {}, {}, {} } }; }
    __host__ __device__ friend bool operator==(const koala_bear_ext5 &, const koala_bear_ext5 &) = default;
};

__host__ __device__ __forceinline__ koala_bear_ext5 operator+(const koala_bear_ext5 &a, const koala_bear_ext5 &b)
{
    return { { a.c[0] + b.c[0], a.c[1] + b.c[1], a.c[2] + b.c[2], a.c[3] + b.c[3], a.c[4] + b.c[4] } };
}

__host__ __device__ __forceinline__ koala_bear_ext5 operator-(const koala_bear_ext5 &a, const koala_bear_ext5 &b)
{
    return { { a.c[0] - b.c[0], a.c[1] - b.c[1], a.c[2] - b.c[2], a.c[3] - b.c[3], a.c[4] - b.c[4] } };
}

__host__ __device__ __forceinline__ koala_bear_ext5 operator*(const koala_bear_ext5 &a, koala_bear b)
{
    return { { a.c[0] * b, a.c[1] * b, a.c[2] * b, a.c[3] * b, a.c[4] * b } };
}

namespace detail
{

// With M = p 2^32: a multiple of p whose low half is zero, so that taking it off or adding it touches the high word only.
__host__ __device__ __forceinline__ uint64_t with_high(uint64_t value, uint32_t high)
{
    return static_cast<uint64_t>(high) << 32 | static_cast<uint32_t>(value);
}

/// A value below 2M to one below M; any sum of at most four products of elements is below 2M.
__host__ __device__ __forceinline__ uint64_t trim(uint64_t value)
{
    return with_high(value, subtract_modulus_if_large(static_cast<uint32_t>(value >> 32)).word);
}

/// a - b, both below M, in [0, M).
__host__ __device__ __forceinline__ uint64_t difference(uint64_t a, uint64_t b)
{
    return with_high(a - b, add_modulus_if_negative(static_cast<uint32_t>((a - b) >> 32)).word);
}

/// The coefficients d_0 .. d_8 of a product before reduction, each below 2M but d_4, whose first four terms were trimmed.
__host__ __device__ __forceinline__ koala_bear_ext5 fold(const uint64_t (&d)[9])
{
    const uint64_t d5 = trim(d[5]), d6 = trim(d[6]);
    const uint64_t d8_minus_d5 = difference(d[8], d5);
    const uint64_t d8_minus_d6 = difference(d[8], d6);
    return { { montgomery_reduce(difference(d[0], d8_minus_d5)), montgomery_reduce(trim(d[1] + d6)),
               montgomery_reduce(trim(trim(trim(d[2]) + d[7]) + d8_minus_d5)),
               montgomery_reduce(trim(trim(d[3]) + d8_minus_d6)), montgomery_reduce(difference(trim(d[4]), d[7])) } };
}

__host__ __device__ __forceinline__ uint64_t wide(koala_bear a, koala_bear b)
{
    return multiply_wide(a.word, b.word);
}

} // namespace detail

__host__ __device__ __forceinline__ koala_bear_ext5 operator*(const koala_bear_ext5 &a, const koala_bear_ext5 &b)
{
    using detail::wide;
    const koala_bear(&x)[5] = a.c, (&y)[5] = b.c;

    // Four products stay below 4p^2 < 2^64; the fifth of d_4 needs room first.
    const uint64_t d[9] = {
        wide(x[0], y[0]),
        wide(x[0], y[1]) + wide(x[1], y[0]),
        wide(x[0], y[2]) + wide(x[1], y[1]) + wide(x[2], y[0]),
        wide(x[0], y[3]) + wide(x[1], y[2]) + wide(x[2], y[1]) + wide(x[3], y[0]),
        detail::trim(wide(x[0], y[4]) + wide(x[1], y[3]) + wide(x[2], y[2]) + wide(x[3], y[1])) + wide(x[4], y[0]),
        wide(x[1], y[4]) + wide(x[2], y[3]) + wide(x[3], y[2]) + wide(x[4], y[1]),
        wide(x[2], y[4]) + wide(x[3], y[3]) + wide(x[4], y[2]),
        wide(x[3], y[4]) + wide(x[4], y[3]),
        wide(x[4], y[4]),
    };
    return detail::fold(d);
}

} // namespace pico
