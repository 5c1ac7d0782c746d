// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Layout;

/// <summary>A block of one column in the dense order of its group.</summary>
/// <param name="Table">The index of the table.</param>
/// <param name="Column">The index of the column in its table.</param>
/// <param name="ColumnId">The number of the column in the machine, <see cref="BlockLayout.ColumnIds"/>.</param>
/// <param name="Number">The number of the block in its table.</param>
/// <param name="Start">Its first cell, counted from the first stacked column of all groups; a multiple of the block height.</param>
public readonly record struct CommittedBlock(int Table, int Column, int ColumnId, int Number, long Start);
