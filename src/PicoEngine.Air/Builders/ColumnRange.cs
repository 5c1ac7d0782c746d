// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>Consecutive columns of one table, such as the limbs of a word.</summary>
public readonly record struct ColumnRange
{
    private readonly ColumnSet _owner;
    private readonly int _start;

    internal ColumnRange(ColumnSet owner, int start, int length)
    {
        _owner = owner;
        _start = start;
        Length = length;
    }

    /// <summary>The number of columns.</summary>
    public int Length { get; }

    /// <summary>A column of the range.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in 0..Length - 1.</exception>
    public Column this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Length);
            return new Column(_owner, _start + index);
        }
    }
}
