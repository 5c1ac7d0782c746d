// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>Copies tables into the stacked columns of a group.</summary>
public static class TraceStacker
{
    /// <summary>The stacked columns, column-major, zero after the dense end.</summary>
    /// <inheritdoc cref="Stack(KeyedMachine, ColumnGroup, IReadOnlyList{TraceMatrix}, Span{KoalaBear})"/>
    public static KoalaBear[] Stack(KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var stacked = new KoalaBear[HeightCheck.Capacity(machine.Machine.Limits, group)];
        Stack(machine, group, traces, stacked);
        return stacked;
    }

    /// <summary>Writes the stacked columns, column-major, zero after the dense end.</summary>
    /// <param name="machine">The machine with its preprocessed columns.</param>
    /// <param name="group">The group.</param>
    /// <param name="traces">
    /// Per table all its columns, a whole number of blocks high; not read for the preprocessed group, which the program of the machine gives.
    /// </param>
    /// <param name="stacked">As many cells as the group can hold, with any content.</param>
    /// <exception cref="InvalidOperationException">The preprocessed group of a machine without the program's columns.</exception>
    /// <exception cref="ArgumentException">
    /// The heights are refused by <see cref="HeightCheck"/>, a trace has the wrong width or a broken block, or <paramref name="stacked"/> the wrong length.
    /// </exception>
    public static void Stack(KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces, Span<KoalaBear> stacked)
    {
        ArgumentNullException.ThrowIfNull(machine);
        if (stacked.Length != HeightCheck.Capacity(machine.Machine.Limits, group))
        {
            throw new ArgumentException($"The group holds {HeightCheck.Capacity(machine.Machine.Limits, group)} cells, there are {stacked.Length}.", nameof(stacked));
        }

        // Blocks are dense and in order: all that is not written lies behind the last one.
        var end = 0;
        foreach (var block in Blocks(machine, group, traces))
        {
            block.Cells.CopyTo(stacked[end..]);
            end += block.Rows;
        }

        stacked[end..].Clear();
    }

    /// <summary>What the stacked columns consist of, in order: each block begins where the one before ends, and behind the last one all cells are zero.</summary>
    /// <inheritdoc cref="Stack(KeyedMachine, ColumnGroup, IReadOnlyList{TraceMatrix}, Span{KoalaBear})"/>
    public static IReadOnlyList<StackedBlock> Blocks(KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(traces);
        if (group == ColumnGroup.Preprocessed && machine.Program is null)
        {
            throw new InvalidOperationException("Preprocessed columns are the prover's; a verifying key has only their heights.");
        }

        var heights = group == ColumnGroup.Preprocessed ? new int[machine.Machine.Tables.Length] : Heights(machine, traces);
        var origin = BlockLayout.GroupStart(machine.Machine.Limits, group);
        List<StackedBlock> blocks = [];
        foreach (var block in BlockLayout.Blocks(machine, group, heights))
        {
            var rows = 1 << machine.Machine.Tables[block.Table].LogBlockHeight;
            var trace = group == ColumnGroup.Preprocessed ? machine.PreprocessedTrace(block.Table)! : traces[block.Table];
            blocks.Add(new(block.Start - origin, trace, block.Column, block.Number * rows, rows));
        }

        return blocks;
    }

    private static int[] Heights(KeyedMachine machine, IReadOnlyList<TraceMatrix> traces)
    {
        var tables = machine.Machine.Tables;
        if (traces.Count != tables.Length
            || tables.Any(table => traces[table.Index].Width != table.Columns.Width || traces[table.Index].Height % (1 << table.LogBlockHeight) != 0))
        {
            throw new ArgumentException("There is one trace per table, as wide as the table, in whole blocks.", nameof(traces));
        }

        int[] heights = [.. tables.Select(table => traces[table.Index].Height >> table.LogBlockHeight)];
        var fault = HeightCheck.Find(machine, heights);
        return fault == HeightFault.None ? heights : throw new ArgumentException($"The heights are refused: {fault}.", nameof(traces));
    }
}
