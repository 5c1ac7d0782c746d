// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>The touched words outside the image, in ascending order of their keys; they start as zero.</summary>
internal sealed class MemoryTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Boundary("real");
    private static readonly Column Word = Set.Boundary("word");
    private static readonly Column Final = Set.Boundary("v_final");
    private static readonly Column FinalShard = Set.Boundary("k_final");
    private static readonly Column Previous = Set.Main("prev");

    public string Name => "memory";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, word, previous) = (builder[Real], builder[Word], builder[Previous]);
        var key = word + 1 + ToyProgram.Registers;
        builder.AssertBoolean(real);
        builder.Receive(ToyBuses.Chain, [previous], real);
        builder.Send(ToyBuses.Chain, [key], real);
        builder.Lookup(ToyBuses.Range, [word], real); // the upper end of "previous < key"; the lower end is a key by the chain
        builder.Lookup(ToyBuses.Range, [key - previous - 1], real);
        builder.Send(ToyBuses.Cells, [1, word, 0, 0], real);
        builder.Receive(ToyBuses.Cells, [1, word, builder[Final], builder[FinalShard]], real);
    }
}

/// <summary>The maximal runs of image keys: the address chain steps over them.</summary>
internal sealed class SegmentTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column Low = Set.Preprocessed("lo");
    private static readonly Column High = Set.Preprocessed("hi");
    private static readonly Column On = Set.Boundary("on");
    private static readonly Column Previous = Set.Main("prev");

    public string Name => "segment";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (on, previous) = (builder[On], builder[Previous]);
        builder.AssertBoolean(on);
        builder.AssertZero(on - (on * builder[IsRow]));
        builder.Receive(ToyBuses.Chain, [previous], on);
        builder.Send(ToyBuses.Chain, [builder[High]], on);
        builder.Lookup(ToyBuses.Range, [builder[Low] - previous - 1], on);
        builder.Send(ToyBuses.Segments, [1], on);
    }
}
