// SPDX-License-Identifier: MIT OR Apache-2.0
// BLS12-381: EIP-2537. Coordinates are 64 bytes of which the first 16 are zero; c0 comes before c1.
#include "crypto/bls12381.hpp"

#include "precompiles/contracts.hpp"

namespace ethereum::precompiles
{

using namespace ethereum::bls12381;

namespace
{

// Per mille of the cost of single multiplications for 1 to 128 pairs; the last entry stands for more (EIP-2537).
constexpr uint16_t DiscountG1[128] = {
    1000, 949, 848, 797, 764, 750, 738, 728, 719, 712, 705, 698, 692, 687, 682, 677, 673, 669, 665, 661, 658, 654,
    651,  648, 645, 642, 640, 637, 635, 632, 630, 627, 625, 623, 621, 619, 617, 615, 613, 611, 609, 608, 606, 604,
    603,  601, 599, 598, 596, 595, 593, 592, 591, 589, 588, 586, 585, 584, 582, 581, 580, 579, 577, 576, 575, 574,
    573,  572, 570, 569, 568, 567, 566, 565, 564, 563, 562, 561, 560, 559, 558, 557, 556, 555, 554, 553, 552, 551,
    550,  549, 548, 547, 547, 546, 545, 544, 543, 542, 541, 540, 540, 539, 538, 537, 536, 536, 535, 534, 533, 532,
    532,  531, 530, 529, 528, 528, 527, 526, 525, 525, 524, 523, 522, 522, 521, 520, 520, 519,
};
constexpr uint16_t DiscountG2[128] = {
    1000, 1000, 923, 884, 855, 832, 812, 796, 782, 770, 759, 749, 740, 732, 724, 717, 711, 704, 699, 693, 688, 683,
    679,  674,  670, 666, 663, 659, 655, 652, 649, 646, 643, 640, 637, 634, 632, 629, 627, 624, 622, 620, 618, 615,
    613,  611,  609, 607, 606, 604, 602, 600, 598, 597, 595, 593, 592, 590, 589, 587, 586, 584, 583, 582, 580, 579,
    578,  576,  575, 574, 573, 571, 570, 569, 568, 567, 566, 565, 563, 562, 561, 560, 559, 558, 557, 556, 555, 554,
    553,  552,  552, 551, 550, 549, 548, 547, 546, 545, 545, 544, 543, 542, 541, 541, 540, 539, 538, 537, 537, 536,
    535,  535,  534, 533, 532, 532, 531, 530, 530, 529, 528, 528, 527, 526, 526, 525, 524, 524,
};

constexpr size_t Coordinate = 64;

bool read_coordinate(Fp &value, const uint8_t *bytes)
{
    for (size_t i = 0; i < 16; i++)
        if (bytes[i] != 0)
            return false;
    return value.read_be(bytes + 16);
}

bool read_coordinate(Fp2 &value, const uint8_t *bytes)
{
    Fp c0, c1;
    if (!read_coordinate(c0, bytes) || !read_coordinate(c1, bytes + Coordinate))
        return false;
    value = Fp2::from(c0, c1);
    return true;
}

void write_words(uint8_t *bytes, const uint32_t *words, size_t count)
{
    for (size_t i = 0; i < count; i += Fp::Words)
        words_to_be(bytes + i / Fp::Words * Coordinate + 16, words + i, Fp::Words);
}

struct Group1 {
    using Field = Fp;
    using Curve = G1Curve;
    static constexpr size_t Size = 2 * Coordinate;
    static constexpr uint64_t AddCost = 375, MultiplyCost = 12000;
    static constexpr const uint16_t *Discount = DiscountG1;
};

struct Group2 {
    using Field = Fp2;
    using Curve = G2Curve;
    static constexpr size_t Size = 4 * Coordinate;
    static constexpr uint64_t AddCost = 600, MultiplyCost = 22500;
    static constexpr const uint16_t *Discount = DiscountG2;
};

// A point of the curve, or all zeros for infinity.
template <typename Group>
bool read_point(Point<typename Group::Curve> &point, const uint8_t *bytes)
{
    typename Group::Field x, y;
    if (!read_coordinate(x, bytes) || !read_coordinate(y, bytes + Group::Size / 2))
        return false;
    if (x.is_zero() && y.is_zero()) {
        point = Point<typename Group::Curve>::at_infinity();
        return true;
    }
    point = point_of<typename Group::Curve>(x, y);
    return on_curve(x, y);
}

template <typename Curve>
PrecompileResult point_output(const Call &call, uint64_t cost, const Point<Curve> &point)
{
    constexpr size_t Size = 2 * Curve::Words / Fp::Words * Coordinate;
    uint8_t *output = call.make_output(Size);
    write_words(output, point.words, 2 * Curve::Words);
    return success(cost, output, Size);
}

template <typename Group>
PrecompileResult add(const Call &call)
{
    if (call.gas < Group::AddCost || call.input.size != 2 * Group::Size)
        return failure(call);
    Point<typename Group::Curve> a, b;
    if (!read_point<Group>(a, call.input.data) || !read_point<Group>(b, call.input.data + Group::Size))
        return failure(call);
    return point_output(call, Group::AddCost, a + b);
}

template <typename Group>
PrecompileResult multiply(const Call &call)
{
    constexpr size_t PairSize = Group::Size + 32;
    size_t count = call.input.size / PairSize;
    if (count == 0 || call.input.size % PairSize != 0)
        return failure(call);
    uint64_t cost = count * Group::MultiplyCost * Group::Discount[count < 128 ? count - 1 : 127] / 1000;
    if (call.gas < cost)
        return failure(call);
    uint8_t *mark = call.arena.mark();
    auto *points = call.arena.make<Point<typename Group::Curve>>(count);
    auto *scalars = static_cast<uint32_t(*)[8]>(call.arena.allocate(count * 32));
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pair = call.input.data + i * PairSize;
        if (!read_point<Group>(points[i], pair) || !in_subgroup(points[i]))
            return failure(call);
        words_from_be(scalars[i], pair + Group::Size, 8);
    }
    auto sum = multiply_sum(points, scalars, count);
    call.arena.release(mark);
    return point_output(call, cost, sum);
}

} // namespace

