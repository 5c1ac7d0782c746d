// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A sum (sign 1) or difference (sign -1).</summary>
internal sealed class SumLimbs(LimbExpression left, LimbExpression right, int sign) : LimbExpression(Intervals(left, right, sign))
{
    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var (first, second) = (left.Express(builder), right.Express(builder));
        var sums = new TExpr[Length];
        for (var i = 0; i < sums.Length; i++)
        {
            TExpr limb = i < first.Length ? first[i] : 0;
            sums[i] = i >= second.Length ? limb : sign > 0 ? limb + second[i] : limb - second[i];
        }

        return sums;
    }

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups)
    {
        var (first, second) = (left.Express(builder, groups), right.Express(builder, groups));
        for (var i = 0; i < first.Length; i++)
        {
            first[i] = sign > 0 ? first[i] + second[i] : first[i] - second[i];
        }

        return first;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums)
    {
        left.AddTo(cells, factor, sums);
        right.AddTo(cells, sign * factor, sums);
    }

    private static ImmutableArray<LimbInterval> Intervals(LimbExpression left, LimbExpression right, int sign) =>
    [
        .. Enumerable.Range(0, Math.Max(left.Length, right.Length)).Select(i =>
            (i < left.Length ? left.Limbs[i] : LimbInterval.Zero) + (sign * (i < right.Length ? right.Limbs[i] : LimbInterval.Zero))),
    ];
}
