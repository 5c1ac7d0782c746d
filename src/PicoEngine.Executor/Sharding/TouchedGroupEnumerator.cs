// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Executor.Sharding;

/// <summary>Walks the groups of a <see cref="TouchedWords"/> by ascending address, for <c>foreach</c>.</summary>
public ref struct TouchedGroupEnumerator
{
    private readonly ReadOnlySpan<uint> _groups;
    private readonly ReadOnlySpan<ulong> _masks;
    private ReadOnlySpan<uint> _rest;
    private int _next;

    internal TouchedGroupEnumerator(ReadOnlySpan<uint> groups, ReadOnlySpan<ulong> masks, ReadOnlySpan<uint> values)
    {
        _groups = groups;
        _masks = masks;
        _rest = values;
    }

    public TouchedGroup Current { get; private set; }

    public readonly TouchedGroupEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next == _groups.Length)
        {
            return false;
        }

        int count = BitOperations.PopCount(_masks[_next]);
        Current = new TouchedGroup(_groups[_next] * TouchedGroup.Size, _masks[_next], _rest[..count]);
        _rest = _rest[count..];
        _next++;
        return true;
    }
}
