// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Memory;

/// <summary>The cells that a program initialises and their runs on the address chain.</summary>
public sealed class ImageLayout
{
    private ImageLayout(ImageCell[] cells, ImmutableArray<ImageSegment> segments) => (Cells, Segments) = (cells, segments);

    /// <summary>By ascending key: the register cells, then every memory word with file bytes. Words behind those of a segment (bss) start as 0 like all others.</summary>
    public ReadOnlyMemory<ImageCell> Cells { get; }

    /// <summary>The maximal runs of their keys, ascending; the first begins with the reserved keys.</summary>
    public ImmutableArray<ImageSegment> Segments { get; }

    /// <summary>The layout of a program.</summary>
    public static ImageLayout Of(ProgramImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var cells = new ImageCell[RegisterNumbers.Count + image.ImageWords];
        for (var i = 0; i < RegisterNumbers.Count; i++)
        {
            cells[i] = new ImageCell(true, (uint)i, 0);
        }

        List<ImageSegment> runs = [new(CellKeys.OfRegister(0), CellKeys.LastReserved)];
        var next = RegisterNumbers.Count;
        foreach (var segment in image.Segments)
        {
            var words = segment.Words.Span;
            if (words.IsEmpty)
            {
                continue;
            }

            var low = CellKeys.OfAddress(segment.Address);
            for (var i = 0; i < words.Length; i++)
            {
                cells[next++] = new ImageCell(false, segment.Address + (4 * (uint)i), words[i]);
            }

            var last = runs[^1];
            if (low == last.High + 1)
            {
                runs[^1] = last with { High = low + (uint)words.Length - 1 };
            }
            else
            {
                runs.Add(new ImageSegment(low, low + (uint)words.Length - 1));
            }
        }

        return new ImageLayout(cells, [.. runs]);
    }
}
