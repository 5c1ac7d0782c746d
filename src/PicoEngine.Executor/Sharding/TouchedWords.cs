// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// The memory words that a shard touches and their values when it begins: all the memory that replaying it needs. About 4.2
/// bytes a word where accesses cluster.
/// </summary>
public sealed class TouchedWords
{
    private const int GroupSize = 64;
    private readonly uint[] _groups;
    private readonly ulong[] _masks;
    private readonly uint[] _values;

    /// <param name="groups">Ascending numbers of 64-word groups.</param>
    /// <param name="masks">For each group, which of its words are in the set.</param>
    /// <param name="values">The words' values, in address order.</param>
    internal TouchedWords(uint[] groups, ulong[] masks, uint[] values) => (_groups, _masks, _values) = (groups, masks, values);

    public int Count => _values.Length;

    /// <summary>Bytes held.</summary>
    public long ByteCount => 4L * _groups.Length + 8L * _masks.Length + 4L * _values.Length;

    /// <summary>Word indices (address / 4) and entry values, ascending.</summary>
    public IEnumerable<(uint Word, uint Value)> Enumerate()
    {
        int next = 0;
        for (int i = 0; i < _groups.Length; i++)
        {
            for (ulong rest = _masks[i]; rest != 0; rest &= rest - 1)
            {
                yield return (_groups[i] * GroupSize + (uint)BitOperations.TrailingZeroCount(rest), _values[next++]);
            }
        }
    }
}
