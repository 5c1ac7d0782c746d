// SPDX-License-Identifier: MIT OR Apache-2.0
// Groups of points on curves y^2 = x^3 + ax + b, affine with a flag for infinity; sums with scalars.
#pragma once

#include "crypto/fields.hpp"

namespace ethereum
{

// A curve names its coordinates' Words and add(p, q) for different x, double_point(p) for y not 0, on x then y.
template <typename Curve>
struct Point {
    static constexpr size_t Words = Curve::Words;

    uint32_t words[2 * Words];
    bool infinity;

    static Point at_infinity()
    {
        Point result;
        zero_bytes(result.words, sizeof result.words);
        result.infinity = true;
        return result;
    }
    static Point load(const uint32_t *words)
    {
        Point result;
        copy_bytes(result.words, words, sizeof result.words);
        result.infinity = false;
        return result;
    }
    const uint32_t *x() const { return words; }
    const uint32_t *y() const { return words + Words; }

    friend bool operator==(const Point &a, const Point &b)
    {
        return a.infinity == b.infinity && (a.infinity || equal_bytes(a.words, b.words, sizeof a.words));
    }

    void twice()
    {
        if (infinity)
            return;
        if (words_are_zero(y(), Words))
            *this = at_infinity();
        else
            Curve::double_point(words);
    }

    Point &operator+=(const Point &other)
    {
        if (other.infinity)
            return *this;
        if (infinity)
            return *this = other;
        if (!equal_bytes(words, other.words, 4 * Words))
            Curve::add(words, other.words);
        else if (equal_bytes(y(), other.y(), 4 * Words))
            twice();
        else
            *this = at_infinity();
        return *this;
    }
    friend Point operator+(Point a, const Point &b) { return a += b; }
};

// (x, y) with coordinates in a field of fields.hpp.
template <typename Curve, typename Field>
Point<Curve> point_of(const Field &x, const Field &y)
{
    Point<Curve> result;
    copy_bytes(result.words, x.words, sizeof x.words);
    copy_bytes(result.words + Curve::Words, y.words, sizeof y.words);
    result.infinity = false;
    return result;
}

// Chord and tangent over a field for which the seam has no point operations; a = 0.
template <typename Field>
struct FieldCurve {
    static constexpr size_t Words = Field::Words;

    static void add(uint32_t *p, const uint32_t *q)
    {
        Field dx = Field::load(q) - Field::load(p), dy = Field::load(q + Words) - Field::load(p + Words);
        move(p, dy * dx.inverse(), Field::load(q));
    }
    static void double_point(uint32_t *p)
    {
        Field x = Field::load(p), y = Field::load(p + Words), square = x * x;
        move(p, (square + square + square) * (y + y).inverse(), x);
    }

  private:
    static void move(uint32_t *p, const Field &slope, const Field &other_x)
    {
        Field x = Field::load(p);
        Field x3 = slope * slope - x - other_x;
        Field y3 = slope * (x - x3) - Field::load(p + Words);
        copy_bytes(p, x3.words, sizeof x3.words);
        copy_bytes(p + Words, y3.words, sizeof y3.words);
    }
};

// Sum of scalars[i] * points[i]; scalars are any numbers of 8 words. Windows of 4 bits, doublings shared by up to 16
// points at a time (Straus).
template <typename Curve>
Point<Curve> multiply_sum(const Point<Curve> *points, const uint32_t (*scalars)[8], size_t count)
{
    constexpr size_t Group = 16;
    Point<Curve> total = Point<Curve>::at_infinity();
    Point<Curve> table[Group][15];
    for (size_t start = 0; start < count; start += Group) {
        size_t group = count - start < Group ? count - start : Group;
        for (size_t i = 0; i < group; i++) {
            table[i][0] = points[start + i];
            for (size_t j = 1; j < 15; j++)
                table[i][j] = table[i][j - 1] + points[start + i];
        }
        Point<Curve> sum = Point<Curve>::at_infinity();
        for (size_t window = 64; window-- > 0;) {
            for (int i = 0; i < 4; i++)
                sum.twice();
            for (size_t i = 0; i < group; i++) {
                uint32_t digit = scalars[start + i][window / 8] >> (4 * (window % 8)) & 15;
                if (digit != 0)
                    sum += table[i][digit - 1];
            }
        }
        total += sum;
    }
    return total;
}

// scalar * point for a small public scalar; few bits set are best.
template <typename Curve>
Point<Curve> multiply_u64(const Point<Curve> &point, uint64_t scalar)
{
    Point<Curve> result = Point<Curve>::at_infinity();
    for (int i = 63; i >= 0; i--) {
        result.twice();
        if (scalar >> i & 1)
            result += point;
    }
    return result;
}

} // namespace ethereum
