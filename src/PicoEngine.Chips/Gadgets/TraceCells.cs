// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Writing cells of a trace by column handle.</summary>
internal static class TraceCells
{
    /// <summary>A number below p.</summary>
    public static void Set(this TraceMatrix trace, Column column, int row, uint value) =>
        trace.Column(column.Index)[row] = KoalaBear.FromCanonical(value);

    /// <summary>An element.</summary>
    public static void Set(this TraceMatrix trace, Column column, int row, KoalaBear value) => trace.Column(column.Index)[row] = value;

    /// <summary>The two limbs of a word.</summary>
    public static void SetWord(this TraceMatrix trace, ColumnRange limbs, int row, uint word)
    {
        trace.Set(limbs[0], row, word & 0xffff);
        trace.Set(limbs[1], row, word >> 16);
    }
}
