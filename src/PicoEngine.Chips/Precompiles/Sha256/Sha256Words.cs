// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>Words as 32 bits each, lowest first, and the functions of FIPS 180-4 section 4.1.2 over them as limbs: degree 3 at most.</summary>
internal static class Sha256Words
{
    /// <summary>Bits of a word.</summary>
    public const int Bits = 32;

    /// <summary>The bits of word <paramref name="index"/> of a range of words.</summary>
    public static TExpr[] BitsOf<TExpr>(IAirBuilder<TExpr> builder, ColumnRange words, int index)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var bits = new TExpr[Bits];
        for (var i = 0; i < Bits; i++)
        {
            bits[i] = builder[words[(Bits * index) + i]];
        }

        return bits;
    }

    /// <summary>Demands that all cells of a range are 0 or 1.</summary>
    public static void AssertBits<TExpr>(IAirBuilder<TExpr> builder, ColumnRange range)
        where TExpr : struct, IAirExpression<TExpr>
    {
        for (var i = 0; i < range.Length; i++)
        {
            builder.AssertBoolean(builder[range[i]]);
        }
    }

    /// <summary>The word as two limbs.</summary>
    public static WordLimbs<TExpr> Limbs<TExpr>(TExpr[] bits)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr low = 0;
        TExpr high = 0;
        for (var i = 0; i < Bits / 2; i++)
        {
            low += (1 << i) * bits[i];
            high += (1 << i) * bits[i + (Bits / 2)];
        }

        return new(low, high);
    }

    /// <summary>sigma_0: ROTR 7 + ROTR 18 + SHR 3.</summary>
    public static WordLimbs<TExpr> SmallSigma0<TExpr>(TExpr[] x)
        where TExpr : struct, IAirExpression<TExpr> => Limbs(Sum(x, 7, 18, 3, isShift: true));

    /// <summary>sigma_1: ROTR 17 + ROTR 19 + SHR 10.</summary>
    public static WordLimbs<TExpr> SmallSigma1<TExpr>(TExpr[] x)
        where TExpr : struct, IAirExpression<TExpr> => Limbs(Sum(x, 17, 19, 10, isShift: true));

    /// <summary>Sigma_0: ROTR 2 + ROTR 13 + ROTR 22.</summary>
    public static WordLimbs<TExpr> BigSigma0<TExpr>(TExpr[] x)
        where TExpr : struct, IAirExpression<TExpr> => Limbs(Sum(x, 2, 13, 22, isShift: false));

    /// <summary>Sigma_1: ROTR 6 + ROTR 11 + ROTR 25.</summary>
    public static WordLimbs<TExpr> BigSigma1<TExpr>(TExpr[] x)
        where TExpr : struct, IAirExpression<TExpr> => Limbs(Sum(x, 6, 11, 25, isShift: false));

    public static uint SmallSigma0(uint x) => BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);

    public static uint SmallSigma1(uint x) => BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ (x >> 10);

    public static uint BigSigma0(uint x) => BitOperations.RotateRight(x, 2) ^ BitOperations.RotateRight(x, 13) ^ BitOperations.RotateRight(x, 22);

    public static uint BigSigma1(uint x) => BitOperations.RotateRight(x, 6) ^ BitOperations.RotateRight(x, 11) ^ BitOperations.RotateRight(x, 25);

    public static uint Choice(uint x, uint y, uint z) => (x & y) | (~x & z);

    public static uint Majority(uint x, uint y, uint z) => (x & y) | (x & z) | (y & z);

    /// <summary>Ch: y where x is 1, z where it is 0.</summary>
    public static WordLimbs<TExpr> Choice<TExpr>(TExpr[] x, TExpr[] y, TExpr[] z)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var bits = new TExpr[Bits];
        for (var i = 0; i < Bits; i++)
        {
            bits[i] = z[i] + (x[i] * (y[i] - z[i]));
        }

        return Limbs(bits);
    }

    /// <summary>Maj: what two or three of the bits are.</summary>
    public static WordLimbs<TExpr> Majority<TExpr>(TExpr[] x, TExpr[] y, TExpr[] z)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var bits = new TExpr[Bits];
        for (var i = 0; i < Bits; i++)
        {
            var both = y[i] * z[i];
            bits[i] = both + (x[i] * (y[i] + z[i] - (2 * both)));
        }

        return Limbs(bits);
    }

    /// <summary>The bits of a sum modulo 2 of two rotations and a rotation or shift to the right.</summary>
    private static TExpr[] Sum<TExpr>(TExpr[] x, int first, int second, int third, bool isShift)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var bits = new TExpr[Bits];
        for (var i = 0; i < Bits; i++)
        {
            bits[i] = ExclusiveOr(x[(i + first) % Bits], x[(i + second) % Bits]);
            if (!isShift || i + third < Bits)
            {
                bits[i] = ExclusiveOr(bits[i], x[(i + third) % Bits]);
            }
        }

        return bits;
    }

    private static TExpr ExclusiveOr<TExpr>(TExpr x, TExpr y)
        where TExpr : struct, IAirExpression<TExpr> => x + y - (2 * x * y);
}
