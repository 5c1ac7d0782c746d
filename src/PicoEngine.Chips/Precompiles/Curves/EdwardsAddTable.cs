// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;
using static PicoEngine.Chips.Precompiles.Curves.EdwardsParameters;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>ED_ADD(P, Q) of any points, equal and opposite ones as well.</summary>
/// <remarks>
/// <para>
/// Modulo M: a = x1 x2, b = y1 y2, f = a b, e = d f; x3 (1 + e) = x1 y2 + x2 y1, y3 (1 - e) = a + b. x3 and y3 are below M; a, b, e and f may be any numbers of
/// their classes.
/// </para>
/// <para>
/// A zero denominator has no row, on the curve or off it, though nothing asks for it: d is no square and -1 is one. If 1 + e = 0 there is an x3 only if
/// x1 y2 = -x2 y1, and then -1 = e = -d (x1 y2)^2, so d is a square. If 1 - e = 0 there is a y3 only if y1 y2 = -x1 x2, and then 1 = e = -d (x1 x2)^2, so -d is one, and d.
/// </para>
/// </remarks>
internal sealed class EdwardsAddTable : PointAddTable
{
    private readonly ColumnRange _a;
    private readonly ColumnRange _b;
    private readonly ColumnRange _f;
    private readonly ColumnRange _e;
    private readonly ModularEquation _productX;
    private readonly ModularEquation _productY;
    private readonly ModularEquation _product;
    private readonly ModularEquation _multiple;
    private readonly ModularEquation _sumX;
    private readonly ModularEquation _sumY;

    public EdwardsAddTable()
        : base("ed25519_add", ByteCount, [Modulus], (EdwardsParameters.Name, AddCode))
    {
        _a = Bytes.Add("a", ByteCount);
        _b = Bytes.Add("b", ByteCount);
        _f = Bytes.Add("f", ByteCount);
        _e = Bytes.Add("e", ByteCount);
        var (a, b) = (LimbExpression.SignedBytes(_a, Flags), LimbExpression.SignedBytes(_b, Flags));
        var (e, f) = (LimbExpression.SignedBytes(_e, Flags), LimbExpression.SignedBytes(_f, Flags));
        var (x1, y1, x2, y2, x3, y3) = (First.X.Limbs, First.Y.Limbs, Second.X.Limbs, Second.Y.Limbs, Result.X.Limbs, Result.Y.Limbs);
        var one = LimbExpression.Constants(Flags, BigInteger.One);
        _productX = Equation("product_x", (x1 * x2) - a);
        _productY = Equation("product_y", (y1 * y2) - b);
        _product = Equation("product", (a * b) - f);
        _multiple = Equation("multiple", (LimbExpression.Constants(Flags, D) * f) - e);
        _sumX = Equation("sum_x", (x3 * (one + e)) - (x1 * y2) - (x2 * y1));
        _sumY = Equation("sum_y", (y3 * (one - e)) - a - b);
    }

    /// <inheritdoc/>
    protected override void AssertResult<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        foreach (var equation in (ModularEquation[])[_productX, _productY, _product, _multiple, _sumX, _sumY])
        {
            equation.Assert(builder, real);
        }
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        var a = ByteNumber.Read(First.X.Cells(cells)) * ByteNumber.Read(Second.X.Cells(cells)) % Modulus;
        var b = ByteNumber.Read(First.Y.Cells(cells)) * ByteNumber.Read(Second.Y.Cells(cells)) % Modulus;
        var f = a * b % Modulus;
        WriteResidue(a, curve, _a, cells);
        WriteResidue(b, curve, _b, cells);
        WriteResidue(f, curve, _f, cells);
        WriteResidue(D * f, curve, _e, cells);
        foreach (var equation in (ReadOnlySpan<ModularEquation>)[_productX, _productY, _product, _multiple, _sumX, _sumY])
        {
            equation.Write(cells);
        }
    }
}
