// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>*_DECOMPRESS(P, flag): from the coordinate in the upper half of the point at P comes the other, into the lower half, all at ts. A row per call.</summary>
/// <remarks>Both coordinates are below the modulus; the equation of the curve leaves two values for the one that is found, and the flag says which.</remarks>
internal abstract class DecompressTable : CurveTable
{
    private readonly CallPointer _p;
    private readonly ColumnRange _before;
    private readonly WordAccesses _reads;
    private readonly WordAccesses _updates;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="known">What the known coordinate is called.</param>
    /// <param name="found">What the other is called.</param>
    /// <param name="moduli">Of the fields of the curves.</param>
    /// <param name="calls">The calls that it answers, in the order of the moduli.</param>
    protected DecompressTable(string name, int byteCount, string known, string found, BigInteger[] moduli, params ReadOnlySpan<(string Curve, uint Code)> calls)
        : base(name, moduli, calls)
    {
        _p = new CallPointer(Columns, "a0", "p");
        Flag = Columns.Main("a1");
        Known = new CanonicalNumber(Columns, Bytes, known, byteCount, Flags, Moduli.AsSpan());
        Found = new CanonicalNumber(Columns, Bytes, found, byteCount, Flags, Moduli.AsSpan());
        var words = byteCount / sizeof(uint);
        _before = Columns.Main($"{found}_prev", 2 * words);
        _reads = new WordAccesses(Columns, $"{known}_gap", words, 0, 0);
        _updates = new WordAccesses(Columns, $"{found}_gap", words, words, 0);
    }

    /// <summary>The register a1.</summary>
    protected Column Flag { get; }

    /// <summary>The coordinate that is read.</summary>
    protected CanonicalNumber Known { get; }

    /// <summary>The coordinate that is written.</summary>
    protected CanonicalNumber Found { get; }

    /// <inheritdoc/>
    protected sealed override (WordLimbs<TExpr> A0, WordLimbs<TExpr> A1) Arguments<TExpr>(IAirBuilder<TExpr> builder, TExpr real) =>
        (_p.Register(builder, real), new WordLimbs<TExpr>(builder[Flag], 0));

    /// <inheritdoc/>
    protected sealed override void AssertMemory<TExpr>(IAirBuilder<TExpr> builder, TExpr time, TExpr real)
    {
        Known.Assert(builder, real);
        Found.Assert(builder, real);
        for (var i = 0; i < _reads.Count; i++)
        {
            var word = Known.Word(builder, i);
            _reads.Assert(builder, i, _p.Address(builder, _updates.Count + i), word, word, time, real);
        }

        for (var i = 0; i < _updates.Count; i++)
        {
            _updates.Assert(builder, i, _p.Address(builder, i), builder.Word(_before, i), Found.Word(builder, i), time, real);
        }
    }

    /// <inheritdoc/>
    protected sealed override void AssertResult<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        AssertCurve(builder, real);
        AssertChoice(builder, real);
    }

    /// <summary>States that the coordinates are those of a point.</summary>
    protected abstract void AssertCurve<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>;

    /// <summary>States that the flag is the one of the two values. Unless overridden, it is the parity.</summary>
    protected virtual void AssertChoice<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> =>
        builder.Lookup(RiscVBuses.Byte, [ByteOperation.And, builder[Found.Columns[0]], 1, builder[Flag]], real);

    /// <inheritdoc/>
    protected sealed override void WriteMemory(ReadOnlySpan<uint> call, Span<int> cells)
    {
        _p.Write(cells, call[1]);
        cells[Flag.Index] = (int)call[2];
        Span<uint> words = stackalloc uint[_reads.Count];
        _reads.CopyBefore(call, words);
        Known.Write(cells, words);
        _updates.CopyAfter(call, words);
        Found.Write(cells, words);
        _updates.CopyBefore(call, words);
        var before = cells.Slice(_before[0].Index, _before.Length);
        for (var i = 0; i < words.Length; i++)
        {
            (before[2 * i], before[(2 * i) + 1]) = ((int)(words[i] & 0xffff), (int)(words[i] >> 16));
        }

        _reads.Write(cells, call);
        _updates.Write(cells, call);
    }
}
