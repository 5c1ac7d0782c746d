// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets;

/// <summary>A 32-bit word as two limbs of 16 bits. It is a field element only where something proves that it is aligned or below p.</summary>
internal readonly record struct WordLimbs<TExpr>(TExpr Low, TExpr High)
    where TExpr : struct, IAirExpression<TExpr>
{
    /// <summary>The sum limb by limb, unreduced.</summary>
    public static WordLimbs<TExpr> operator +(WordLimbs<TExpr> left, WordLimbs<TExpr> right) => new(left.Low + right.Low, left.High + right.High);
}

/// <summary>Reading limbs.</summary>
internal static class WordLimbs
{
    /// <summary>The word in two columns.</summary>
    public static WordLimbs<TExpr> Word<TExpr>(this IAirBuilder<TExpr> builder, ColumnRange limbs)
        where TExpr : struct, IAirExpression<TExpr> => new(builder[limbs[0]], builder[limbs[1]]);

    /// <summary>Word <paramref name="index"/> of several in consecutive columns.</summary>
    public static WordLimbs<TExpr> Word<TExpr>(this IAirBuilder<TExpr> builder, ColumnRange words, int index)
        where TExpr : struct, IAirExpression<TExpr> => new(builder[words[2 * index]], builder[words[(2 * index) + 1]]);
}
