// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Precompiles.Sha256;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Sha256;

/// <summary>
/// What the rows of a call may say, by the executor's SHA-256 and not by the tables' constraints: given what a row takes off the buses, what must it put on
/// them? Values that a row takes are words, since whoever sent them proved it.
/// </summary>
internal static class Sha256Oracle
{
    private const int CallWords = 16;

    // Times are below this.
    private const uint TimeEnd = 1 << 27;
    private const int RoundsPerRow = 8;

    private static readonly uint[] RoundConstants = [.. Enumerable.Range(0, 64).Select(Constant)];

    public static RowVerdict Judge(string table, IReadOnlyList<RowMessage> messages)
    {
        // What nobody else can have sent: no call has such a time, no cell such a value or time, no row such limbs.
        Said said = new(messages);
        var times = messages.Where(message => message.Bus != RiscVBuses.Memory).Select(message => message.Elements[0]);
        if (times.Any(time => time is 0 or >= TimeEnd)
            || said.Taken(RiscVBuses.Memory).Any(cell => cell[4] >= TimeEnd || !IsWord(cell[2], cell[3]))
            || said.Taken(RiscVBuses.Call).Any(call => !AreWords(call.AsSpan(2)))
            || said.Taken(Sha256Buses.Rounds).Any(message => message[2] > 8 || !AreWords(message.AsSpan(3)))
            || said.Taken(Sha256Buses.Schedule).Any(message => message[2] is < 2 or > 7 || message.Skip(3).Any(sum => sum >= 4 << 16)))
        {
            return RowVerdict.Impossible;
        }

        return table switch
        {
            "sha256_extend" => Extend(said),
            "sha256_compress" => Compress(said),
            _ => Rounds(said),
        };
    }

    private static RowVerdict Extend(Said said)
    {
        var call = said.Taken(RiscVBuses.Call).SingleOrDefault();
        var (low, high) = (said.Taken(Sha256Buses.Schedule).ElementAtOrDefault(0), said.Taken(Sha256Buses.Schedule).ElementAtOrDefault(1));
        if (call is not null == low is not null || low is null != high is null)
        {
            return RowVerdict.Forged;
        }

        uint time, pointer;
        var number = 0u;
        if (call is not null)
        {
            if (call[1] != Sha256ExtendTable.Code || call[2] % 4 != 0 || call[4] != 0 || call[5] != 0)
            {
                return RowVerdict.Forged;
            }

            (time, pointer) = (call[0], Address(call[2], call[3], 0));
        }
        else
        {
            (time, pointer, number) = (low![0], low[1], low[2] / 2);
            if (low[2] % 2 != 0 || high![0] != time || high[1] != pointer || high[2] != low[2] + 1)
            {
                return RowVerdict.Forged;
            }
        }

        if (!said.AccessesAt(pointer + (64 * number), CallWords, number == 0 ? time : time + 1, out var before, out var words))
        {
            return RowVerdict.Forged;
        }

        // The words, by the schedule; and the sums that go on, by what the words of a next row would have to be.
        var expected = number == 0 ? before : Next(low!.AsSpan(3), high!.AsSpan(3));
        if (!expected.AsSpan().SequenceEqual(words))
        {
            return RowVerdict.Forged;
        }

        var sent = said.Given(Sha256Buses.Schedule);
        if (number == 3)
        {
            return sent.Count == 0 ? RowVerdict.Right : RowVerdict.Forged;
        }

        var schedule = new uint[64];
        words.CopyTo(schedule.AsSpan());
        Sha256Rounds.Extend(schedule);
        return sent.Count == 2
            && sent[0].AsSpan(0, 3).SequenceEqual([time, pointer, (2 * number) + 2]) && sent[1].AsSpan(0, 3).SequenceEqual([time, pointer, (2 * number) + 3])
            && sent.SelectMany(sums => sums.Skip(3)).All(sum => sum < 4 << 16)
            && Next(sent[0].AsSpan(3), sent[1].AsSpan(3)).AsSpan().SequenceEqual(schedule.AsSpan(16, 16))
            ? RowVerdict.Right : RowVerdict.Forged;
    }

    private static RowVerdict Compress(Said said)
    {
        var (call, variables, state) = (said.Taken(RiscVBuses.Call).SingleOrDefault(), said.Taken(Sha256Buses.Rounds).SingleOrDefault(), said.Given(Sha256Buses.Rounds).SingleOrDefault());
        if (call is null || variables is null || state is null || call[1] != Sha256CompressTable.Code)
        {
            return RowVerdict.Forged;
        }

        var (time, schedule) = (call[0], Address(call[2], call[3], 0));
        if (call[2] % 4 != 0 || call[4] % 4 != 0 || !said.AccessesAt(Address(call[4], call[5], 0), 8, time + 1, out var before, out var after))
        {
            return RowVerdict.Forged;
        }

        var added = Words(variables.AsSpan(3));
        return state.AsSpan(0, 3).SequenceEqual([time, schedule, 0u]) && variables.AsSpan(0, 3).SequenceEqual([time, schedule, 8u])
            && AreWords(state.AsSpan(3)) && Words(state.AsSpan(3)).AsSpan().SequenceEqual(before)
            && before.Zip(added, (x, y) => x + y).SequenceEqual(after)
            ? RowVerdict.Right : RowVerdict.Forged;
    }

