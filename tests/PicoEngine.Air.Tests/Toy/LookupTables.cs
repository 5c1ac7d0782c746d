// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>All bytes, in exactly full blocks; the zero tuple is an entry.</summary>
internal sealed class RangeTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Value = Set.Preprocessed("v");
    private static readonly Column Multiplicity = Set.Main("mult");

    public string Name => "range";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 6;

    public PaddingRows Padding => PaddingRows.ValidEntry;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr> =>
        builder.Receive(ToyBuses.Range, [builder[Value]], builder[Multiplicity]);
}

/// <summary>The program. It is padded, so a flag says which rows are instructions.</summary>
internal sealed class RomTable : IAirTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRow = Set.Preprocessed("is_row");
    private static readonly Column[] Fields = [.. new[] { "pc", "npc", "s0", "a0", "a1", "s2", "a2", "op" }.Select(name => Set.Preprocessed(name))];
    private static readonly Column Multiplicity = Set.Main("mult");

    public string Name => "rom";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 4;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var multiplicity = builder[Multiplicity];
        builder.AssertZero(multiplicity - (multiplicity * builder[IsRow]));
        builder.Receive(ToyBuses.Rom, [.. Fields.Select(field => builder[field])], multiplicity);
    }
}
