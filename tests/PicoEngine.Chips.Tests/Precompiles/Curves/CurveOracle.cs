// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>What a row of a table of curves may say: one call, its accesses in their order and at their times, and the words after it that <see cref="CurveCall"/> says.</summary>
internal static class CurveOracle
{
    // Times are below this.
    private const uint TimeEnd = 1 << 27;

    /// <summary>Judges the messages of a row other than lookups.</summary>
    public static RowVerdict Judge(IReadOnlyList<RowMessage> messages)
    {
        var calls = messages.Where(message => message.Bus.Id == RiscVBuses.Call.Id && message.IsReceive).ToArray();
        var cells = messages.Where(message => message.Bus.Id == RiscVBuses.Memory.Id).Select(message => message).ToArray();
        if (calls.Length != 1 || calls.Length + cells.Length != messages.Count || cells.Length % 2 != 0)
        {
            return RowVerdict.Forged;
        }

        // What nobody else can have sent: no call has such a time or register, no cell such a value or time.
        var said = calls[0].Elements;
        if (said[0] is 0 or >= TimeEnd || said.Skip(2).Any(limb => limb > ushort.MaxValue)
            || cells.Any(cell => cell.IsReceive && (cell.Elements[4] >= TimeEnd || cell.Elements[2] > ushort.MaxValue || cell.Elements[3] > ushort.MaxValue))
            || CurveCall.All.FirstOrDefault(one => one.Code == said[1]) is not { } call)
        {
            return RowVerdict.Impossible;
        }

        var (a0, a1) = (said[2] + (said[3] << 16), said[4] + (said[5] << 16));
        Accesses accesses = new(cells, said[0]);
        var words = 2 * call.CoordinateWords;
        uint[]? p, q = [], after;
        if (call.IsAdd)
        {
            (q, var same) = accesses.Next(a1, words, 0);
            (p, after) = accesses.Next(a0, words, 1);
            if (!IsAligned(a1) || q is null || !q.AsSpan().SequenceEqual(same))
            {
                return RowVerdict.Forged;
            }
        }
        else if (call.IsDecompression)
        {
            var (known, same) = accesses.Next(a0 + (uint)(2 * words), words / 2, 0);
            var (before, found) = accesses.Next(a0, words / 2, 0);
            if (known is null || before is null || !known.AsSpan().SequenceEqual(same))
            {
                return RowVerdict.Forged;
            }

            (p, after) = ([.. before, .. known], [.. found!, .. known]);
        }
        else
        {
            (p, after) = accesses.Next(a0, words, 0);
        }

        return IsAligned(a0) && accesses.IsAtEnd && p is not null && call.IsRight(p, q, a1, after) ? RowVerdict.Right : RowVerdict.Forged;
    }

    private static bool IsAligned(uint pointer) => pointer % 4 == 0;

    /// <summary>Accesses in the order of their statement.</summary>
    private sealed class Accesses(RowMessage[] cells, uint time)
    {
        private int _next;

        public bool IsAtEnd => _next == cells.Length;

        /// <summary>The words before and after so many accesses to consecutive words; null if the next accesses are others.</summary>
        public (uint[]? Before, uint[]? After) Next(uint address, int count, uint slot)
        {
            var (before, after) = (new uint[count], new uint[count]);
            for (var i = 0; i < count; i++, _next += 2)
            {
                if (_next + 2 > cells.Length || !cells[_next].IsReceive || cells[_next + 1].IsReceive)
                {
                    return default;
                }

                var (from, to) = (cells[_next].Elements, cells[_next + 1].Elements);
                var at = (uint)((address + (4ul * (uint)i)) % KoalaBear.Modulus);
                if (from[0] != 1 || to[0] != 1 || from[1] != at || to[1] != at || to[4] != time + slot || from[4] >= to[4]
                    || to[2] > ushort.MaxValue || to[3] > ushort.MaxValue)
                {
                    return default;
                }

                (before[i], after[i]) = (from[2] | (from[3] << 16), to[2] | (to[3] << 16));
            }

            return (before, after);
        }
    }
}
