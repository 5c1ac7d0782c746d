// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// The memory words that a shard touches and their values when it begins: all the memory that replaying it needs. About 4.2
/// bytes a word where accesses cluster.
/// </summary>
public sealed class TouchedWords
{
    private readonly uint[] _groups;
    private readonly ulong[] _masks;
    private readonly uint[] _values;

    /// <param name="groups">Ascending numbers of groups of <see cref="TouchedGroup.Size"/> words.</param>
    /// <param name="masks">For each group, which of its words are in the set.</param>
    /// <param name="values">The words' values, in address order.</param>
    internal TouchedWords(uint[] groups, ulong[] masks, uint[] values) => (_groups, _masks, _values) = (groups, masks, values);

    public int Count => _values.Length;

    /// <summary>Bytes held.</summary>
    public long ByteCount => 4L * _groups.Length + 8L * _masks.Length + 4L * _values.Length;

    /// <summary>The words by groups of neighbours, ascending.</summary>
    public TouchedGroupEnumerator Groups => new(_groups, _masks, _values);
}
