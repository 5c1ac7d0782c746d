// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>Decompression on curves y^2 = x^3 + a x + b: u = x^2 + a and y^2 = u x + b modulo the modulus of the row's curve. The flag is the parity of y.</summary>
/// <remarks>An x that no point has, and a flag above 1, have no row. u may be any number of its class.</remarks>
internal class WeierstrassDecompressTable : DecompressTable
{
    private readonly BigInteger[] _a;
    private readonly ColumnRange _factor;
    private readonly ModularEquation _square;
    private readonly ModularEquation _curve;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="curves">The curves.</param>
    public WeierstrassDecompressTable(string name, int byteCount, params WeierstrassParameters[] curves)
        : base(name, byteCount, "x", "y", [.. curves.Select(curve => curve.Modulus)], [.. curves.Select(curve => (curve.Name, curve.DecompressCode))])
    {
        _a = [.. curves.Select(curve => curve.A)];
        _factor = Bytes.Add("u", byteCount);
        var (u, x, y) = (LimbExpression.SignedBytes(_factor, Flags), Known.Limbs, Found.Limbs);
        _square = Equation("square", (x * x) + LimbExpression.Constants(Flags, _a) - u);
        _curve = Equation("curve", (y * y) - (u * x) - LimbExpression.Constants(Flags, [.. curves.Select(curve => curve.B)]));
    }

    /// <inheritdoc/>
    protected sealed override void AssertCurve<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        _square.Assert(builder, real);
        _curve.Assert(builder, real);
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        var x = ByteNumber.Read(Known.Cells(cells));
        WriteResidue((x * x) + _a[curve], curve, _factor, cells);
        _square.Write(cells);
        _curve.Write(cells);
    }
}
