// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>
/// What a row of a Keccak table may say, by Keccak bit by bit and not by the tables' constraints: given what a row takes off the buses, what must it put on
/// them? Chunks that a row takes are chunks, and words are words, since whoever sent them proved it.
/// </summary>
internal static class KeccakRowOracle
{
    private const uint TimeEnd = 1 << 27;
    private const uint RateBytes = 136;

    public static RowVerdict Judge(string table, IReadOnlyList<RowMessage> messages)
    {
        Said said = new(messages);
        return said.IsImpossible ? RowVerdict.Impossible
            : (table switch
            {
                "keccak_permute" => IsPermute(said),
                "keccak_sponge" => IsBlock(said),
                "keccak_digest" => IsDigest(said),
                _ => IsRounds(said),
            }) && said.IsEmpty ? RowVerdict.Right : RowVerdict.Forged;
    }

    private static bool IsRounds(Said said)
    {
        if (said.FirstTaken(KeccakBuses.State) is not { } first || first[2] % 7 != 0 || first[2] / 7 is not (var row and < 6)
            || said.TakeState(first[0], first[1], row) is not { } moved)
        {
            return false;
        }

        return said.HasGivenState(first[0], first[1], row + 1, KeccakOracle.Rounds(moved, 4 * (int)row, 4));
    }

    private static bool IsPermute(Said said)
    {
        if (said.Take(RiscVBuses.Call) is not [var time, KeccakPermuteTable.Code, var low, var high, 0, 0] || low % 4 != 0)
        {
            return false;
        }

        var words = new (uint Before, uint After)[50];
        for (var i = 0; i < words.Length; i++)
        {
            if (said.Access(low + (65536ul * high) + (4ul * (uint)i), time) is not { } access)
            {
                return false;
            }

            words[i] = access;
        }

        return said.HasGivenState(time, 0, 0, KeccakOracle.Mix(Lanes(words.Select(word => word.Before))))
            && said.TakeState(time, 0, 6) is { } final && final.AsSpan().SequenceEqual(Lanes(words.Select(word => word.After)));
    }

    private static bool IsBlock(Said said)
    {
        uint time, block, rest;
        ulong data, descriptor;
        var state = new ulong[25];
        if (said.Take(RiscVBuses.Call) is { } call)
        {
            if (call is not [var ts, KeccakSpongeTable.Code, var p, var pHigh, var q, var qHigh] || p % 4 != 0 || q % 4 != 0)
            {
                return false;
            }

            (time, block, data, descriptor) = (ts, 0, p + (65536ul * pHigh), q + (65536ul * qHigh));
            if (said.Access(descriptor, time) is not { } length || length.Before != length.After || length.Before > ushort.MaxValue)
            {
                return false;
            }

            rest = length.Before;
        }
        else if (said.Take(KeccakBuses.Blocks) is { } before && said.TakeState(before[0], before[1] - 1, 6) is { } left)
        {
            (time, block, data, descriptor, rest, state) = (before[0], before[1], before[2], before[3], before[4], left);
        }
        else
        {
            return false;
        }

        return rest <= ushort.MaxValue && Absorb(said, time, data + (RateBytes * (ulong)block), rest, state)
            && said.HasGivenState(time, block, 0, KeccakOracle.Mix(state))
            && (rest >= RateBytes
                ? said.HasGiven(KeccakBuses.Blocks, time, block + 1, Element(data), Element(descriptor), rest - RateBytes)
                : said.HasGiven(KeccakBuses.Digest, time, block, Element(descriptor)));
    }

    /// <summary>Adds the bytes of a block to a state, with the padding behind the last one; the row must read just the words that hold them.</summary>
    private static bool Absorb(Said said, uint time, ulong data, uint rest, ulong[] state)
    {
        var block = new byte[RateBytes];
        for (var i = 0u; i < Math.Min(rest, RateBytes); i += 4)
        {
            if (said.Access(data + i, time) is not { } word || word.Before != word.After)
            {
                return false;
            }

            BitConverter.GetBytes(word.Before).AsSpan(0, (int)Math.Min(rest - i, 4)).CopyTo(block.AsSpan((int)i));
        }

        if (rest < RateBytes)
        {
            block[rest] ^= 0x01;
            block[^1] ^= 0x80;
        }

        for (var lane = 0; lane < block.Length / 8; lane++)
        {
            state[lane] ^= BitConverter.ToUInt64(block, 8 * lane);
        }

        return true;
    }

    private static bool IsDigest(Said said)
    {
        if (said.Take(KeccakBuses.Digest) is not [var time, var block, var descriptor] || said.TakeState(time, block, 6) is not { } final)
        {
            return false;
        }

        for (var i = 0; i < 8; i++)
        {
            if (said.Access(descriptor + 4 + (4ul * (uint)i), time + 1)?.After != (uint)(final[i / 2] >> (32 * (i % 2))))
            {
                return false;
            }
        }

        return true;
    }

