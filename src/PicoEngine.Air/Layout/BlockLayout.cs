// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;

namespace PicoEngine.Air.Layout;

/// <summary>Where the cells of tables lie in the stacked columns: dense, and every block aligned to its own height.</summary>
/// <remarks>
/// Inside a group: tables by (block height descending, index), columns of the group, blocks, rows. Each group owns a fixed number of stacked columns; those
/// of the groups are numbered through. The preprocessed group is laid out with the heights of the key even where a shard leaves a table out. Cells after
/// the dense end are referenced by nothing.
/// </remarks>
public static class BlockLayout
{
    /// <summary>Per table and column its number in the machine: group by group, tables in layout order, columns. It does not depend on heights.</summary>
    public static ImmutableArray<ImmutableArray<int>> ColumnIds(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var ids = machine.Tables.Select(table => new int[table.Columns.Width]).ToArray();
        var next = 0;
        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            foreach (var table in TablesInOrder(machine, group))
            {
                var start = table.Columns.GroupStart(group);
                for (var column = start; column < start + table.Columns.GroupWidth(group); column++)
                {
                    ids[table.Index][column] = next++;
                }
            }
        }

        return [.. ids.Select(row => row.ToImmutableArray())];
    }

    /// <summary>The tables with columns in a group, in layout order.</summary>
    public static ImmutableArray<TableDefinition> TablesInOrder(Machine machine, ColumnGroup group)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return
        [
            .. machine.Tables.Where(table => table.Columns.GroupWidth(group) > 0)
                .OrderByDescending(table => table.LogBlockHeight).ThenBy(table => table.Index),
        ];
    }

    /// <summary>The tables with preprocessed columns in machine order: the order in which a verifying key lists their heights.</summary>
    public static ImmutableArray<TableDefinition> TablesInKey(Machine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return [.. machine.Tables.Where(table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0)];
    }

    /// <summary>Every committed block of a group in dense order.</summary>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="group">The group.</param>
    /// <param name="heights">Per table its height in blocks, checked by <see cref="HeightCheck"/>.</param>
    public static IReadOnlyList<CommittedBlock> Blocks(KeyedMachine machine, ColumnGroup group, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var ids = ColumnIds(machine.Machine);
        var start = GroupStart(machine.Machine.Limits, group);
        List<CommittedBlock> blocks = [];
        foreach (var table in TablesInOrder(machine.Machine, group))
        {
            var count = Height(machine, group, heights, table.Index);
            var first = table.Columns.GroupStart(group);
            for (var column = first; column < first + table.Columns.GroupWidth(group); column++)
            {
                for (var number = 0; number < count; number++)
                {
                    blocks.Add(new CommittedBlock(table.Index, column, ids[table.Index][column], number, start));
                    start += 1L << table.LogBlockHeight;
                }
            }
        }

        return blocks;
    }

    /// <summary>The number of committed cells of a group.</summary>
    public static long CellCount(KeyedMachine machine, ColumnGroup group, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var cells = 0L;
        foreach (var table in machine.Machine.Tables)
        {
            cells += (long)table.Columns.GroupWidth(group) * Height(machine, group, heights, table.Index) << table.LogBlockHeight;
        }

        return cells;
    }

    /// <summary>The first cell of a group, counted from the first stacked column of all groups.</summary>
    public static long GroupStart(MachineLimits limits, ColumnGroup group)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return (long)limits.StackedWidths.AsSpan(0, (int)group).ToArray().Sum() << limits.LogStackedHeight;
    }

    private static int Height(KeyedMachine machine, ColumnGroup group, ReadOnlySpan<int> heights, int table) =>
        group == ColumnGroup.Preprocessed ? machine.PreprocessedHeights[table] ?? 0 : heights[table];
}
