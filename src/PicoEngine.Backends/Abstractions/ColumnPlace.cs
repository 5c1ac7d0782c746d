// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Backends.Abstractions;

/// <summary>Where the column of a table lies in the stacked columns of its group: its rows are contiguous there.</summary>
/// <param name="Group">The group.</param>
/// <param name="Start">The cell of row 0, counted from the first cell of the group's first stacked column.</param>
/// <param name="Height">Rows in this shard; none when the table is absent, though the preprocessed group has cells for it.</param>
public readonly record struct ColumnPlace(ColumnGroup Group, long Start, int Height);
