// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>What executed things cost a shard of one shape, from the compiled tables.</summary>
internal static class CompiledCosts
{
    /// <summary>The cost model for cutting a run into shards of a shape.</summary>
    /// <param name="shape">The largest shape that shards may have.</param>
    /// <param name="calls">By system call, the tables that it adds rows to, with the rows of one call.</param>
    public static ShardCostModel Of(KeyedShape shape, IReadOnlyDictionary<SyscallCode, IReadOnlyList<(string Table, int Rows)>> calls)
    {
        Machine machine = shape.Machine.Machine;
        Dictionary<string, TableDefinition> tables = machine.Tables.ToDictionary(table => table.Name);
        return new ShardCostModel(
            [.. Enum.GetValues<InstructionTable>().Select(table => OfRow(tables[TableNames.Of(table)]))],
            calls.Where(call => call.Value.All(rows => tables.ContainsKey(rows.Table))).ToDictionary(call => call.Key, call => OfCall(call.Value)),
            touchedWord: OfRow(tables[TableNames.Boundary]),
            hintWord: OfRow(tables[TableNames.Hint]),
            newWord: OfRow(tables[TableNames.Memory]),
            registerRefresh: OfRow(tables[TableNames.RegisterRefresh]),
            shard: (OfRow(tables[TableNames.Boundary]) * RegisterNumbers.Count) + FixedTables(shape) + Padding(machine));

        CallCost OfCall(IReadOnlyList<(string Table, int Rows)> rows) => new(
            rows.Aggregate(default(TableCost), (sum, row) => sum + (OfRow(tables[row.Table]) * row.Rows)),
            [.. rows.Select(row => new TableRows(tables[row.Table].Index, row.Rows))]);
    }

    /// <summary>Cells and messages of one row.</summary>
    public static TableCost OfRow(TableDefinition table) => new(
        table.Columns.GroupWidth(ColumnGroup.Main), table.Interactions.Length, table.Columns.GroupWidth(ColumnGroup.Boundary));

    /// <summary>The tables whose heights the key fixes, the image among them.</summary>
    private static TableCost FixedTables(KeyedShape shape)
    {
        TableCost sum = default;
        foreach (TableDefinition table in shape.Machine.Machine.Tables)
        {
            if (shape.Machine.PreprocessedHeights[table.Index] is { } height)
            {
                sum += OfRow(table) * ((long)height << table.LogBlockHeight);
            }
        }

        return sum;
    }

    /// <summary>The most that rounding up to whole blocks adds to any shard.</summary>
    private static TableCost Padding(Machine machine) => machine.Tables
        .Where(table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0)
        .Aggregate(default(TableCost), (sum, table) => sum + (OfRow(table) * ((1L << table.LogBlockHeight) - 1)));
}
