// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>Cells of a row by the names of their columns; the row that it was made from keeps its own.</summary>
internal sealed class RowEdit(IAirTable table, KoalaBear[] cells)
{
    public KoalaBear[] Cells { get; } = [.. cells];

    public KoalaBear this[string column]
    {
        get => Cells[Index(column)];
        set => Cells[Index(column)] = value;
    }

    /// <summary>A word in the columns <paramref name="name"/>[0] and <paramref name="name"/>[1].</summary>
    public long Word(string name) => this[name + "[0]"].ToCanonical() + ((long)this[name + "[1]"].ToCanonical() << 16);

    public RowEdit Set(string column, long value)
    {
        this[column] = KoalaBear.Reduce(value);
        return this;
    }

    public RowEdit SetWord(string name, long value) => Set(name + "[0]", value & 0xffff).Set(name + "[1]", value >> 16);

    private int Index(string column)
    {
        for (var i = 0; i < table.Columns.Width; i++)
        {
            if (table.Columns.Names[i] == column)
            {
                return i;
            }
        }

        throw new ArgumentException($"Table {table.Name} has no column {column}.", nameof(column));
    }
}
