// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Executor.Sharding;
using PicoEngine.RiscV;

namespace PicoEngine.Executor.Memory;

/// <summary>The memory words that the current shard has touched, with the values they had when it began.</summary>
internal sealed unsafe class TouchedWordSet : IDisposable
{
    private readonly ReservedBlock _bitBlock = new(MemoryMap.WordCount / 8, "touched words");
    private readonly ReservedBlock _valueBlock = new(MemoryMap.End, "entry values of touched words");
    private readonly ReservedBlock _everBlock = new(MemoryMap.WordCount / 8, "touched words of the run");
    private readonly List<uint> _groups = [];

    /// <summary><c>[WordCount / 64]</c>: one bit per word.</summary>
    public ulong* Bits => (ulong*)_bitBlock.Pointer;

    public int Count { get; private set; }

    /// <summary>Different words over all sets drained so far.</summary>
    public long DistinctCount { get; private set; }

    public bool Contains(uint word) => (Bits[word / TouchedGroup.Size] >> (int)(word % TouchedGroup.Size) & 1) != 0;

    /// <summary>Adds a word that is not in the set.</summary>
    public void Add(uint word, uint value)
    {
        ulong* group = Bits + word / TouchedGroup.Size;
        if (*group == 0)
        {
            _groups.Add(word / TouchedGroup.Size);
        }

        *group |= 1UL << (int)(word % TouchedGroup.Size);
        ((uint*)_valueBlock.Pointer)[word] = value;
        Count++;
    }

    /// <summary>Empties the set into an immutable copy, words ascending.</summary>
    public TouchedWords Drain()
    {
        _groups.Sort();
        var groups = _groups.ToArray();
        var masks = new ulong[groups.Length];
        var values = new uint[Count];
        uint* entryValues = (uint*)_valueBlock.Pointer;
        int next = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            masks[i] = Bits[groups[i]];
            for (ulong rest = masks[i]; rest != 0; rest &= rest - 1)
            {
                values[next++] = entryValues[groups[i] * (long)TouchedGroup.Size + BitOperations.TrailingZeroCount(rest)];
            }

            ulong* ever = (ulong*)_everBlock.Pointer + groups[i];
            DistinctCount += BitOperations.PopCount(masks[i] & ~*ever);
            *ever |= masks[i];
            Bits[groups[i]] = 0;
        }

        _groups.Clear();
        Count = 0;
        return new TouchedWords(groups, masks, values);
    }

    public void Dispose()
    {
        _bitBlock.Dispose();
        _valueBlock.Dispose();
        _everBlock.Dispose();
    }
}
