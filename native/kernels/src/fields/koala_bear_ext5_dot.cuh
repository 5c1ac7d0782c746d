// SPDX-License-Identifier: MIT OR Apache-2.0
// Sums of products in E with one reduction at the end. A product a b is the vector a times the matrix of multiplication by b, whose 25 entries are nine
// values: the coefficients of b and four differences of them. So every coefficient of a sum of products is a plain sum of products of words,
// kept in 64 bits. With M = p 2^32: four products of words are below 2M; a trim takes a value below 2M to one below M; two more products fit then.
//
// Slots of one product: 25 IMAD.WIDE, 10 for the trims, 20 for the reductions (10 of them IMAD), 8 for the differences of b. A sum of two saves
// a reduction: 50 + 20 + 20 + 16. sm_90 makes one instruction (VIADDMNMX) of each subtraction and minimum.
#pragma once

#include "fields/koala_bear_ext5.cuh"

namespace pico
{

namespace detail
{

/// sum + a b, which is one instruction (IMAD.WIDE.U32). In two halves with a carry: of mad.wide ptxas 12.4 makes products without a sum and adds them
/// with three instructions more for every two, to shorten chains that are short enough: a quarter of all instructions of the kernels that sum.
__host__ __device__ __forceinline__ uint64_t add_wide(uint64_t sum, koala_bear a, koala_bear b)
{
#if defined(__CUDA_ARCH__)
    asm("{ .reg .u32 low, high; mov.b64 {low, high}, %0; mad.lo.cc.u32 low, %1, %2, low; madc.hi.u32 high, %1, %2, high; "
        "mov.b64 %0, {low, high}; }"
        : "+l"(sum)
        : "r"(a.word), "r"(b.word));
    return sum;
#else
    return sum + wide(a, b);
#endif
}

/// trim on the two words of a register pair: clang would pack and unpack them with logic of 64 bits.
__host__ __device__ __forceinline__ uint64_t trim_wide(uint64_t value)
{
#if defined(__CUDA_ARCH__)
    asm("{ .reg .u32 low, high, less; mov.b64 {low, high}, %0; add.u32 less, high, %1; min.u32 high, high, less; "
        "mov.b64 "
        "%0, {low, high}; }"
        : "+l"(value)
        : "n"(-static_cast<int>(koala_bear::modulus)));
    return value;
#else
    return trim(value);
#endif
}

} // namespace detail

/// A factor with the entries of its matrix: b0 .. b4, b0 - b3, e = b1 - b4, b3 - e, b4 - b2. In kernel arguments it costs no registers.
struct ext5_factor {
    koala_bear words[9];

    /// The entry by which coefficient `k` of the other factor enters coefficient `row` of the product.
    __host__ __device__ static constexpr uint32_t place(int row, int k)
    {
        // A digit for every k, lowest first.
        const uint32_t rows[5] = { 0x62340, 0x23401, 0x78562, 0x85623, 0x56234 };
        return rows[row] >> (4 * k) & 15;
    }
};

__host__ __device__ __forceinline__ ext5_factor make_factor(const koala_bear_ext5 &b)
{
    const koala_bear e = b.c[1] - b.c[4];
    return { { b.c[0], b.c[1], b.c[2], b.c[3], b.c[4], b.c[0] - b.c[3], e, b.c[3] - e, b.c[4] - b.c[2] } };
}

/// Five sums of products of words, below M whenever a function has ended; a sum starts as an element or as zero.
struct ext5_sum {
    uint64_t d[5];

    __host__ __device__ static constexpr ext5_sum zero() { return {}; }

    /// a, which reduces to itself.
    __host__ __device__ static __forceinline__ ext5_sum from(const koala_bear_ext5 &a)
    {
        ext5_sum sum;
#pragma unroll
        for (int i = 0; i < 5; i++) {
            sum.d[i] = static_cast<uint64_t>(a.c[i].word) << 32;
        }

        return sum;
    }

    __host__ __device__ __forceinline__ koala_bear_ext5 reduce() const
    {
        return { { montgomery_reduce(d[0]), montgomery_reduce(d[1]), montgomery_reduce(d[2]), montgomery_reduce(d[3]),
                   montgomery_reduce(d[4]) } };
    }

    /// Adds two words times elements (or, with the second word zero, one).
    __host__ __device__ __forceinline__ void add(koala_bear x, const koala_bear (&a)[5], koala_bear y,
                                                 const koala_bear (&b)[5])
    {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            d[i] = detail::trim_wide(detail::add_wide(detail::add_wide(d[i], x, a[i]), y, b[i]));
        }
    }

    __host__ __device__ __forceinline__ void add(koala_bear x, const koala_bear (&a)[5])
    {
#pragma unroll
        for (int i = 0; i < 5; i++) {
            d[i] = detail::trim_wide(detail::add_wide(d[i], x, a[i]));
        }
    }

    /// Adds a b.
    __host__ __device__ __forceinline__ void add(const koala_bear_ext5 &a, const ext5_factor &b)
    {
#pragma unroll
        for (int row = 0; row < 5; row++) {
            uint64_t sum = d[row];
#pragma unroll
            for (int k = 0; k < 5; k++) {
                sum = detail::add_wide(sum, a.c[k], b.words[ext5_factor::place(row, k)]);
                if (k % 2 == 1 || k == 4) {
                    sum = detail::trim_wide(sum);
                }
            }

            d[row] = sum;
        }
    }
};

/// The sum of a[i] b[i], not reduced.
template <int Count>
__host__ __device__ __forceinline__ ext5_sum dot(const koala_bear_ext5 (&a)[Count], const ext5_factor (&b)[Count])
{
    ext5_sum result;
#pragma unroll
    for (int row = 0; row < 5; row++) {
        uint64_t sum = 0;
#pragma unroll
        for (int term = 0; term < 5 * Count; term++) {
            if (term >= 4 && term % 2 == 0) {
                sum = detail::trim_wide(sum);
            }

            sum = detail::add_wide(sum, a[term / 5].c[term % 5], b[term / 5].words[ext5_factor::place(row, term % 5)]);
        }

        result.d[row] = detail::trim_wide(sum);
    }

    return result;
}

__host__ __device__ __forceinline__ koala_bear_ext5 operator*(const koala_bear_ext5 &a, const ext5_factor &b)
{
    const koala_bear_ext5 left[1] = { a };
    const ext5_factor right[1] = { b };
    return dot(left, right).reduce();
}

/// a b + c d.
__host__ __device__ __forceinline__ koala_bear_ext5 dot(const koala_bear_ext5 &a, const ext5_factor &b,
                                                        const koala_bear_ext5 &c, const ext5_factor &d)
{
    const koala_bear_ext5 left[2] = { a, c };
    const ext5_factor right[2] = { b, d };
    return dot(left, right).reduce();
}

} // namespace pico
