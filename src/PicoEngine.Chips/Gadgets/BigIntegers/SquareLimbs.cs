// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>A square: every product of two different limbs is made once and counted twice.</summary>
internal sealed class SquareLimbs(LimbExpression root) : LimbExpression(Intervals(root))
{
    private readonly ProductLimbs _product = new(root, root);

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder)
    {
        var limbs = root.Express(builder);
        var squares = new TExpr[Length];
        for (var k = 0; k < squares.Length; k++)
        {
            squares[k] = Coefficient(limbs, k);
        }

        return squares;
    }

    public override TExpr[] Express<TExpr>(IAirBuilder<TExpr> builder, IReadOnlyList<CarryGroup> groups)
    {
        // Single limbs are cheaper as squares, groups as products.
        var limbs = root.Express(builder);
        var products = _product.Express(builder, [.. groups.Where(group => group.Size > 1)]);
        var next = 0;
        return [.. groups.Select(group => group.Size > 1 ? products[next++] : Coefficient(limbs, group.Start))];
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums) => _product.AddTo(cells, factor, sums);

    private static TExpr Coefficient<TExpr>(TExpr[] limbs, int index)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr half = 0;
        for (var i = Math.Max(0, index - limbs.Length + 1); 2 * i < index; i++)
        {
            half += limbs[i] * limbs[index - i];
        }

        return index % 2 == 0 && index / 2 < limbs.Length ? (2 * half) + (limbs[index / 2] * limbs[index / 2]) : 2 * half;
    }

    private static ImmutableArray<LimbInterval> Intervals(LimbExpression root)
    {
        var sums = new LimbInterval[(2 * root.Length) - 1];
        for (var i = 0; i < root.Length; i++)
        {
            sums[2 * i] += root.Limbs[i].Square();
            for (var j = 0; j < i; j++)
            {
                sums[i + j] += 2 * (root.Limbs[i] * root.Limbs[j]);
            }
        }

        return [.. sums];
    }
}
