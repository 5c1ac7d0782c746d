// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Backends.Cuda.Zerocheck;

/// <summary>Numbers of columns, a bit for each: tables have thousands, and the parts of a table are compared hundreds of times.</summary>
internal sealed class ColumnSet
{
    private const int BitsOfWord = 64;

    private ulong[] _words = [];

    /// <summary>Some columns.</summary>
    public ColumnSet(IEnumerable<int> columns)
    {
        foreach (var column in columns)
        {
            if (column / BitsOfWord >= _words.Length)
            {
                Array.Resize(ref _words, (column / BitsOfWord) + 1);
            }

            _words[column / BitsOfWord] |= 1UL << (column % BitsOfWord);
        }

        Count = _words.Sum(BitOperations.PopCount);
    }

    /// <summary>How many columns there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of these another set lacks.</summary>
    public int CountBeside(ColumnSet other)
    {
        var count = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            count += BitOperations.PopCount(i < other._words.Length ? _words[i] & ~other._words[i] : _words[i]);
        }

        return count;
    }

    /// <summary>Adds the columns of another set.</summary>
    public void Add(ColumnSet other)
    {
        Count += other.CountBeside(this);
        if (other._words.Length > _words.Length)
        {
            Array.Resize(ref _words, other._words.Length);
        }

        for (var i = 0; i < other._words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }
}
