// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Air.Builders;
using PicoEngine.Chips.Memory;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Traces;

/// <summary>Which shard carries which part of the address chain, and which one the image. Any division is right; this one fills shards in order.</summary>
public static class RunPlan
{
    private static readonly ColumnSet WordColumns = new MemoryTable().Columns;
    private static readonly ColumnSet ImageColumns = new ImageTable().Columns;
    private static readonly ColumnSet SegmentColumns = new SegmentTable().Columns;

    /// <summary>Divides the chain.</summary>
    /// <param name="layout">The cells that the program initialises.</param>
    /// <param name="registers">The register cells when the run is over.</param>
    /// <param name="words">The touched memory words when the run is over, by ascending address.</param>
    /// <param name="rooms">What each shard has left.</param>
    /// <param name="idleRoom">What a shard has left that executes nothing.</param>
    /// <returns>
    /// A slice per shard, in order; where the shards have too little room, also slices for shards behind the last one that execute nothing.
    /// </returns>
    /// <exception cref="ArgumentException">Words are out of order, or a shard that executes nothing has no room either.</exception>
    public static ImmutableArray<ChainSlice> Divide(
        ImageLayout layout,
        IReadOnlyList<FinalCellRecord> registers,
        ReadOnlySpan<FinalCellRecord> words,
        IReadOnlyList<ShardRoom> rooms,
        ShardRoom idleRoom)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentOutOfRangeException.ThrowIfNotEqual(registers.Count, RegisterNumbers.Count);
        var (image, chain) = Separate(layout, registers, words);
        var slices = ImmutableArray.CreateBuilder<ChainSlice>();
        var (next, segment, key, hasImage) = (0, 0, 0u, false);
        while (slices.Count < rooms.Count || next < chain.Length || segment < layout.Segments.Length || !hasImage)
        {
            var isIdle = slices.Count >= rooms.Count;
            var room = Take(isIdle ? idleRoom : rooms[slices.Count], SegmentColumns, layout.Segments.Length, new SegmentTable().LogBlockHeight) ?? default;
            var takesImage = false;
            if (!hasImage && Take(room, ImageColumns, image.Length, new ImageTable().LogBlockHeight) is { } rest)
            {
                (room, takesImage, hasImage) = (rest, true, true);
            }

            var count = Math.Min(Rows(room), chain.Length - next);
            if (isIdle && count == 0 && !takesImage)
            {
                throw new ArgumentException("A shard that executes nothing has no room.", nameof(idleRoom));
            }

            var slice = Slice(layout, chain.AsMemory(next, count), key, segment, isLast: next + count == chain.Length && room != default);
            slices.Add(takesImage ? slice with { Image = image } : slice);
            (next, segment, key) = (next + count, segment + slice.SegmentCount, slice.KeyOut);
        }

        return slices.ToImmutable();
    }

    private static ChainSlice Slice(ImageLayout layout, ReadOnlyMemory<FinalCellRecord> words, uint keyIn, int segment, bool isLast)
    {
        // Segments go with the word behind them, those behind the last word with that word.
        var end = segment;
        var last = words.IsEmpty ? 0 : CellKeys.OfAddress(words.Span[^1].Address);
        while (end < layout.Segments.Length && (isLast || layout.Segments[end].High < last))
        {
            end++;
        }

        return new ChainSlice { KeyIn = keyIn, Words = words, Segments = layout.Segments, FirstSegment = segment, SegmentCount = end - segment };
    }

    /// <summary>Splits the touched words into those of the image, which get the untouched ones between them, and the others.</summary>
    private static (FinalCellRecord[] Image, FinalCellRecord[] Chain) Separate(
        ImageLayout layout, IReadOnlyList<FinalCellRecord> registers, ReadOnlySpan<FinalCellRecord> words)
    {
        var cells = layout.Cells.Span;
        var image = new FinalCellRecord[cells.Length];
        for (var i = 0; i < registers.Count; i++)
        {
            image[i] = registers[i];
        }

        var touched = 0;
        var word = 0;
        for (var cell = registers.Count; cell < cells.Length; cell++)
        {
            image[cell] = new FinalCellRecord(cells[cell].Address, cells[cell].Value, 0);
            while (word < words.Length && words[word].Address < cells[cell].Address)
            {
                word++;
            }

            if (word < words.Length && words[word].Address == cells[cell].Address)
            {
                image[cell] = words[word++];
                touched++;
            }
        }

        var chain = new FinalCellRecord[words.Length - touched];
        var (next, of) = (0, registers.Count);
        for (var i = 0; i < words.Length; i++)
        {
            if (i > 0 && words[i - 1].Address >= words[i].Address)
            {
                throw new ArgumentException("The words are in ascending order.", nameof(words));
            }

            while (of < cells.Length && cells[of].Address < words[i].Address)
            {
                of++;
            }

            if (of == cells.Length || cells[of].Address != words[i].Address)
            {
                chain[next++] = words[i];
            }
        }

        return (image, chain);
    }

    /// <summary>The rows of words that a room holds, in whole blocks.</summary>
    private static int Rows(ShardRoom room)
    {
        var rows = Math.Min(
            room.BoundaryCells / WordColumns.GroupWidth(ColumnGroup.Boundary), room.MainCells / WordColumns.GroupWidth(ColumnGroup.Main));
        return (int)Math.Min(rows >> room.LogBlockHeight << room.LogBlockHeight, 1 << 22);
    }

    /// <summary>The room that is left behind a table of so many rows, or null where they do not fit.</summary>
    private static ShardRoom? Take(ShardRoom room, ColumnSet columns, int rows, int logBlockHeight)
    {
        var cells = (long)((rows + (1 << logBlockHeight) - 1) >> logBlockHeight) << logBlockHeight;
        var rest = room with
        {
            BoundaryCells = room.BoundaryCells - (cells * columns.GroupWidth(ColumnGroup.Boundary)),
            MainCells = room.MainCells - (cells * columns.GroupWidth(ColumnGroup.Main)),
        };
        return rest.BoundaryCells < 0 || rest.MainCells < 0 ? null : rest;
    }
}
