// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>
/// A set of memory words with their values: those that a shard touches as it finds them, all the memory that replaying it
/// needs; or those of a run as it leaves them. About 4.2 bytes a word where accesses cluster.
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

    /// <summary>No words.</summary>
    public static TouchedWords Empty { get; } = new([], [], []);

    public int Count => _values.Length;

    /// <summary>Bytes held.</summary>
    public long ByteCount => 4L * _groups.Length + 8L * _masks.Length + 4L * _values.Length;

    /// <summary>The words by groups of neighbours, ascending.</summary>
    public TouchedGroupEnumerator Groups => new(_groups, _masks, _values);
}
