// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>What the row of a call may say, by the arithmetic of the layouts and not by the table's constraints.</summary>
internal sealed class CallOracle(IReadOnlyList<CallLayout> layouts)
{
    // Times are below this.
    private const uint TimeEnd = 1 << 27;

    /// <param name="messages">The messages of the row besides lookups.</param>
    public RowVerdict Judge(IReadOnlyList<RowMessage> messages)
    {
        var (call, taken, given) = (Taken(messages, RiscVBuses.Call), Taken(messages, RiscVBuses.Memory), Given(messages, RiscVBuses.Memory));

        // What nobody else can have sent: no call has such a time or such limbs, no cell such a value or time.
        if (call.Any(one => one[0] is 0 or >= TimeEnd || one.Skip(2).Any(limb => limb > ushort.MaxValue))
            || taken.Any(cell => cell[4] >= TimeEnd || cell[2] > ushort.MaxValue || cell[3] > ushort.MaxValue))
        {
            return RowVerdict.Impossible;
        }

        return call.Count == 1 && 1 + taken.Count + given.Count == messages.Count && layouts.SingleOrDefault(layout => layout.Code == call[0][1]) is { } called
            && IsRight(called, call[0], taken, given)
            ? RowVerdict.Right : RowVerdict.Forged;
    }

    private static bool IsRight(CallLayout layout, uint[] call, List<uint[]> taken, List<uint[]> given)
    {
        var pointers = new[] { call[2] + (65536 * call[3]), call[4] + (65536 * call[5]) };
        var count = layout.Operands.Sum(operand => operand.Words);
        if (pointers.Any(pointer => pointer % 4 != 0) || taken.Count != count || given.Count != count)
        {
            return false;
        }

        // The order in which a row states its accesses says nothing; but each names its cell and its time.
        List<uint> before = [];
        List<uint> after = [];
        foreach (var operand in layout.Operands)
        {
            for (var i = 0; i < operand.Words; i++)
            {
                var address = (uint)((pointers[operand.IsAtSecond ? 1 : 0] + (4ul * (uint)(operand.Offset + i))) % KoalaBear.Modulus);
                var time = call[0] + operand.Slot;
                var access = given.FindIndex(cell => cell[0] == 1 && cell[1] == address && cell[4] == time);
                if (access < 0 || taken[access][0] != 1 || taken[access][1] != address || taken[access][4] >= time)
                {
                    return false;
                }

                var (from, to) = (taken[access], given[access]);
                taken.RemoveAt(access);
                given.RemoveAt(access);
                if (to[2] > ushort.MaxValue || to[3] > ushort.MaxValue || (!operand.IsWritten && (from[2] != to[2] || from[3] != to[3])))
                {
                    return false;
                }

                before.Add(from[2] | (from[3] << 16));
                if (operand.IsWritten)
                {
                    after.Add(to[2] | (to[3] << 16));
                }
            }
        }

        return layout.Result([.. before]) is { } expected && expected.AsSpan().SequenceEqual(after.ToArray());
    }

    private static List<uint[]> Taken(IReadOnlyList<RowMessage> messages, Air.Interactions.Bus bus) =>
        [.. messages.Where(message => message.Bus.Id == bus.Id && message.IsReceive).Select(message => message.Elements)];

    private static List<uint[]> Given(IReadOnlyList<RowMessage> messages, Air.Interactions.Bus bus) =>
        [.. messages.Where(message => message.Bus.Id == bus.Id && !message.IsReceive).Select(message => message.Elements)];
}