PrecompileResult bls_g1_add(const Call &call)
{
    return add<Group1>(call);
}

PrecompileResult bls_g1_msm(const Call &call)
{
    return multiply<Group1>(call);
}

PrecompileResult bls_g2_add(const Call &call)
{
    return add<Group2>(call);
}

PrecompileResult bls_g2_msm(const Call &call)
{
    return multiply<Group2>(call);
}

PrecompileResult bls_pairing(const Call &call)
{
    constexpr size_t PairSize = Group1::Size + Group2::Size;
    size_t count = call.input.size / PairSize;
    uint64_t cost = 37700 + 32600 * static_cast<uint64_t>(count);
    if (count == 0 || call.input.size % PairSize != 0 || call.gas < cost)
        return failure(call);
    uint8_t *output = call.make_output(32);
    uint8_t *mark = call.arena.mark();
    G1 *p = call.arena.make<G1>(count);
    G2 *q = call.arena.make<G2>(count);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pair = call.input.data + i * PairSize;
        if (!read_point<Group1>(p[i], pair) || !in_subgroup(p[i]) || !read_point<Group2>(q[i], pair + Group1::Size) ||
            !in_subgroup(q[i]))
            return failure(call);
    }
    output[31] = pairing_product_is_one(p, q, count, call.arena);
    call.arena.release(mark);
    return success(cost, output, 32);
}

PrecompileResult bls_map_fp(const Call &call)
{
    constexpr uint64_t Cost = 5500;
    Fp u;
    if (call.gas < Cost || call.input.size != Coordinate || !read_coordinate(u, call.input.data))
        return failure(call);
    return point_output(call, Cost, map_to_curve(u));
}

PrecompileResult bls_map_fp2(const Call &call)
{
    constexpr uint64_t Cost = 23800;
    Fp2 u;
    if (call.gas < Cost || call.input.size != 2 * Coordinate || !read_coordinate(u, call.input.data))
        return failure(call);
    return point_output(call, Cost, map_to_curve(u));
}

} // namespace ethereum::precompiles
