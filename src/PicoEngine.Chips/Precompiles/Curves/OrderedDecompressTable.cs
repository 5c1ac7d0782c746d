// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;

namespace PicoEngine.Chips.Precompiles.Curves;

/// <summary>Decompression on one curve y^2 = x^3 + a x + b where the flag says that y is the larger of y and M - y.</summary>
/// <remarks>With h = (M - 1) / 2: y exceeds h where the flag is 1, and h + 1 exceeds y where it is 0. No point of BLS12-381 has y = 0.</remarks>
internal sealed class OrderedDecompressTable : WeierstrassDecompressTable
{
    private readonly LessThan _order;
    private readonly int[] _half;

    /// <param name="name">Of the table.</param>
    /// <param name="byteCount">Bytes of a coordinate.</param>
    /// <param name="curve">The curve.</param>
    public OrderedDecompressTable(string name, int byteCount, WeierstrassParameters curve)
        : base(name, byteCount, curve)
    {
        _order = new LessThan(Columns, Bytes, "order", byteCount);
        var half = new int[byteCount];
        ByteNumber.Write((curve.Modulus - 1) / 2, half);
        _half = new int[LessThan.GroupCount(byteCount)];
        for (var i = 0; i < _half.Length; i++)
        {
            _half[i] = LessThan.Group(half, i);
        }
    }

    /// <inheritdoc/>
    protected override void AssertChoice<TExpr>(IAirBuilder<TExpr> builder, TExpr real)
    {
        var flag = builder[Flag];
        builder.AssertBoolean(flag);

        // y - h or h - y; h + 1 differs from h in the lowest group only, which is below 2^24 - 1.
        var differences = new TExpr[_half.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = ((2 * flag) - real) * (LessThan.Group(builder, Found.Columns, i) - (_half[i] * real));
        }

        differences[0] += real - flag;
        _order.Assert(builder, differences, real);
    }

    /// <inheritdoc/>
    protected override void WriteResult(int curve, BigInteger witness, Span<int> cells)
    {
        base.WriteResult(curve, witness, cells);
        var flag = cells[Flag.Index];
        Span<int> differences = stackalloc int[_half.Length];
        for (var i = 0; i < differences.Length; i++)
        {
            differences[i] = ((2 * flag) - 1) * (LessThan.Group(Found.Cells(cells), i) - _half[i]);
        }

        differences[0] += 1 - flag;
        _order.Write(cells, differences);
    }
}
