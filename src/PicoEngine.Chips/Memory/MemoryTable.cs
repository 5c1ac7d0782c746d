// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;

namespace PicoEngine.Chips.Memory;

/// <summary>
/// The memory words outside the image that a run touches, each once over all shards, in ascending order of their keys: a word starts as 0 and ends with
/// what the last shard left.
/// </summary>
/// <remarks>
/// The previous key is no column: it is key - gap - 1. A word index has 29 bits and a gap 30, so previous key + gap + 1 stays below 2^29 + 2^30 + 2^6 &lt; p:
/// the equation holds in integers and keys strictly increase along the chain of a run. That is why no cell is initialised twice.
/// </remarks>
internal sealed class MemoryTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Boundary("real");
    private static readonly ColumnRange Word = Set.Boundary("word", 2);
    private static readonly ColumnRange Final = Set.Boundary("v_final", 2);
    private static readonly Column FinalShard = Set.Boundary("k_final");
    private static readonly ColumnRange Gap = Set.Main("gap", 2);

    public string Name => "memory";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = builder[Real];
        var (word, final, gap) = (builder.Word(Word), builder.Word(Final), builder.Word(Gap));
        var index = word.Low + (65536 * word.High);
        var key = index + (int)CellKeys.FirstWord;
        builder.AssertBoolean(real);
        builder.Receive(RiscVBuses.Chain, [key - gap.Low - (65536 * gap.High) - 1], real);
        builder.Send(RiscVBuses.Chain, [key], real);
        builder.Range16(word.Low, real);
        builder.Range14(word.High, real);
        builder.Range14(2 * word.High, real); // with the line above: 13 bits
        builder.Range16(gap.Low, real);
        builder.Range14(gap.High, real);
        builder.Send(RiscVBuses.Cells, [CellKeys.MemorySpace, 4 * index, 0, 0, 0], real);
        builder.Receive(RiscVBuses.Cells, [CellKeys.MemorySpace, 4 * index, final.Low, final.High, builder[FinalShard]], real);
    }

    public int CountRows(TraceSource source) => source.Boundary.Chain.Words.Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var chain = source.Boundary.Chain;
        var words = chain.Words.Span;
        for (var row = start; row < end; row++)
        {
            var cell = words[row];
            trace.Set(Real, row, 1);
            trace.SetWord(Word, row, cell.Address / 4);
            trace.SetWord(Final, row, cell.Value);
            trace.Set(FinalShard, row, cell.Shard);
            trace.SetWord(Gap, row, CellKeys.OfAddress(cell.Address) - chain.KeyBefore(row) - 1);
        }
    }
}
