// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;

namespace PicoEngine.Air.Machines;

/// <content>The machine of a shape. Tables are compiled once, however many shapes they are in.</content>
public sealed partial class Machine
{
    /// <summary>The most shapes of a machine; a proof names one by a small number, and a verifier keeps tables for each.</summary>
    public const int MaximumShapes = 256;

    /// <summary>The shapes of the definition, or the one that it means when it has none.</summary>
    public ImmutableArray<ShapeClass> Shapes => Definition.Shapes.IsEmpty
        ? [new ShapeClass(Limits.StackedWidths[(int)ColumnGroup.Boundary], Limits.StackedWidths[(int)ColumnGroup.Main])]
        : Definition.Shapes;

    /// <summary>The widths that the preprocessed group may have, ascending.</summary>
    public ImmutableArray<int> PreprocessedWidths =>
        Definition.PreprocessedWidths.IsEmpty ? [Limits.StackedWidths[(int)ColumnGroup.Preprocessed]] : Definition.PreprocessedWidths;

    /// <summary>The machine that the shards of a shape run on: its tables, numbered anew, with its blocks and stacked widths.</summary>
    /// <param name="shape">One of <see cref="Shapes"/>.</param>
    /// <param name="preprocessedWidth">Stacked columns of the preprocessed group.</param>
    /// <exception cref="MachineDefinitionException">The shape breaks a rule.</exception>
    public Machine InShape(ShapeClass shape, int preprocessedWidth)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ImmutableArray<int> widths = [preprocessedWidth, shape.BoundaryWidth, shape.MainWidth];
        Require(widths.All(width => width >= 1) && widths.Sum(width => (long)width) <= Limits.StackedWidth,
            MachineFault.ShapeWidth, "(shapes)", $"{string.Join(" + ", widths)} stacked columns, the parameter set has {Limits.StackedWidth}");
        var limits = Limits with { StackedWidths = widths };
        var tables = shape.Tables.IsDefault ? Tables : Select(shape.Tables);
        return new Machine(Definition, limits, [.. tables.Select((table, i) => table with
        {
            Index = i,
            LogBlockHeight = shape.Blocks == BlockClass.Small && table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0
                ? limits.LogBlockHeights[^1] : table.Source.LogBlockHeight,
        })], PublicInteractions);
    }

    private ImmutableArray<TableDefinition> Select(ImmutableArray<string> names)
    {
        // Names in machine order make the layout of the preprocessed group the same in every shape.
        var chosen = Tables.Where(table => names.Contains(table.Name, StringComparer.Ordinal)).ToImmutableArray();
        Require(chosen.Select(table => table.Name).SequenceEqual(names, StringComparer.Ordinal),
            MachineFault.ShapeTables, "(shapes)", "a shape names tables of the machine, once each and in its order");
        var missing = Tables.Except(chosen).FirstOrDefault(
            table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) + table.Columns.GroupWidth(ColumnGroup.Boundary) > 0);
        Require(missing is null, MachineFault.ShapeTables, missing?.Name ?? "", "a shape leaves out a table with preprocessed or boundary columns");
        return chosen;
    }

    private static void CheckShapes(Machine machine)
    {
        const string Place = "(shapes)";
        var (shapes, widths) = (machine.Shapes, machine.PreprocessedWidths);
        Require(widths[0] >= 1 && widths.Zip(widths.Skip(1)).All(pair => pair.First < pair.Second), MachineFault.PreprocessedWidthList, Place,
            "the widths of the preprocessed group are positive and ascending");
        Require(shapes.Length <= MaximumShapes, MachineFault.ShapeList, Place, $"{shapes.Length} shapes, at most {MaximumShapes}");
        HashSet<(int, int, BlockClass, string)> seen = [];
        foreach (var shape in shapes)
        {
            Require(Enum.IsDefined(shape.Blocks), MachineFault.BlockHeight, Place, "an unknown block class");
            var tables = machine.InShape(shape, widths[^1]).Tables;
            Require(seen.Add((shape.BoundaryWidth, shape.MainWidth, shape.Blocks, string.Join('\n', tables.Select(table => table.Source.Name)))),
                MachineFault.ShapeList, Place, "a shape twice");
        }
    }

    private static void CheckRunRoles(MachineDefinition definition)
    {
        if (definition.RunRoles is not { } roles)
        {
            return;
        }

        Require(definition.PublicValues.SequenceEqual(RunPublicValues.All) && definition.ChainPublicValues.SequenceEqual([RunPublicValues.Shard]),
            MachineFault.RunRoles, "(public values)", "a shard of a run has the public values of a run, and the chain binds its number");
        Require(definition.Tables.Any(table => table.Name == roles.ImageTable && table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0),
            MachineFault.RunRoles, roles.ImageTable, "the image is a table with preprocessed columns");
    }
}
