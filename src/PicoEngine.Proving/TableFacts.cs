// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving;

/// <summary>A table in a shard.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Its rows, whole blocks.</param>
/// <param name="Cells">Its committed cells: rows times boundary and main columns.</param>
/// <param name="Interactions">Messages of all rows.</param>
public sealed record TableFacts(string Name, long Rows, long Cells, long Interactions);
