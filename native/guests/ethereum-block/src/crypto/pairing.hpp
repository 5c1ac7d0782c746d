// SPDX-License-Identifier: MIT OR Apache-2.0
// Miller loops over a quadratic twist, in affine coordinates: an inverse is advice and one product, and the squarings
// of the accumulator are shared by all pairs.
#pragma once

#include "crypto/points.hpp"
#include "crypto/tower.hpp"

namespace ethereum
{

// One pair of a product of pairings and the running point of its loop. Neither point is infinity.
template <typename Curve>
struct PairingState {
    typename Curve::Fp minus_px, py;
    typename Curve::Fp2 qx, qy, tx, ty;

    void set(const Point<typename Curve::G1> &p, const Point<typename Curve::G2> &q)
    {
        minus_px = -Curve::Fp::load(p.x());
        py = Curve::Fp::load(p.y());
        tx = qx = Curve::Fp2::load(q.x());
        ty = qy = Curve::Fp2::load(q.y());
    }

    // Multiplies f by the line of this slope through T at P; T becomes the third point of the line, negated.
    void step(DodecicElement<Curve> &f, const typename Curve::Fp2 &slope, const typename Curve::Fp2 &other_x)
    {
        typename Curve::Fp2 constant = slope * tx, x = slope * slope;
        constant -= ty;
        f = Curve::multiply_by_line(f, constant, slope.scaled(minus_px), py);
        x -= tx;
        x -= other_x;
        // The new y is slope (tx - x) - ty, which is the line's constant less slope x.
        ty = constant;
        ty -= slope * x;
        tx = x;
    }
    void double_step(DodecicElement<Curve> &f)
    {
        typename Curve::Fp2 square = tx * tx;
        typename Curve::Fp2 slope = square;
        slope += square;
        slope += square;
        slope *= (ty + ty).inverse();
        step(f, slope, tx);
    }
    // The points of a subgroup of prime order never meet with equal x within the loop.
    void add_step(DodecicElement<Curve> &f, const typename Curve::Fp2 &x, const typename Curve::Fp2 &y)
    {
        typename Curve::Fp2 slope = y - ty;
        slope *= (x - tx).inverse();
        step(f, slope, x);
    }
};

// f of the loop's number, given by its digits below the highest, for the product of all pairs.
template <typename Curve>
DodecicElement<Curve> miller_loop(PairingState<Curve> *pairs, size_t count)
{
    auto f = DodecicElement<Curve>::one();
    for (int i = Curve::LoopBits - 1; i >= 0; i--) {
        f = f.squared();
        for (size_t j = 0; j < count; j++)
            pairs[j].double_step(f);
        int digit = Curve::loop_digit(i);
        for (size_t j = 0; digit != 0 && j < count; j++)
            pairs[j].add_step(f, pairs[j].qx, digit > 0 ? pairs[j].qy : -pairs[j].qy);
    }
    return f;
}

} // namespace ethereum
