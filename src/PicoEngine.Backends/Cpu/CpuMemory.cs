// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Cpu.Zerocheck;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cpu;

/// <summary>What the CPU backend's buffers and trees of a shard take, phase by phase: lengths as the parts ask for them, not what the pool rounds them up to.</summary>
internal static class CpuMemory
{
    private const long Word = sizeof(uint);
    private const long Element = KoalaBearExtension5.Degree * Word;

    public static MemoryPlan Plan(string device, SystemParameters parameters, Machine machine, ReadOnlySpan<int> heights)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentOutOfRangeException.ThrowIfNotEqual(heights.Length, machine.Tables.Length, nameof(heights));
        var rows = new int[heights.Length];
        foreach (var table in machine.Tables)
        {
            rows[table.Index] = heights[table.Index] << table.LogBlockHeight;
        }

        // The boundary group keeps its codewords, the main group makes them again.
        var groups = GroupBytes(parameters, ColumnGroup.Boundary, CodewordStorage.Keep) + GroupBytes(parameters, ColumnGroup.Main, CodewordStorage.Recompute);
        return new(device,
        [
            new(ProverPhase.Commit, groups + CodewordBytes(parameters, ColumnGroup.Main)),
            new(ProverPhase.LogUp, groups + TreeBytes(machine, rows)),
            new(ProverPhase.Zerocheck, groups + FoldedBytes(parameters, machine, rows)),
            new(ProverPhase.Open, groups + OpeningBytes(parameters)),
        ]);
    }

    private static long GroupBytes(SystemParameters parameters, ColumnGroup group, CodewordStorage storage) =>
        ((long)parameters.StackedWidths[(int)group] * Word << parameters.LogStackedHeight)
        + DigestBytes(WhirShape.GroupLayout(parameters, (int)group))
        + (storage == CodewordStorage.Keep ? CodewordBytes(parameters, group) : 0);

    private static long CodewordBytes(SystemParameters parameters, ColumnGroup group)
    {
        var layout = WhirShape.GroupLayout(parameters, (int)group);
        return (long)layout.Width * Word << layout.LogHeight;
    }

    private static long TreeBytes(Machine machine, int[] rows)
    {
        FractionLayout layout = new(machine.Limits.LogMaximumHeight, [.. machine.LeafGroups.Select(leaf => rows[leaf.Table])]);
        return Word * (layout.Arrangements[layout.LayerCount].Length * FractionTile.NodeColumns + FractionTree.Length(layout));
    }

    /// <summary>Tables behind the skip, once as they are and once as they become in the next round, and two vectors of weights.</summary>
    private static long FoldedBytes(SystemParameters parameters, Machine machine, int[] rows)
    {
        var bytes = 2 * Element * Math.Max(rows.Max() >> parameters.LogSkip, FoldedTable.RowPadding);
        foreach (var table in machine.Tables)
        {
            bytes += FoldedTable.Length(table.Columns.Width, rows[table.Index] >> parameters.LogSkip) * Word;
        }

        return bytes;
    }

    /// <summary>Both vectors while they fold once, or folded with the largest codeword and tree and the transform of query weights, whichever is more.</summary>
    private static long OpeningBytes(SystemParameters parameters)
    {
        var full = Element << parameters.LogStackedHeight;
        var folding = 2 * (full + (full / 2));
        var folded = 0L;
        for (var round = 1; round < parameters.Rounds; round++)
        {
            folded += (Element << parameters.LogCodewordLength(round)) + DigestBytes(WhirShape.RoundLayout(parameters, round));
        }

        var queries = 2 * Element << parameters.LogLeafCount(0);
        return Math.Max(folding, full + folded + queries);
    }

    /// <summary>A digest for each node of a tree.</summary>
    private static long DigestBytes(LeafLayout layout) => 2 * Digest.Length * Word << layout.LogLeafCount;
}
