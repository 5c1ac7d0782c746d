// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Memory;

/// <summary>The maximal runs of image keys: the address chain steps over each of them once, so that no MEMORY row can stand for an image cell.</summary>
/// <remarks>The gap is counted to the low end: counted to the high end, MEMORY rows could lie inside the run. The previous key is low - gap - 1.</remarks>
internal sealed class SegmentTable : IRecordTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "segment";

    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column Low = Set.Preprocessed("lo");
    private static readonly Column High = Set.Preprocessed("hi");
    private static readonly Column On = Set.Boundary("on");
    private static readonly ColumnRange Gap = Set.Main("gap", 2);

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var on = builder[On];
        var gap = builder.Word(Gap);
        builder.AssertBoolean(on);
        builder.AssertZero(on - (on * builder[IsRow]));
        builder.Receive(RiscVBuses.Chain, [builder[Low] - gap.Low - (65536 * gap.High) - 1], on);
        builder.Send(RiscVBuses.Chain, [builder[High]], on);
        builder.Receive(RiscVBuses.Segments, [1], on);
        builder.Range16(gap.Low, on);
        builder.Range14(gap.High, on);
    }

    /// <summary>The preprocessed columns of an image.</summary>
    /// <param name="layout">The runs.</param>
    /// <param name="height">Rows with padding.</param>
    public static TraceMatrix Preprocess(ImageLayout layout, int height)
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), height);
        for (var row = 0; row < layout.Segments.Length; row++)
        {
            trace.Set(IsRow, row, 1);
            trace.Set(Low, row, layout.Segments[row].Low);
            trace.Set(High, row, layout.Segments[row].High);
        }

        return trace;
    }

    /// <summary>All segments or none: a row that is off is silent.</summary>
    public int CountRows(TraceSource source) => source.Boundary.Chain.SegmentCount == 0 ? 0 : source.Boundary.Chain.Segments.Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var chain = source.Boundary.Chain;
        for (var row = Math.Max(start, chain.FirstSegment); row < Math.Min(end, chain.FirstSegment + chain.SegmentCount); row++)
        {
            trace.Set(On, row, 1);
            trace.SetWord(Gap, row, chain.Segments[row].Low - chain.KeyBeforeSegment(row) - 1);
        }
    }
}
