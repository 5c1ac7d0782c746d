// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Memory;

/// <summary>The part of the address chain of a run that one shard carries: consecutive keys, any number of them.</summary>
public sealed record ChainSlice
{
    /// <summary>A slice of no keys at all, with no image.</summary>
    public static ChainSlice Empty { get; } = new();

    /// <summary>The key where the slice goes on from; 0 at the start of a run.</summary>
    public uint KeyIn { get; init; }

    /// <summary>The touched words outside the image, by ascending address.</summary>
    public ReadOnlyMemory<FinalCellRecord> Words { get; init; }

    /// <summary>All segments of the program.</summary>
    public ImmutableArray<ImageSegment> Segments { get; init; } = [];

    /// <summary>Index of the first segment of the slice.</summary>
    public int FirstSegment { get; init; }

    /// <summary>Number of segments of the slice.</summary>
    public int SegmentCount { get; init; }

    /// <summary>How the cells of the image end, in the order of <see cref="ImageLayout.Cells"/>; empty where another shard has them.</summary>
    public ReadOnlyMemory<FinalCellRecord> Image { get; init; }

    /// <summary>The last key of the slice.</summary>
    public uint KeyOut
    {
        get
        {
            var word = Words.IsEmpty ? KeyIn : CellKeys.OfAddress(Words.Span[^1].Address);
            return SegmentCount == 0 ? word : Math.Max(word, Segments[FirstSegment + SegmentCount - 1].High);
        }
    }

    /// <summary>The key before that of a word of the slice.</summary>
    /// <param name="word">Index in <see cref="Words"/>.</param>
    public uint KeyBefore(int word)
    {
        var words = Words.Span;
        var key = CellKeys.OfAddress(words[word].Address);
        var before = word == 0 ? KeyIn : CellKeys.OfAddress(words[word - 1].Address);
        for (var i = FirstSegment; i < FirstSegment + SegmentCount && Segments[i].High < key; i++)
        {
            before = Math.Max(before, Segments[i].High);
        }

        return before;
    }

    /// <summary>The key before the first one of a segment of the slice.</summary>
    /// <param name="segment">Index in <see cref="Segments"/>.</param>
    public uint KeyBeforeSegment(int segment)
    {
        var before = segment == FirstSegment ? KeyIn : Segments[segment - 1].High;
        var words = Words.Span;
        var (low, high) = (0, words.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = CellKeys.OfAddress(words[middle].Address) < Segments[segment].Low ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? before : Math.Max(before, CellKeys.OfAddress(words[low - 1].Address));
    }
}
