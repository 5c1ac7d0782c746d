// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>The conditions on the heights of a shard, all in integers. A verifier looks at them before it computes anything from the heights.</summary>
public static class HeightCheck
{
    /// <summary>The first condition that fails, or <see cref="HeightFault.None"/>. Never throws on heights from a proof.</summary>
    /// <param name="machine">The machine with its preprocessed heights.</param>
    /// <param name="heights">Per table its height in blocks.</param>
    public static HeightFault Find(KeyedMachine machine, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var tables = machine.Machine.Tables;
        var limits = machine.Machine.Limits;
        if (heights.Length != tables.Length)
        {
            return HeightFault.Count;
        }

        for (var t = 0; t < heights.Length; t++)
        {
            if (heights[t] < 0 || heights[t] > 1L << (limits.LogMaximumHeight - tables[t].LogBlockHeight))
            {
                return HeightFault.Range;
            }

            if (machine.PreprocessedHeights[t] is { } fixedHeight && heights[t] != 0 && heights[t] != fixedHeight)
            {
                return HeightFault.Preprocessed;
            }
        }

        foreach (var group in Enum.GetValues<ColumnGroup>())
        {
            if (BlockLayout.CellCount(machine, group, heights) > Capacity(limits, group))
            {
                return HeightFault.Capacity;
            }
        }

        return FractionCount(machine.Machine, heights) + machine.Machine.PublicInteractions.Length > 1L << limits.LogMaximumFractions
            ? HeightFault.Fractions
            : CheckMultiplicities(machine.Machine, heights);
    }

    /// <summary>The number of cells that a group can hold.</summary>
    public static long Capacity(MachineLimits limits, ColumnGroup group)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return (long)limits.StackedWidths[(int)group] << limits.LogStackedHeight;
    }

    /// <summary>LogUp fractions of the rows of a shard, without those of the public values.</summary>
    public static long FractionCount(Machine machine, ReadOnlySpan<int> heights) => CountFractions(machine, heights, globalOnly: false);

    /// <summary>Global fractions of a shard; a run adds them up and compares with the same bound.</summary>
    public static long GlobalFractionCount(Machine machine, ReadOnlySpan<int> heights) => CountFractions(machine, heights, globalOnly: true);

    private static long CountFractions(Machine machine, ReadOnlySpan<int> heights, bool globalOnly)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var count = 0L;
        foreach (var table in machine.Tables)
        {
            count += Rows(table, heights) * table.Interactions.Count(interaction => !globalOnly || interaction.Bus.IsGlobal);
        }

        return count;
    }

    private static HeightFault CheckMultiplicities(Machine machine, ReadOnlySpan<int> heights)
    {
        foreach (var bus in machine.Buses)
        {
            // UInt128: a row count of 2^30 times a coefficient near p / 2, over all interactions.
            UInt128 uses = (UInt128)machine.PublicInteractions.Count(interaction => interaction.Bus == bus);
            foreach (var table in machine.Tables)
            {
                foreach (var interaction in table.Interactions.Where(interaction => interaction.Bus == bus))
                {
                    uses += (UInt128)Rows(table, heights) * interaction.MaximumMultiplicity;
                }
            }

            if (uses >= KoalaBear.Modulus)
            {
                return HeightFault.Multiplicities;
            }
        }

        return HeightFault.None;
    }

    private static long Rows(TableDefinition table, ReadOnlySpan<int> heights) => (long)heights[table.Index] << table.LogBlockHeight;
}
