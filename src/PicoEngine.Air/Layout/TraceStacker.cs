// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>Copies tables into the stacked columns of a group.</summary>
public static class TraceStacker
{
    /// <summary>The stacked columns, column-major, zero after the dense end.</summary>
    /// <param name="machine">The machine with its preprocessed columns.</param>
    /// <param name="group">The group.</param>
    /// <param name="traces">
    /// Per table all its columns, a whole number of blocks high; not read for the preprocessed group, which the program of the machine gives.
    /// </param>
    /// <exception cref="InvalidOperationException">The preprocessed group of a machine without the program's columns.</exception>
    /// <exception cref="ArgumentException">The heights are refused by <see cref="HeightCheck"/>, or a trace has the wrong width or a broken block.</exception>
    public static KoalaBear[] Stack(KeyedMachine machine, ColumnGroup group, IReadOnlyList<TraceMatrix> traces)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(traces);
        if (group == ColumnGroup.Preprocessed && machine.Program is null)
        {
            throw new InvalidOperationException("Preprocessed columns are the prover's; a verifying key has only their heights.");
        }

        var limits = machine.Machine.Limits;
        var stacked = new KoalaBear[HeightCheck.Capacity(limits, group)];
        var heights = group == ColumnGroup.Preprocessed ? new int[machine.Machine.Tables.Length] : Heights(machine, traces);
        var origin = BlockLayout.GroupStart(limits, group);
        foreach (var block in BlockLayout.Blocks(machine, group, heights))
        {
            var rows = 1 << machine.Machine.Tables[block.Table].LogBlockHeight;
            var trace = group == ColumnGroup.Preprocessed ? machine.PreprocessedTrace(block.Table)! : traces[block.Table];
            trace.Column(block.Column).Slice(block.Number * rows, rows).CopyTo(stacked.AsSpan(checked((int)(block.Start - origin)), rows));
        }

        return stacked;
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
