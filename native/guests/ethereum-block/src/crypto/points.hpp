// SPDX-License-Identifier: MIT OR Apache-2.0
// Groups of points on curves y^2 = x^3 + ax + b, affine with a flag for infinity; sums with scalars.
#pragma once

#include "crypto/fields.hpp"

namespace ethereum
{

// A curve names its coordinates' Words, and add(p, q) for different x and double_point(p) on x then y.
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
        return a.infinity == b.infinity && (a.infinity || words_equal(a.words, b.words, 2 * Words));
    }

    void twice()
    {
        // None of the curves has a point of order 2, whose y would be 0: their groups and twists are of odd order.
        if (!infinity)
            Curve::double_point(words);
    }

    // Adds the point with these coordinates.
    void add_affine(const uint32_t *other)
    {
        if (infinity)
            *this = load(other);
        else if (!words_equal(words, other, Words))
            Curve::add(words, other);
        else if (words_equal(y(), other + Words, Words))
            twice();
        else
            *this = at_infinity();
    }
    Point &operator+=(const Point &other)
    {
        if (!other.infinity)
            add_affine(other.words);
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
        Field x = Field::load(q), dx = x, slope = Field::load(q + Words);
        Field::sub(dx.words, p);
        Field::sub(slope.words, p + Words);
        slope *= dx.inverse();
        move(p, slope, x);
    }
    static void double_point(uint32_t *p)
    {
        Field x = Field::load(p), y = Field::load(p + Words), square = x * x, slope = square;
        slope += square;
        slope += square;
        slope *= (y + y).inverse();
        move(p, slope, x);
    }

  private:
    static void move(uint32_t *p, const Field &slope, const Field &other_x)
    {
        Field x = Field::load(p), x3 = slope * slope;
        x3 -= x;
        x3 -= other_x;
        x -= x3;
        x *= slope;
        Field::sub(x.words, p + Words);
        copy_words<Words>(p, x3.words);
        copy_words<Words>(p + Words, x.words);
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
