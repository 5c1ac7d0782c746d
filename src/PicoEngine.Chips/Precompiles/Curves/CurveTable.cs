// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>Calls on points of one or more curves whose fields have one size, a row each. Rows of the first curve come first.</summary>
internal abstract class CurveTable : IRecordTable
{
    // Rows that share an inversion: it costs some hundred products.
    private const int BatchRows = 256;

    private readonly ImmutableArray<uint> _codes;
    private readonly Column _time;

    /// <param name="name">Of the table.</param>
    /// <param name="moduli">Of the fields of the curves.</param>
    /// <param name="calls">The calls that it answers: the curve's name and the code, in the order of the moduli.</param>
    protected CurveTable(string name, BigInteger[] moduli, params ReadOnlySpan<(string Curve, uint Code)> calls)
    {
        (Name, Moduli) = (name, [.. moduli]);
        var flags = ImmutableArray.CreateBuilder<Column>();
        var codes = ImmutableArray.CreateBuilder<uint>();
        foreach (var (curve, code) in calls)
        {
            flags.Add(Columns.Main($"is_{curve}"));
            codes.Add(code);
        }

        (Flags, _codes) = (new RowFlags(flags.ToImmutable()), codes.ToImmutable());
        _time = Columns.Main("ts");
        Bytes = new ByteColumns(Columns);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ColumnSet Columns { get; } = new();

    /// <inheritdoc/>
    public int LogBlockHeight => 10;

    /// <summary>The curves.</summary>
    protected RowFlags Flags { get; }

    /// <summary>Of the fields of the curves.</summary>
    protected ImmutableArray<BigInteger> Moduli { get; }

    /// <summary>The columns that are bytes.</summary>
    protected ByteColumns Bytes { get; }

    /// <inheritdoc/>
    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = Flags.Assert(builder);
        Bytes.Assert(builder, real);
        var (a0, a1) = Arguments(builder, real);
        Span<int> codes = stackalloc int[_codes.Length];
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = (int)_codes[i];
        }

        builder.Receive(RiscVBuses.Call, [builder[_time], Flags.Select(builder, codes), a0.Low, a0.High, a1.Low, a1.High], real);
        AssertMemory(builder, builder[_time], real);
        AssertResult(builder, real);
    }

    /// <inheritdoc/>
    public int CountRows(TraceSource source)
    {
        var count = 0;
        foreach (var code in _codes)
        {
            count += source.Records.Calls(code).Count;
        }

        return count;
    }

    /// <inheritdoc/>
    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var cells = new int[Columns.Width];
        var witnesses = new BigInteger[BatchRows];
        using TraceTile tile = new(trace, start);
        var first = 0;
        for (var curve = 0; curve < _codes.Length; curve++)
        {
            var calls = source.Records.Calls(_codes[curve]);
            var last = Math.Min(end - first, calls.Count);
            for (var batch = Math.Max(start - first, 0); batch < last; batch += BatchRows)
            {
                var count = Math.Min(BatchRows, last - batch);
                MakeWitnesses(curve, calls, batch, witnesses.AsSpan(0, count));
                for (var i = 0; i < count; i++, tile.Next())
                {
                    var call = calls[batch + i];
                    Array.Clear(cells);
                    cells[Flags.Columns[curve].Index] = 1;
                    cells[_time.Index] = (int)call[0];
                    WriteMemory(call, cells);
                    WriteResult(curve, witnesses[i], cells);
                    tile.SetRow(cells);
                }
            }

            first += calls.Count;
        }
    }

    /// <summary>The registers a0 and a1 of the call.</summary>
    protected abstract (WordLimbs<TExpr> A0, WordLimbs<TExpr> A1) Arguments<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>;

    /// <summary>States the accesses to memory and that coordinates are below the modulus.</summary>
    protected abstract void AssertMemory<TExpr>(IAirBuilder<TExpr> builder, TExpr time, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>;

    /// <summary>States what the result is.</summary>
    protected abstract void AssertResult<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>;

    /// <summary>Makes what is cheaper for many rows at once: a number per call from <paramref name="first"/> on. Unless overridden, nothing.</summary>
    protected virtual void MakeWitnesses(int curve, PrecompileCallRecords calls, int first, Span<BigInteger> witnesses)
    {
    }

    /// <summary>Writes operands, result and accesses of a row; flag and time are there, all else is zero.</summary>
    protected abstract void WriteMemory(ReadOnlySpan<uint> call, Span<int> cells);

    /// <summary>Writes the cells that prove the result.</summary>
    protected abstract void WriteResult(int curve, BigInteger witness, Span<int> cells);

    /// <summary>Declares an equation modulo the field of the row's curve.</summary>
    protected ModularEquation Equation(string name, LimbExpression multiple) => new(Columns, Bytes, name, multiple, Flags, Moduli.AsSpan());

    /// <summary>Writes a number of the class of another one in signed digits.</summary>
    protected void WriteResidue(BigInteger number, int curve, ColumnRange columns, Span<int> cells)
    {
        var modulus = Moduli[curve];
        var residue = number % modulus;
        SignedDigits.WriteResidue(residue.Sign < 0 ? residue + modulus : residue, modulus, cells.Slice(columns[0].Index, columns.Length));
    }
}
