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
            TExpr half = 0;
            for (var i = Math.Max(0, k - limbs.Length + 1); 2 * i < k; i++)
            {
                half += limbs[i] * limbs[k - i];
            }

            squares[k] = k % 2 == 0 ? (2 * half) + (limbs[k / 2] * limbs[k / 2]) : 2 * half;
        }

        return squares;
    }

    public override void AddTo(ReadOnlySpan<int> cells, int factor, Span<int> sums) => _product.AddTo(cells, factor, sums);

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
