// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>Rows that a precompile call takes in a table.</summary>
/// <param name="Table">Number of the table, from 0 and below <see cref="TableLimit"/>: whoever makes the cost model numbers them; calls that name the same number share the table.</param>
/// <param name="Rows">Rows per call.</param>
public readonly record struct TableRows(int Table, int Rows)
{
    /// <summary>Bound of table numbers.</summary>
    public const int TableLimit = 256;
}
