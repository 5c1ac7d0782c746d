// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;
using static PicoEngine.Chips.Precompiles.Curves.EdwardsParameters;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>ED_DECOMPRESS(P, sign): x from y; the sign is the parity of x, so x = 0 has sign 0.</summary>
/// <remarks>
/// Modulo M: s = x y, t = d s, s t + x^2 + 1 = y^2, the equation of the curve. s and t may be any numbers of their classes. d y^2 + 1 is never 0, since -1/d is
/// no square: y leaves x and M - x, of different parity.
/// </remarks>
internal sealed class EdwardsDecompressTable : DecompressTable
{
    private readonly ColumnRange _s;
    private readonly ColumnRange _t;
    private readonly ModularEquation _product;
    private readonly ModularEquation _multiple;
    private readonly ModularEquation _curve;

    public EdwardsDecompressTable()
        : base("ed25519_decompress", ByteCount, "y", "x", [Modulus], (EdwardsParameters.Name, DecompressCode))
    {
        _s = Bytes.Add("s", ByteCount);
        _t = Bytes.Add("t", ByteCount);
        var (s, t, x, y) = (LimbExpression.SignedBytes(_s, Flags), LimbExpression.SignedBytes(_t, Flags), Found.Limbs, Known.Limbs);
        _product = Equation("product", (x * y) - s);
        _multiple = Equation("multiple", (LimbExpression.Constants(Flags, D) * s) - t);
        _curve = Equation("curve", (s * t) + (x * x) + LimbExpression.Constants(Flags, BigInteger.One) - (y * y));
    }

    /// <inheritdoc/>
    protected override void AssertCurve<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        _product.Assert(builder, real);
        _multiple.Assert(builder, real);
        _curve.Assert(builder, real);
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        var s = ByteNumber.Read(Found.Cells(cells)) * ByteNumber.Read(Known.Cells(cells)) % Modulus;
        WriteResidue(s, curve, _s, cells);
        WriteResidue(D * s, curve, _t, cells);
        _product.Write(cells);
        _multiple.Write(cells);
        _curve.Write(cells);
    }
}
