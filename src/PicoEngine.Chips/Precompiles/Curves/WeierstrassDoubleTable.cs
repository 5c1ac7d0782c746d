// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>*_DOUBLE(P, 0) on curves y^2 = x^3 + a x + b: the point at P, whose y is not 0, is doubled at ts. A row per call.</summary>
/// <remarks>With M the modulus of the row's curve: slope 2 y = 3 x^2 + a, slope^2 = 2 x + x3, slope (x - x3) = y + y3, all modulo M; all coordinates are below M. See <see cref="WeierstrassAddTable"/>.</remarks>
internal sealed class WeierstrassDoubleTable : CurveTable
{
    private readonly BigInteger[] _a;
    private readonly CallPointer _p;
    private readonly AffinePoint _point;
    private readonly AffinePoint _result;
    private readonly WordAccesses _updates;
    private readonly ColumnRange _slope;
    private readonly ModularEquation _tangent;
    private readonly ModularEquation _square;
    private readonly ModularEquation _reflection;
    private readonly NonZero _y;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="curves">The curves.</param>
    public WeierstrassDoubleTable(string name, int byteCount, params WeierstrassParameters[] curves)
        : base(name, [.. curves.Select(curve => curve.Modulus)], [.. curves.Select(curve => (curve.Name, curve.DoubleCode))])
    {
        _a = [.. curves.Select(curve => curve.A)];
        _p = new CallPointer(Columns, "a0", "p");
        _point = new AffinePoint(Columns, Bytes, string.Empty, byteCount, Flags, Moduli);
        _result = new AffinePoint(Columns, Bytes, "3", byteCount, Flags, Moduli);
        _updates = new WordAccesses(Columns, "p_gap", 2 * byteCount / sizeof(uint), 0, 0);
        _slope = Bytes.Add("slope", byteCount);
        var slope = LimbExpression.SignedBytes(_slope, Flags);
        var (x, y, x3, y3) = (_point.X.Limbs, _point.Y.Limbs, _result.X.Limbs, _result.Y.Limbs);
        _tangent = Equation("tangent", (2 * (slope * y)) - (3 * (x * x)) - LimbExpression.Constants(Flags, _a));
        _square = Equation("square", (slope * slope) - (2 * x) - x3);
        _reflection = Equation("reflection", (slope * (x - x3)) - y - y3);
        _y = new NonZero(Columns, "y_sum");
    }

    /// <inheritdoc/>
    protected override (WordLimbs<TExpr> A0, WordLimbs<TExpr> A1) Arguments<TExpr>(IAirBuilder<TExpr> builder, TExpr real) =>
        (_p.Register(builder, real), new WordLimbs<TExpr>(0, 0));

    /// <inheritdoc/>
    protected override void AssertMemory<TExpr>(IAirBuilder<TExpr> builder, TExpr time, TExpr real)
    {
        _point.Assert(builder, real);
        _result.Assert(builder, real);
        for (var i = 0; i < _updates.Count; i++)
        {
            _updates.Assert(builder, i, _p.Address(builder, i), _point.Word(builder, i), _result.Word(builder, i), time, real);
        }
    }

    /// <inheritdoc/>
    protected override void AssertResult<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        _tangent.Assert(builder, real);
        _square.Assert(builder, real);
        _reflection.Assert(builder, real);
        _y.Assert(builder, NonZero.Sum(builder, _point.Y.Columns), real);
    }

    /// <inheritdoc/>
    protected override void MakeWitnesses(int curve, PrecompileCallRecords calls, int first, Span<BigInteger> witnesses)
    {
        var numerators = new BigInteger[witnesses.Length];
        Span<uint> words = stackalloc uint[_updates.Count];
        for (var i = 0; i < witnesses.Length; i++)
        {
            _updates.CopyBefore(calls[first + i], words);
            var x = ByteNumber.Read(words[..(words.Length / 2)]);
            var y = ByteNumber.Read(words[(words.Length / 2)..]);
            (numerators[i], witnesses[i]) = ((3 * x * x) + _a[curve], 2 * y);
        }

        ModularFractions.Divide(numerators, witnesses, Moduli[curve]);
    }

    /// <inheritdoc/>
    protected override void WriteMemory(ReadOnlySpan<uint> call, Span<int> cells)
    {
        _p.Write(cells, call[1]);
        Span<uint> words = stackalloc uint[_updates.Count];
        _updates.CopyBefore(call, words);
        _point.Write(cells, words);
        _updates.CopyAfter(call, words);
        _result.Write(cells, words);
        _updates.Write(cells, call);
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        WriteResidue(witness, curve, _slope, cells);
        _tangent.Write(cells);
        _square.Write(cells);
        _reflection.Write(cells);
        _y.Write(cells, NonZero.Sum(_point.Y.Cells(cells)));
    }
}
