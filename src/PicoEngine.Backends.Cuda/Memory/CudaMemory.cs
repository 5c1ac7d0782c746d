// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Memory;

/// <summary>What the buffers of a shard take on a device, phase by phase: lengths as the parts ask for them. Programs, challenges and sums besides are some megabytes.</summary>
internal static class CudaMemory
{
    private const long Word = sizeof(uint);
    private const long Element = KoalaBearExtension5.Degree * Word;

    public static MemoryPlan Plan(string device, SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNotEqual(heights.Length, machine.Tables.Length, nameof(heights));

        // The boundary group keeps its codewords, the main group makes them again.
        var boundary = GroupBytes(parameters, ColumnGroup.Boundary) + CodewordBytes(parameters, ColumnGroup.Boundary);
        var groups = boundary + GroupBytes(parameters, ColumnGroup.Main);
        return new(device,
        [
            new(ProverPhase.Commit, groups + CodewordBytes(parameters, ColumnGroup.Main)),
            new(ProverPhase.LogUp, groups + CudaLogUpOps.TreeBytes(machine, heights)),
            new(ProverPhase.Zerocheck, groups + ZerocheckBytes(parameters, machine, heights)),
            new(ProverPhase.Open, groups + OpeningBytes(parameters)),
        ]);
    }

    /// <summary>Stacked columns and the digests of their tree.</summary>
    private static long GroupBytes(SystemParameters parameters, ColumnGroup group) =>
        ((long)parameters.StackedWidths[(int)group] * Word << parameters.LogStackedHeight)
        + DeviceTree.Bytes(WhirShape.GroupLayout(parameters, (int)group), parameters.LogCapSize);

    private static long CodewordBytes(SystemParameters parameters, ColumnGroup group)
    {
        var layout = WhirShape.GroupLayout(parameters, (int)group);
        return (long)layout.Width * Word << layout.LogHeight;
    }

    /// <summary>All columns and s behind the skip, half of that again while a variable is bound, and weights for each pair of rows of the highest table.</summary>
    private static long ZerocheckBytes(SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights)
    {
        var (cells, highest) = (0L, 0L);
        foreach (var table in machine.Tables)
        {
            var rows = ((long)heights[table.Index] << table.LogBlockHeight) >> parameters.LogSkip;
            cells += (rows + 3) / 4 * 4 * (table.Columns.Width + 1);
            highest = Math.Max(highest, rows);
        }

        return (3 * Element * cells / 2) + (2 * Element * highest);
    }

    /// <summary>
    /// Both vectors while they fold once, or folded with the codewords, their trees and the transform of query weights; the values of pieces before them are fewer.
    /// </summary>
    private static long OpeningBytes(SystemParameters parameters)
    {
        var full = Element << parameters.LogStackedHeight;
        var folded = 0L;
        for (var round = 1; round < parameters.Rounds; round++)
        {
            folded += (Element << parameters.LogCodewordLength(round)) + DeviceTree.Bytes(WhirShape.RoundLayout(parameters, round), parameters.LogCapSize);
        }

        // Pieces as elements, as vectors e, e and A, and A as it was uploaded.
        var index = 5 * Element << parameters.IndexVariables;
        var queries = 2 * Element << parameters.LogLeafCount(0);
        return Math.Max(index, Math.Max(3 * full, full + folded + queries));
    }
}
