// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Gadgets.BigIntegers;

/// <summary>A table as tests need it: x * s - (x - y)^2 - r is a multiple of a modulus, s in signed digits, r below the modulus, x not y.</summary>
internal sealed class ProductTable : IAirTable
{
    private readonly ColumnSet _set = new();
    private readonly ByteColumns _bytes;
    private readonly NonZero _differ;
    private readonly BigInteger[] _moduli;

    public ProductTable(int byteCount, params BigInteger[] moduli)
    {
        _moduli = moduli;
        Flags = new RowFlags([.. moduli.Select((_, i) => _set.Main($"is_{i}"))]);
        _bytes = new ByteColumns(_set);
        X = _bytes.Add("x", byteCount);
        Y = _bytes.Add("y", byteCount);
        S = _bytes.Add("s", byteCount);
        Result = new CanonicalNumber(_set, _bytes, "r", byteCount, Flags, moduli);
        var (x, y) = (LimbExpression.Bytes(X), LimbExpression.Bytes(Y));
        var difference = x - y;
        Equation = new ModularEquation(_set, _bytes, "product", (x * LimbExpression.SignedBytes(S, Flags)) - (difference * difference) - Result.Limbs, Flags, moduli);
        _differ = new NonZero(_set, "distance");
    }

    public RowFlags Flags { get; }

    public ColumnRange X { get; }

    public ColumnRange Y { get; }

    public ColumnRange S { get; }

    public CanonicalNumber Result { get; }

    public ModularEquation Equation { get; }

    public string Name => "product";

    public ColumnSet Columns => _set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = Flags.Assert(builder);
        Result.Assert(builder, real);
        Equation.Assert(builder, real);
        _differ.Assert(builder, NonZero.Distance(builder, X, Y), real);
        _bytes.Assert(builder, real);
    }

    /// <summary>A row for numbers of any value.</summary>
    public int[] Row(int kind, BigInteger x, BigInteger y, BigInteger s)
    {
        var cells = new int[_set.Width];
        cells[Flags.Columns[kind].Index] = 1;
        ByteNumber.Write(x, Slice(cells, X));
        ByteNumber.Write(y, Slice(cells, Y));
        SignedDigits.Write(s, Slice(cells, S));
        var residue = ((x * s) - ((x - y) * (x - y))) % _moduli[kind];
        ByteNumber.Write(residue.Sign < 0 ? residue + _moduli[kind] : residue, Slice(cells, Result.Columns));
        Result.Write(cells);
        Equation.Write(cells);
        _differ.Write(cells, NonZero.Distance(Slice(cells, X), Slice(cells, Y)));
        return cells;
    }

    public static Span<int> Slice(int[] cells, ColumnRange columns) => cells.AsSpan(columns[0].Index, columns.Length);

    public static KoalaBear[] Elements(int[] cells) => [.. cells.Select(cell => KoalaBear.FromCanonical((uint)cell))];

    public RowVerdict Judge(KoalaBear[] cells)
    {
        RowReader reader = new(this);
        reader.Read(cells);
        return reader.IsBroken ? RowVerdict.Constraint
            : reader.Messages.Count == 0 ? RowVerdict.Silent
            : reader.Messages.Any(message => !IsEntry(message)) ? RowVerdict.Lookup
            : RowVerdict.Right;
    }

    private static bool IsEntry(RowMessage message)
    {
        var elements = message.Elements;
        return message.Bus == RiscVBuses.Range16 ? elements[0] < 1 << 16
            : message.Bus == RiscVBuses.Range14 ? elements[0] < 1 << 14
            : elements[0] == 0 && elements[1] < 256 && elements[2] < 256 && elements[3] == 0;
    }
}
