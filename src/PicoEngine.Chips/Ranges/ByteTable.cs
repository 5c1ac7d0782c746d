// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Ranges;

/// <summary>All pairs of bytes x, y with x AND y. The other operations are linear: x OR y = x + y - (x AND y), x XOR y = x + y - 2 (x AND y).</summary>
internal sealed class ByteTable : ILookupTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "byte";

    private static readonly ColumnSet Set = new();
    private static readonly Column X = Set.Preprocessed("x");
    private static readonly Column Y = Set.Preprocessed("y");
    private static readonly Column And = Set.Preprocessed("and");
    private static readonly Column PairMultiplicity = Set.Main("mult_pair");
    private static readonly Column AndMultiplicity = Set.Main("mult_and");
    private static readonly Column OrMultiplicity = Set.Main("mult_or");
    private static readonly Column XorMultiplicity = Set.Main("mult_xor");

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public PaddingRows Padding => PaddingRows.ValidEntry;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (x, y, and) = (builder[X], builder[Y], builder[And]);
        builder.Receive(RiscVBuses.Byte, [ByteOperation.Pair, x, y, 0], builder[PairMultiplicity]);
        builder.Receive(RiscVBuses.Byte, [ByteOperation.And, x, y, and], builder[AndMultiplicity]);
        builder.Receive(RiscVBuses.Byte, [ByteOperation.Or, x, y, x + y - and], builder[OrMultiplicity]);
        builder.Receive(RiscVBuses.Byte, [ByteOperation.Xor, x, y, x + y - (2 * and)], builder[XorMultiplicity]);
    }

    public IEnumerable<LookupRow> LookupRows(ProgramRows program) =>
        [new(RiscVBuses.Byte, (Polynomial.Constant(KoalaBear.FromCanonical(256)) * Polynomial.Variable(1)) + Polynomial.Variable(2))];

    /// <summary>The preprocessed columns.</summary>
    public static TraceMatrix Preprocess()
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), 1 << 16);
        for (var row = 0; row < trace.Height; row++)
        {
            var (x, y) = ((uint)row >> 8, (uint)row & 0xff);
            trace.Set(X, row, x);
            trace.Set(Y, row, y);
            trace.Set(And, row, x & y);
        }

        return trace;
    }
}
