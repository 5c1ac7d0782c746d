// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>*_ADD(P, Q): the point at P becomes its sum with the point at Q. What is the same for all curves: pointers, memory, coordinates below the modulus.</summary>
/// <remarks>
/// Q is read at ts, P read and written at ts + 1: pointers may be equal or overlap, since what a row says about memory are separate accesses in that order.
/// </remarks>
internal abstract class PointAddTable : CurveTable
{
    private readonly CallPointer _p;
    private readonly CallPointer _q;
    private readonly WordAccesses _reads;
    private readonly WordAccesses _updates;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="moduli">Of the fields of the curves.</param>
    /// <param name="calls">The calls that it answers, in the order of the moduli.</param>
    protected PointAddTable(string name, int byteCount, BigInteger[] moduli, params ReadOnlySpan<(string Curve, uint Code)> calls)
        : base(name, moduli, calls)
    {
        _p = new CallPointer(Columns, "a0", "p");
        _q = new CallPointer(Columns, "a1", "q");
        First = new AffinePoint(Columns, Bytes, "1", byteCount, Flags, Moduli);
        Second = new AffinePoint(Columns, Bytes, "2", byteCount, Flags, Moduli);
        Result = new AffinePoint(Columns, Bytes, "3", byteCount, Flags, Moduli);
        var words = 2 * byteCount / sizeof(uint);
        _reads = new WordAccesses(Columns, "q_gap", words, 0, 0);
        _updates = new WordAccesses(Columns, "p_gap", words, words, 1);
    }

    /// <summary>The point at P.</summary>
    protected AffinePoint First { get; }

    /// <summary>The point at Q.</summary>
    protected AffinePoint Second { get; }

    /// <summary>What comes to P.</summary>
    protected AffinePoint Result { get; }

    /// <inheritdoc/>
    protected sealed override (WordLimbs<TExpr> A0, WordLimbs<TExpr> A1) Arguments<TExpr>(IAirBuilder<TExpr> builder, TExpr real) =>
        (_p.Register(builder, real), _q.Register(builder, real));

    /// <inheritdoc/>
    protected sealed override void AssertMemory<TExpr>(IAirBuilder<TExpr> builder, TExpr time, TExpr real)
    {
        First.Assert(builder, real);
        Second.Assert(builder, real);
        Result.Assert(builder, real);
        for (var i = 0; i < _reads.Count; i++)
        {
            var word = Second.Word(builder, i);
            _reads.Assert(builder, i, _q.Address(builder, i), word, word, time, real);
        }

        for (var i = 0; i < _updates.Count; i++)
        {
            _updates.Assert(builder, i, _p.Address(builder, i), First.Word(builder, i), Result.Word(builder, i), time, real);
        }
    }

    /// <inheritdoc/>
    protected sealed override void WriteMemory(ReadOnlySpan<uint> call, Span<int> cells)
    {
        _p.Write(cells, call[1]);
        _q.Write(cells, call[2]);
        Span<uint> words = stackalloc uint[_updates.Count];
        _reads.CopyBefore(call, words);
        Second.Write(cells, words);
        _updates.CopyBefore(call, words);
        First.Write(cells, words);
        _updates.CopyAfter(call, words);
        Result.Write(cells, words);
        _reads.Write(cells, call);
        _updates.Write(cells, call);
    }

    /// <summary>The operands of a call: coordinates at P, then at Q.</summary>
    protected (BigInteger X1, BigInteger Y1, BigInteger X2, BigInteger Y2) Operands(ReadOnlySpan<uint> call)
    {
        Span<uint> p = stackalloc uint[_updates.Count];
        Span<uint> q = stackalloc uint[_reads.Count];
        _updates.CopyBefore(call, p);
        _reads.CopyBefore(call, q);
        var half = p.Length / 2;
        return (ByteNumber.Read(p[..half]), ByteNumber.Read(p[half..]), ByteNumber.Read(q[..half]), ByteNumber.Read(q[half..]));
    }
}
