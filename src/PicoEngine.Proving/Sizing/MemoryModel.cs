// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Protocol.Parameters;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Keys;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Proving.Sizing;

/// <summary>Bytes that proving takes at its peak: a formula over shape and heights, compared with measurements by the benchmark <c>prove</c>.</summary>
internal static class MemoryModel
{
    /// <summary>
    /// Runtime, code, tables of transforms and permutations, and the guest's touched memory and checkpoints of a middling run.
    /// </summary>
    public const long ProcessBytes = 256L << 20;

    private const long Word = sizeof(uint);
    private const long Element = 5 * Word;

    // A leaf of the LogUp tree: numerator and denominator, and as much again for the layers above it.
    private const long LeafBytes = 2 * 2 * Element;

    // Behind the skip round tables are in the extension, once as they are and once as they become in the next round.
    private const double FoldedCopies = 1.5;

    // Those of memory instructions, the larger ones, with the eighth more that their buffers have.
    private static readonly double RecordBytes = Unsafe.SizeOf<MemoryInstructionRecord>() * 1.125;

    /// <summary>The key: preprocessed columns as tables and stacked, their codewords and tree.</summary>
    public static long KeyBytes(KeyedShape shape)
    {
        long cells = BlockLayout.CellCount(shape.Machine, ColumnGroup.Preprocessed, new int[shape.Machine.Machine.Tables.Length]);
        return (Word * cells) + GroupBytes(shape.Parameters, ColumnGroup.Preprocessed);
    }

    /// <summary>One shard while it is proved, without <see cref="KeyBytes"/> and <see cref="ProcessBytes"/>.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="heights">Height in blocks of each table of the shape.</param>
    public static long ShardBytes(KeyedShape shape, ReadOnlySpan<int> heights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(heights.Length, shape.Machine.Machine.Tables.Length);
        double rowBytes = 0;
        foreach (TableDefinition table in shape.Machine.Machine.Tables)
        {
            rowBytes += BytesPerRow(shape.Parameters, table) * ((long)heights[table.Index] << table.LogBlockHeight);
        }

        return (long)rowBytes + FixedBytes(shape.Parameters);
    }

    /// <summary>A shard that is as full as its shape allows: the most that <see cref="ShardBytes"/> gives for any run.</summary>
    public static long FullShardBytes(KeyedShape shape)
    {
        return (long)(MostPerCell(shape, ColumnGroup.Main, BytesPerRow) * HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Main))
            + (long)(MostPerCell(shape, ColumnGroup.Boundary, BytesPerRow) * HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Boundary))
            + FixedBytes(shape.Parameters);

        double BytesPerRow(TableDefinition table) => MemoryModel.BytesPerRow(shape.Parameters, table);
    }

    /// <summary>What a full shard takes of the host's memory when a device proves it: records and rows. What is there once for all shards comes on top.</summary>
    public static long FullRowBytes(KeyedShape shape) =>
        (long)(MostPerCell(shape, ColumnGroup.Main, RowBytes) * HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Main))
        + (long)(MostPerCell(shape, ColumnGroup.Boundary, RowBytes) * HeightCheck.Capacity(shape.Machine.Machine.Limits, ColumnGroup.Boundary));

    /// <summary>What the key takes on a device: its columns stacked, their codewords and tree.</summary>
    public static long DeviceKeyBytes(KeyedShape shape) => GroupBytes(shape.Parameters, ColumnGroup.Preprocessed);

    /// <summary>The most that a cell of a group costs in any table; tables with boundary columns count there. Those of the key are few and fixed.</summary>
    private static double MostPerCell(KeyedShape shape, ColumnGroup group, Func<TableDefinition, double> bytesPerRow) => shape.Machine.Machine.Tables
        .Where(table => table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0
            && (table.Columns.GroupWidth(ColumnGroup.Boundary) > 0) == (group == ColumnGroup.Boundary))
        .Max(table => bytesPerRow(table) / table.Columns.GroupWidth(group));

    /// <summary>Records that a row is made from, its cells, its leaves with their tree, and what is left of it behind the skip round.</summary>
    private static double BytesPerRow(SystemParameters parameters, TableDefinition table)
    {
        return RowBytes(table)
            + (table.Leaves(parameters.InteractionsPerLeaf).Length * LeafBytes)
            + (table.Columns.Width * Element * FoldedCopies / (1 << parameters.LogSkip));
    }

    private static double RowBytes(TableDefinition table) =>
        (table.Columns.GroupWidth(ColumnGroup.Preprocessed) == 0 ? RecordBytes : 0) + (table.Columns.Width * Word);

    private static long FixedBytes(SystemParameters parameters) =>
        GroupBytes(parameters, ColumnGroup.Boundary) + GroupBytes(parameters, ColumnGroup.Main) + OpeningBytes(parameters);

    /// <summary>Stacked columns, codewords, and the tree with its leaves.</summary>
    private static long GroupBytes(SystemParameters parameters, ColumnGroup group)
    {
        LeafLayout layout = WhirShape.GroupLayout(parameters, (int)group);
        return (parameters.StackedWidths[(int)group] * ((Word << parameters.LogStackedHeight) + (Word << layout.LogHeight))) + TreeBytes(layout);
    }

    /// <summary>The batched polynomial with its weights, and the codewords and trees of the rounds, the first of which is the largest by far.</summary>
    private static long OpeningBytes(SystemParameters parameters)
    {
        long bytes = 2 * (Element << parameters.LogStackedHeight);
        for (int round = 1; round < parameters.Rounds; round++)
        {
            bytes += (Element << parameters.LogCodewordLength(round)) + TreeBytes(WhirShape.RoundLayout(parameters, round));
        }

        return bytes;
    }

    private static long TreeBytes(LeafLayout layout) => (2 * Digest.Length * Word) << layout.LogLeafCount;
}
