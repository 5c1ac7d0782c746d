// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>What executed things cost a shard of one shape, from the compiled tables.</summary>
internal static class CompiledCosts
{
    /// <summary>The cost model for cutting a run into shards of a shape with all tables.</summary>
    public static ShardCostModel Of(KeyedShape shape)
    {
        Dictionary<string, TableDefinition> tables = shape.Machine.Machine.Tables.ToDictionary(table => table.Name);
        string[] precompiles = [.. PrecompileTables.Rows.Values.SelectMany(rows => rows).Select(rows => rows.Table).Distinct().Where(tables.ContainsKey)];
        return new ShardCostModel(
            [.. Enum.GetValues<InstructionTable>().Select(table => ShapeOf(tables[TableNames.Of(table)]))],
            [.. precompiles.Select(name => ShapeOf(tables[name]))],
            PrecompileTables.Rows.Where(call => call.Value.All(rows => tables.ContainsKey(rows.Table))).ToDictionary(
                call => call.Key,
                call => (IReadOnlyList<TableRows>)[.. call.Value.Select(rows => new TableRows(Array.IndexOf(precompiles, rows.Table), rows.Rows))]),
            boundary: ShapeOf(tables[TableNames.Boundary]),
            hint: ShapeOf(tables[TableNames.Hint]),
            memory: ShapeOf(tables[TableNames.Memory]),
            refresh: ShapeOf(tables[TableNames.RegisterRefresh]),
            shard: FixedTables(shape));
    }

    /// <summary>Cells and messages of one row.</summary>
    public static TableCost OfRow(TableDefinition table) => new(
        table.Columns.GroupWidth(ColumnGroup.Main), table.Interactions.Length, table.Columns.GroupWidth(ColumnGroup.Boundary));

    private static TableShape ShapeOf(TableDefinition table) => new(OfRow(table), table.LogBlockHeight);

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
}
