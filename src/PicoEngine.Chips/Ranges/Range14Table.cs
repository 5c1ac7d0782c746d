// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;

namespace PicoEngine.Chips.Ranges;

/// <summary>The numbers below 2^14, in exactly full blocks.</summary>
internal sealed class Range14Table : ILookupTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "range14";

    private const int LogHeight = 14;

    private static readonly ColumnSet Set = new();
    private static readonly Column Value = Set.Preprocessed("v");
    private static readonly Column Multiplicity = Set.Main("mult");

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public PaddingRows Padding => PaddingRows.ValidEntry;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> => builder.Receive(RiscVBuses.Range14, [builder[Value]], builder[Multiplicity]);

    public IEnumerable<LookupRow> LookupRows(ProgramRows program) => [new(RiscVBuses.Range14, Polynomial.Variable(0))];

    /// <summary>The preprocessed columns.</summary>
    public static TraceMatrix Preprocess()
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), 1 << LogHeight);
        for (var row = 0; row < trace.Height; row++)
        {
            trace.Set(Value, row, (uint)row);
        }

        return trace;
    }
}
