// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>The touched words among 64 neighbours.</summary>
public readonly ref struct TouchedGroup
{
    /// <summary>Words in a group.</summary>
    public const int Size = 64;

    internal TouchedGroup(uint firstWord, ulong mask, ReadOnlySpan<uint> values)
    {
        FirstWord = firstWord;
        Mask = mask;
        Values = values;
    }

    /// <summary>Index of the group's first word, a multiple of <see cref="Size"/>.</summary>
    public uint FirstWord { get; }

    /// <summary>Bit i is set when word FirstWord + i is touched.</summary>
    public ulong Mask { get; }

    /// <summary>Values of the touched words, ascending.</summary>
    public ReadOnlySpan<uint> Values { get; }
}
