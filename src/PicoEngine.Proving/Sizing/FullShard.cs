// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Sizing;

/// <summary>What a shard that is as full as its shape allows takes on a device: the worst mix of tables, phase by phase.</summary>
/// <remarks>
/// A phase's bytes grow with the rows of each table, so the worst mix within the shape's room is a knapsack: tables in the order of their bytes for a cell,
/// each filled as far as its height, the cells and the fractions allow.
/// </remarks>
internal static class FullShard
{
    /// <summary>The plan of the worst shard; its phases may be those of different mixes.</summary>
    public static MemoryPlan Plan(IProverBackend backend, KeyedShape shape)
    {
        Machine machine = shape.Machine.Machine;
        var fixedHeights = new int[machine.Tables.Length];
        foreach (TableDefinition table in machine.Tables)
        {
            fixedHeights[table.Index] = shape.Machine.PreprocessedHeights[table.Index] ?? 0;
        }

        MemoryPlan least = backend.Plan(shape.Parameters, machine, fixedHeights);
        TableDefinition[] made = [.. machine.Tables.Where(table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0)];
        MemoryPlan[] alone = [.. made.Select(table => backend.Plan(shape.Parameters, machine, Fill(shape, fixedHeights, [table])))];
        var phases = new PhaseMemory[least.Phases.Length];
        for (int phase = 0; phase < phases.Length; phase++)
        {
            TableDefinition[] order = [.. made.Select((table, i) => (Table: table, Bytes: PerCell(i))).OrderByDescending(item => item.Bytes).Select(item => item.Table)];
            phases[phase] = backend.Plan(shape.Parameters, machine, Fill(shape, fixedHeights, order)).Phases[phase];

            double PerCell(int i)
            {
                int[] heights = Fill(shape, fixedHeights, [made[i]]);
                long rows = Math.Max(1, (long)heights[made[i].Index] << made[i].LogBlockHeight);
                int width = Math.Max(1, Math.Max(made[i].Columns.GroupWidth(ColumnGroup.Main), made[i].Columns.GroupWidth(ColumnGroup.Boundary)));
                return (double)(alone[i].Phases[phase].Bytes - least.Phases[phase].Bytes) / (rows * width);
            }
        }

        return new MemoryPlan(least.Device, [.. phases]);
    }

    /// <summary>Heights in blocks with as much of each table as fits behind those before it.</summary>
    private static int[] Fill(KeyedShape shape, int[] fixedHeights, ReadOnlySpan<TableDefinition> order)
    {
        Machine machine = shape.Machine.Machine;
        int[] heights = [.. fixedHeights];
        long main = HeightCheck.Capacity(machine.Limits, ColumnGroup.Main) - BlockLayout.CellCount(shape.Machine, ColumnGroup.Main, heights);
        long boundary = HeightCheck.Capacity(machine.Limits, ColumnGroup.Boundary) - BlockLayout.CellCount(shape.Machine, ColumnGroup.Boundary, heights);
        long fractions = (1L << machine.Limits.LogMaximumFractions) - machine.PublicInteractions.Length - HeightCheck.FractionCount(machine, heights);
        foreach (TableDefinition table in order)
        {
            (int mainWidth, int boundaryWidth) = (table.Columns.GroupWidth(ColumnGroup.Main), table.Columns.GroupWidth(ColumnGroup.Boundary));
            long rows = Math.Min(
                Math.Min(1L << machine.Limits.LogMaximumHeight, Most(main, mainWidth)),
                Math.Min(Most(boundary, boundaryWidth), Most(fractions, table.Interactions.Length)));
            int blocks = (int)(Math.Max(0, rows) >> table.LogBlockHeight);
            long used = (long)blocks << table.LogBlockHeight;
            (main, boundary, fractions) = (main - (used * mainWidth), boundary - (used * boundaryWidth), fractions - (used * table.Interactions.Length));
            heights[table.Index] = blocks;
        }

        return heights;

        static long Most(long room, int each) => each == 0 ? long.MaxValue : room / each;
    }
}
