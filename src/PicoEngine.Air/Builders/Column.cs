// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Builders;

/// <summary>A column of one table; made by <see cref="ColumnSet"/>. The default value is no column.</summary>
public readonly record struct Column
{
    private readonly int _number;

    internal Column(ColumnSet owner, int index)
    {
        Owner = owner;
        _number = index + 1;
    }

    /// <summary>The position in a row of the table: preprocessed, boundary, then main columns, each in the order of declaration.</summary>
    /// <exception cref="InvalidOperationException">The default value.</exception>
    public int Index => _number > 0 ? _number - 1 : throw new InvalidOperationException("A default column is no column; declare it with the table's ColumnSet.");

    /// <summary>The set that declared the column; a table refuses the columns of another.</summary>
    internal ColumnSet? Owner { get; }
}