    private static ulong[] Lanes(IEnumerable<uint> words) => [.. words.Chunk(2).Select(pair => pair[0] | ((ulong)pair[1] << 32))];

    private static uint Element(ulong value) => (uint)(value % KoalaBear.Modulus);

    /// <summary>The messages of a row, taken away as they are understood: what is left in the end nobody asked for.</summary>
    private sealed class Said(IReadOnlyList<RowMessage> messages)
    {
        private readonly List<RowMessage> _left = [.. messages];

        public bool IsEmpty => _left.Count == 0;

        /// <summary>Whether it takes what nobody can have given, or gives a rest that nobody takes: the row of a block looks it up as a number of 16 bits.</summary>
        public bool IsImpossible => _left.Any(message => !message.IsReceive && message.Bus == KeccakBuses.Blocks && message.Elements[4] > ushort.MaxValue) || _left.Any(message => message.IsReceive && (
            message.Bus == RiscVBuses.Memory ? message.Elements[4] >= TimeEnd || message.Elements[2] > ushort.MaxValue || message.Elements[3] > ushort.MaxValue
            : message.Bus == RiscVBuses.Call ? message.Elements[0] is 0 or >= TimeEnd || message.Elements.Skip(2).Any(limb => limb > ushort.MaxValue)
            : message.Elements[0] is 0 or >= TimeEnd || message.Elements[1] > 482
                || (message.Bus == KeccakBuses.State && (message.Elements[2] >= 49 || !message.Elements.Skip(3).All(KeccakRelations.IsChunk)))));

        public uint[]? FirstTaken(Air.Interactions.Bus bus) => _left.Find(message => message.Bus == bus && message.IsReceive)?.Elements;

        /// <summary>The only message that is taken off a bus.</summary>
        public uint[]? Take(Air.Interactions.Bus bus)
        {
            var taken = _left.Where(message => message.Bus == bus && message.IsReceive).ToArray();
            return taken.Length == 1 && _left.Remove(taken[0]) ? taken[0].Elements : null;
        }

        public bool HasGiven(Air.Interactions.Bus bus, params uint[] elements) => Remove(bus, isReceive: false, elements);

        /// <summary>The state that is taken off its bus in seven messages, as lanes.</summary>
        public ulong[]? TakeState(uint time, uint block, uint row)
        {
            var parts = Enumerable.Range(0, 7).Select(part => _left.Find(message =>
                message.Bus == KeccakBuses.State && message.IsReceive && message.Elements.AsSpan(0, 3).SequenceEqual([time, block, (7 * row) + (uint)part]))).ToArray();
            if (parts.Any(part => part is null))
            {
                return null;
            }

            _left.RemoveAll(parts.Contains);
            uint[] chunks = [.. parts.SelectMany(part => part!.Elements.Skip(3))];
            if (chunks.Skip(200).Any(rest => rest != 0))
            {
                return null;
            }

            var lanes = new ulong[25];
            for (var bit = 0; bit < 64 * lanes.Length; bit++)
            {
                lanes[bit / 64] |= (ulong)((chunks[(bit / 64 * 8) + (bit % 8)] >> (3 * (bit % 64 / 8))) & 1) << (bit % 64);
            }

            return lanes;
        }

        public bool HasGivenState(uint time, uint block, uint row, ulong[] lanes)
        {
            var chunks = new uint[7 * 29];
            for (var bit = 0; bit < 64 * lanes.Length; bit++)
            {
                chunks[(bit / 64 * 8) + (bit % 8)] |= (uint)((lanes[bit / 64] >> (bit % 64)) & 1) << (3 * (bit % 64 / 8));
            }

            return Enumerable.Range(0, 7).All(part => HasGiven(KeccakBuses.State, [time, block, (7 * row) + (uint)part, .. chunks.AsSpan(29 * part, 29)]));
        }

        /// <summary>The access to a word: values before and after, or null where there is none, or none in order.</summary>
        public (uint Before, uint After)? Access(ulong address, uint time)
        {
            var element = Element(address);
            var to = _left.Find(message => message.Bus == RiscVBuses.Memory && !message.IsReceive && message.Elements[1] == element && message.Elements[4] == time);
            var from = _left.Find(message => message.Bus == RiscVBuses.Memory && message.IsReceive && message.Elements[1] == element);
            if (to is null || from is null || to.Elements[0] != 1 || from.Elements[0] != 1 || from.Elements[4] >= time
                || to.Elements[2] > ushort.MaxValue || to.Elements[3] > ushort.MaxValue)
            {
                return null;
            }

            _left.Remove(to);
            _left.Remove(from);
            return (from.Elements[2] | (from.Elements[3] << 16), to.Elements[2] | (to.Elements[3] << 16));
        }

        private bool Remove(Air.Interactions.Bus bus, bool isReceive, uint[] elements) =>
            _left.Find(message => message.Bus == bus && message.IsReceive == isReceive && message.Elements.AsSpan().SequenceEqual(elements)) is { } found
            && _left.Remove(found);
    }
}
