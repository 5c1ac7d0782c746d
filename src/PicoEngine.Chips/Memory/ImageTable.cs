// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Memory;

/// <summary>
/// Every register cell, and every memory word with file bytes, with its initial and its final value. The multiplicity is preprocessed: a shard has all of
/// these cells or none, and exactly one shard of a run has them.
/// </summary>
internal sealed class ImageTable : IRecordTable
{
    /// <summary>Name of the table among the preprocessed ones.</summary>
    public const string TableName = "image";

    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column Space = Set.Preprocessed("space");
    private static readonly Column Address = Set.Preprocessed("address");
    private static readonly ColumnRange Initial = Set.Preprocessed("v_init", 2);
    private static readonly ColumnRange Final = Set.Boundary("v_final", 2);
    private static readonly Column FinalShard = Set.Boundary("k_final");

    public string Name => TableName;

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isRow, space, address) = (builder[IsRow], builder[Space], builder[Address]);
        var (initial, final) = (builder.Word(Initial), builder.Word(Final));
        builder.Send(RiscVBuses.Cells, [space, address, initial.Low, initial.High, 0], isRow);
        builder.Receive(RiscVBuses.Cells, [space, address, final.Low, final.High, builder[FinalShard]], isRow);
    }

    /// <summary>The preprocessed columns of an image.</summary>
    /// <param name="layout">The cells.</param>
    /// <param name="height">Rows with padding.</param>
    public static TraceMatrix Preprocess(ImageLayout layout, int height)
    {
        TraceMatrix trace = new(Set.GroupWidth(ColumnGroup.Preprocessed), height);
        var cells = layout.Cells.Span;
        for (var row = 0; row < cells.Length; row++)
        {
            trace.Set(IsRow, row, 1);
            trace.Set(Space, row, cells[row].IsRegister ? CellKeys.RegisterSpace : (uint)CellKeys.MemorySpace);
            trace.Set(Address, row, cells[row].Address);
            trace.SetWord(Initial, row, cells[row].Value);
        }

        return trace;
    }

    public int CountRows(TraceSource source) => source.Boundary.Chain.Image.Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var cells = source.Boundary.Chain.Image.Span;
        for (var row = start; row < end; row++)
        {
            trace.SetWord(Final, row, cells[row].Value);
            trace.Set(FinalShard, row, cells[row].Shard);
        }
    }
}
