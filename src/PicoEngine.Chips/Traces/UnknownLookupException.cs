// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;

namespace PicoEngine.Chips.Traces;

/// <summary>A row looks up what is no entry of its table: the rows were made wrongly, and no proof of them exists.</summary>
public sealed class UnknownLookupException : Exception
{
    /// <summary>Names the place.</summary>
    public UnknownLookupException(string table, int row, string bus)
        : base(string.Create(CultureInfo.InvariantCulture, $"Row {row} of table {table} looks up something on bus {bus} that is no entry.")) =>
        (Table, Row, Bus) = (table, row, bus);

    /// <summary>The table of the row.</summary>
    public string Table { get; }

    /// <summary>The row.</summary>
    public int Row { get; }

    /// <summary>The bus.</summary>
    public string Bus { get; }
}
