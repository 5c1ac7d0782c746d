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
    private readonly List<uint> _everGroups = [];
    private int _everCount;

    /// <summary><c>[WordCount / 64]</c>: one bit per word.</summary>
    public ulong* Bits => (ulong*)_bitBlock.Pointer;

    public int Count { get; private set; }

    // [WordCount / 64]: one bit per word of the sets drained so far.
    private ulong* Ever => (ulong*)_everBlock.Pointer;

    /// <summary>How many words of the set were in none of the sets drained so far.</summary>
    public int NewCount { get; private set; }

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
        NewCount += (int)(~Ever[word / TouchedGroup.Size] >> (int)(word % TouchedGroup.Size) & 1);
    }

    /// <summary>Empties the set into an immutable copy, words ascending.</summary>
    public TouchedWords Drain()
    {
        TouchedWords words = Copy(_groups, Bits, Count, (uint*)_valueBlock.Pointer);
        foreach (uint group in _groups)
        {
            if (Ever[group] == 0)
            {
                _everGroups.Add(group);
            }

            Ever[group] |= Bits[group];
            Bits[group] = 0;
        }

        _groups.Clear();
        _everCount += NewCount;
        Count = 0;
        NewCount = 0;
        return words;
    }

    /// <summary>The words of all sets drained so far, with their values in <paramref name="memory"/>.</summary>
    public TouchedWords CopyAll(uint* memory) => Copy(_everGroups, Ever, _everCount, memory);

    public void Dispose()
    {
        _bitBlock.Dispose();
        _valueBlock.Dispose();
        _everBlock.Dispose();
    }

    /// <summary>Sorts <paramref name="numbers"/> and copies those words of their groups that have a bit.</summary>
    private static TouchedWords Copy(List<uint> numbers, ulong* bits, int count, uint* memory)
    {
        numbers.Sort();
        var groups = numbers.ToArray();
        var masks = new ulong[groups.Length];
        var values = new uint[count];
        int next = 0;
        for (int i = 0; i < groups.Length; i++)
        {
            masks[i] = bits[groups[i]];
            for (ulong rest = masks[i]; rest != 0; rest &= rest - 1)
            {
                values[next++] = memory[groups[i] * (long)TouchedGroup.Size + BitOperations.TrailingZeroCount(rest)];
            }
        }

        return new TouchedWords(groups, masks, values);
    }
}
