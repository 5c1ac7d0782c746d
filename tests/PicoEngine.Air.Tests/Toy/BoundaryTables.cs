// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>One cell per row that the shard touches: it takes what an earlier shard left and leaves what it wrote.</summary>
internal sealed class BoundaryTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Boundary("real");
    private static readonly Column Space = Set.Boundary("space");
    private static readonly Column Address = Set.Boundary("addr");
    private static readonly Column ValueIn = Set.Boundary("v_in");
    private static readonly Column ShardIn = Set.Boundary("k_in");
    private static readonly Column ValueOut = Set.Boundary("v_out");
    private static readonly Column LastTime = Set.Main("t_out");

    public string Name => "boundary";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, space, address, shard) = (builder[Real], builder[Space], builder[Address], builder[ToyPublicValues.Shard]);
        builder.AssertBoolean(real);
        builder.Send(ToyBuses.Memory, [space, address, builder[ValueIn], 0], real);
        builder.Receive(ToyBuses.Memory, [space, address, builder[ValueOut], builder[LastTime]], real);
        builder.Lookup(ToyBuses.Range, [shard - builder[ShardIn] - 1], real); // k_in < k
        builder.Receive(ToyBuses.Cells, [space, address, builder[ValueIn], builder[ShardIn]], real);
        builder.Send(ToyBuses.Cells, [space, address, builder[ValueOut], shard], real);
    }
}

/// <summary>Every image word and register with its initial and final value. The multiplicity is preprocessed: no word can be left out.</summary>
internal sealed class ImageTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column Space = Set.Preprocessed("space");
    private static readonly Column Address = Set.Preprocessed("addr");
    private static readonly Column Initial = Set.Preprocessed("v_init");
    private static readonly Column Final = Set.Boundary("v_final");
    private static readonly Column FinalShard = Set.Boundary("k_final");

    public string Name => "image";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (space, address, isRow) = (builder[Space], builder[Address], builder[IsRow]);
        builder.Send(ToyBuses.Cells, [space, address, builder[Initial], 0], isRow);
        builder.Receive(ToyBuses.Cells, [space, address, builder[Final], builder[FinalShard]], isRow);
    }
}
