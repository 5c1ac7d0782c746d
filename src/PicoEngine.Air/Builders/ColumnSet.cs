// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Air.Builders;

/// <summary>The columns of a table, declared one after the other: preprocessed ones first, then boundary, then main.</summary>
/// <remarks>
/// A table declares them in fields and reads them by handle, so a misspelt column does not compile; the trace generator writes to
/// <see cref="Column.Index"/>. A gadget that needs columns of its own takes the set in its constructor. Nothing can be declared once the table is compiled.
/// </remarks>
public sealed class ColumnSet
{
    private readonly List<string> _names = [];
    private readonly int[] _widths = new int[3];
    private ColumnGroup _last;
    private bool _sealed;

    /// <summary>The names of all columns by index.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of columns of all groups.</summary>
    public int Width => _names.Count;

    /// <summary>Declares a column that the verifying key commits to.</summary>
    /// <exception cref="InvalidOperationException">A later group has begun, or the table is compiled; here and below.</exception>
    public Column Preprocessed(string name) => Add(ColumnGroup.Preprocessed, name);

    /// <summary>Declares <paramref name="count"/> consecutive preprocessed columns.</summary>
    public ColumnRange Preprocessed(string name, int count) => Add(ColumnGroup.Preprocessed, name, count);

    /// <summary>Declares a column that phase 1 commits to; only these and preprocessed columns may enter a global bus.</summary>
    public Column Boundary(string name) => Add(ColumnGroup.Boundary, name);

    /// <summary>Declares <paramref name="count"/> consecutive boundary columns.</summary>
    public ColumnRange Boundary(string name, int count) => Add(ColumnGroup.Boundary, name, count);

    /// <summary>Declares a column that the proof of the shard commits to.</summary>
    public Column Main(string name) => Add(ColumnGroup.Main, name);

    /// <summary>Declares <paramref name="count"/> consecutive main columns.</summary>
    public ColumnRange Main(string name, int count) => Add(ColumnGroup.Main, name, count);

    /// <summary>The number of columns of a group.</summary>
    public int GroupWidth(ColumnGroup group) => _widths[(int)group];

    /// <summary>The index of the first column of a group.</summary>
    public int GroupStart(ColumnGroup group) => _widths.AsSpan(0, (int)group).ToArray().Sum();

    /// <summary>The group of the column with this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public ColumnGroup GroupOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Width);
        return index < GroupStart(ColumnGroup.Boundary) ? ColumnGroup.Preprocessed
            : index < GroupStart(ColumnGroup.Main) ? ColumnGroup.Boundary : ColumnGroup.Main;
    }

    /// <summary>The column with this index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Column this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Width);
            return new Column(this, index);
        }
    }

    internal void Seal() => _sealed = true;

    private Column Add(ColumnGroup group, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (_sealed || group < _last)
        {
            throw new InvalidOperationException(_sealed
                ? $"Column {name} is declared after the table was compiled."
                : $"{group} column {name} is declared after a {_last} column; the order is preprocessed, boundary, main.");
        }

        _last = group;
        _widths[(int)group]++;
        _names.Add(name);
        return new Column(this, _names.Count - 1);
    }

    private ColumnRange Add(ColumnGroup group, string name, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var start = _names.Count;
        for (var i = 0; i < count; i++)
        {
            Add(group, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"));
        }

        return new ColumnRange(this, start, count);
    }
}