    private static RowVerdict Rounds(Said said)
    {
        var (from, to) = (said.Taken(Sha256Buses.Rounds).SingleOrDefault(), said.Given(Sha256Buses.Rounds).SingleOrDefault());
        if (from is null || to is null)
        {
            return RowVerdict.Forged;
        }

        var (time, schedule, number) = (from[0], from[1], from[2]);
        return number < 8 && said.AccessesAt(schedule + (32 * number), RoundsPerRow, time, out var before, out var after) && before.AsSpan().SequenceEqual(after)
            && to.AsSpan(0, 3).SequenceEqual([time, schedule, number + 1]) && AreWords(to.AsSpan(3))
            && Words(to.AsSpan(3)).AsSpan().SequenceEqual(Round(Words(from.AsSpan(3)), after, (int)number))
            ? RowVerdict.Right : RowVerdict.Forged;
    }

    /// <summary>Eight rounds (FIPS 180-4, section 6.2.2), written down once more.</summary>
    private static uint[] Round(uint[] variables, uint[] words, int number)
    {
        var (a, b, c, d, e, f, g, h) = (variables[0], variables[1], variables[2], variables[3], variables[4], variables[5], variables[6], variables[7]);
        for (var i = 0; i < words.Length; i++)
        {
            var sum = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + ((e & f) ^ (~e & g)) + RoundConstants[(8 * number) + i] + words[i];
            var other = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (a, b, c, d, e, f, g, h) = (sum + other, a, b, c, d + sum, e, f, g);
        }

        return [a, b, c, d, e, f, g, h];

        static uint Rotate(uint x, int count) => System.Numerics.BitOperations.RotateRight(x, count);
    }

    /// <summary>K by its definition: the first 32 bits of the fractional part of the cube root of a prime.</summary>
    private static uint Constant(int index)
    {
        var primes = 0;
        for (var candidate = 2; ; candidate++)
        {
            if (Enumerable.Range(2, candidate - 2).All(divisor => candidate % divisor != 0) && primes++ == index)
            {
                // The largest n with n^3 <= candidate 2^96 is the cube root times 2^32.
                var target = new System.Numerics.BigInteger(candidate) << 96;
                System.Numerics.BigInteger root = 0;
                for (var bit = 35; bit >= 0; bit--)
                {
                    var next = root + (System.Numerics.BigInteger.One << bit);
                    root = next * next * next <= target ? next : root;
                }

                return (uint)(root & uint.MaxValue);
            }
        }
    }

    /// <summary>16 words from sums of what all earlier words add to them, and from each other.</summary>
    private static uint[] Next(ReadOnlySpan<uint> low, ReadOnlySpan<uint> high)
    {
        var words = new uint[CallWords];
        for (var i = 0; i < CallWords; i++)
        {
            words[i] = low[i] + (high[i] << 16);
            words[i] += i >= 7 ? words[i - 7] : 0;
            words[i] += i >= 2 ? Rotate(words[i - 2], 17) ^ Rotate(words[i - 2], 19) ^ (words[i - 2] >> 10) : 0;
            words[i] += i == 15 ? Rotate(words[0], 7) ^ Rotate(words[0], 18) ^ (words[0] >> 3) : 0;
        }

        return words;

        static uint Rotate(uint x, int count) => System.Numerics.BitOperations.RotateRight(x, count);
    }

    private static bool IsWord(uint low, uint high) => low <= ushort.MaxValue && high <= ushort.MaxValue;

    private static bool AreWords(ReadOnlySpan<uint> limbs) => limbs.IndexOfAnyExceptInRange(0u, ushort.MaxValue) < 0;

    private static uint[] Words(ReadOnlySpan<uint> limbs)
    {
        var words = new uint[limbs.Length / 2];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = limbs[2 * i] | (limbs[(2 * i) + 1] << 16);
        }

        return words;
    }

    // Modulo p, as the machine has addresses.
    private static uint Address(uint low, uint high, uint offset) => (uint)((low + (65536ul * high) + offset) % KoalaBear.Modulus);

    /// <summary>The messages of a row.</summary>
    private sealed class Said(IReadOnlyList<RowMessage> messages)
    {
        public List<uint[]> Taken(Air.Interactions.Bus bus) => [.. messages.Where(message => message.Bus.Id == bus.Id && message.IsReceive).Select(message => message.Elements)];

        public List<uint[]> Given(Air.Interactions.Bus bus) => [.. messages.Where(message => message.Bus.Id == bus.Id && !message.IsReceive).Select(message => message.Elements)];

        /// <summary>Whether the row's memory accesses are those to so many words, all at one time and each after its previous one.</summary>
        public bool AccessesAt(uint address, int count, uint time, out uint[] before, out uint[] after)
        {
            (before, after) = (new uint[count], new uint[count]);
            var (taken, given) = (Taken(RiscVBuses.Memory), Given(RiscVBuses.Memory));
            if (taken.Count != count || given.Count != count)
            {
                return false;
            }

            for (var i = 0; i < count; i++)
            {
                var at = Address(address % KoalaBear.Modulus, 0, 4 * (uint)i);
                var (from, to) = (taken.Find(cell => cell[1] == at), given.Find(cell => cell[1] == at));
                if (from is null || to is null || from[0] != 1 || to[0] != 1 || to[4] != time || from[4] >= time || !IsWord(to[2], to[3]))
                {
                    return false;
                }

                (before[i], after[i]) = (from[2] | (from[3] << 16), to[2] | (to[3] << 16));
            }

            return true;
        }
    }
}
