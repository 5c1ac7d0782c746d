// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>*_ADD(P, Q) on curves y^2 = x^3 + a x + b, of points with different x.</summary>
/// <remarks>
/// With M the modulus of the row's curve: slope (x2 - x1) = y2 - y1, slope^2 = x1 + x2 + x3, slope (x1 - x3) = y1 + y3, all modulo M. All six coordinates are
/// below M and x1 is not x2, so the slope is fixed modulo M, and with it x3 and y3. The slope itself may be any of its class. Operands for which the executor
/// has no result have no row.
/// </remarks>
internal sealed class WeierstrassAddTable : PointAddTable
{
    private readonly ColumnRange _slope;
    private readonly ModularEquation _line;
    private readonly ModularEquation _square;
    private readonly ModularEquation _reflection;
    private readonly NonZero _distance;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="curves">The curves.</param>
    public WeierstrassAddTable(string name, int byteCount, params WeierstrassParameters[] curves)
        : base(name, byteCount, [.. curves.Select(curve => curve.Modulus)], [.. curves.Select(curve => (curve.Name, curve.AddCode))])
    {
        _slope = Bytes.Add("slope", byteCount);
        var slope = LimbExpression.SignedBytes(_slope, Flags);
        var (x1, y1, x2, y2, x3, y3) = (First.X.Limbs, First.Y.Limbs, Second.X.Limbs, Second.Y.Limbs, Result.X.Limbs, Result.Y.Limbs);
        _line = Equation("line", (slope * (x2 - x1)) - (y2 - y1));
        _square = Equation("square", (slope * slope) - x1 - x2 - x3);
        _reflection = Equation("reflection", (slope * (x1 - x3)) - y1 - y3);
        _distance = new NonZero(Columns, "distance");
    }

    /// <inheritdoc/>
    protected override void AssertResult<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        _line.Assert(builder, real);
        _square.Assert(builder, real);
        _reflection.Assert(builder, real);
        _distance.Assert(builder, NonZero.Distance(builder, First.X.Columns, Second.X.Columns), real);
    }

    /// <inheritdoc/>
    protected override void MakeWitnesses(int curve, PrecompileCallRecords calls, int first, Span<BigInteger> witnesses)
    {
        var numerators = new BigInteger[witnesses.Length];
        for (var i = 0; i < witnesses.Length; i++)
        {
            var (x1, y1, x2, y2) = Operands(calls[first + i]);
            (numerators[i], witnesses[i]) = (y2 - y1, x2 - x1);
        }

        ModularFractions.Divide(numerators, witnesses, Moduli[curve]);
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        WriteResidue(witness, curve, _slope, cells);
        _line.Write(cells);
        _square.Write(cells);
        _reflection.Write(cells);
        _distance.Write(cells, NonZero.Distance(First.X.Cells(cells), Second.X.Cells(cells)));
    }
}
