// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Gadgets;

/// <summary>Accesses of a call to consecutive words of memory, all at one time: two columns each, how long ago the previous access was.</summary>
/// <param name="set">The columns of the table.</param>
/// <param name="name">Of the columns.</param>
/// <param name="count">How many words.</param>
/// <param name="firstAccess">The number of the first one in the record of a call.</param>
/// <param name="slot">Time of the accesses after the time of the call.</param>
internal sealed class WordAccesses(ColumnSet set, string name, int count, int firstAccess, int slot)
{
    private readonly ColumnRange _gap = set.Main(name, 2 * count);

    /// <summary>How many words.</summary>
    public int Count => count;

    /// <summary>States the access to word <paramref name="index"/>.</summary>
    public void Assert<TExpr>(
        IAirBuilder<TExpr> builder, int index, TExpr address, WordLimbs<TExpr> before, WordLimbs<TExpr> after, TExpr time, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.AccessCell(1, address, before, after, time + slot, builder.Word(_gap, index), real);

    /// <summary>Writes the columns.</summary>
    public void Write(Span<int> cells, ReadOnlySpan<uint> call)
    {
        var gaps = cells.Slice(_gap[0].Index, _gap.Length);
        for (var i = 0; i < count; i++)
        {
            var gap = call[0] + (uint)slot - call[Position(firstAccess + i) + 2] - 1;
            gaps[2 * i] = (int)(gap & 0xffff);
            gaps[(2 * i) + 1] = (int)(gap >> 16);
        }
    }

    /// <summary>The words before the call.</summary>
    public void CopyBefore(ReadOnlySpan<uint> call, Span<uint> words) => Copy(call, 0, words);

    /// <summary>The words after it.</summary>
    public void CopyAfter(ReadOnlySpan<uint> call, Span<uint> words) => Copy(call, 1, words);

    private static int Position(int access) => PrecompileCallRecords.HeaderWords + (PrecompileCallRecords.AccessWords * access);

    private void Copy(ReadOnlySpan<uint> call, int offset, Span<uint> words)
    {
        for (var i = 0; i < count; i++)
        {
            words[i] = call[Position(firstAccess + i) + offset];
        }
    }
}
