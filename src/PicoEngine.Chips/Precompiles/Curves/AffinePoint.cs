// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>A point as it lies in memory, x then y, both below the modulus.</summary>
internal sealed class AffinePoint(ColumnSet set, ByteColumns bytes, string suffix, int byteCount, RowFlags flags, ImmutableArray<BigInteger> moduli)
{
    /// <summary>The first coordinate.</summary>
    public CanonicalNumber X { get; } = new(set, bytes, "x" + suffix, byteCount, flags, moduli.AsSpan());

    /// <summary>The second coordinate.</summary>
    public CanonicalNumber Y { get; } = new(set, bytes, "y" + suffix, byteCount, flags, moduli.AsSpan());

    /// <summary>States that both are below the modulus; the table checks the bytes.</summary>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        X.Assert(builder, real);
        Y.Assert(builder, real);
    }

    /// <summary>A word of memory.</summary>
    public WordLimbs<TExpr> Word<TExpr>(IAirBuilder<TExpr> builder, int index)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var half = byteCount / sizeof(uint);
        return index < half ? X.Word(builder, index) : Y.Word(builder, index - half);
    }

    /// <summary>Writes the columns.</summary>
    /// <exception cref="InvalidOperationException">A coordinate is not below the modulus.</exception>
    public void Write(Span<int> cells, ReadOnlySpan<uint> words)
    {
        var half = byteCount / sizeof(uint);
        X.Write(cells, words[..half]);
        Y.Write(cells, words[half..]);
    }
}
