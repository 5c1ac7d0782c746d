// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>What one precompile call adds to a shard, beyond its ECALL row and the words that it touches.</summary>
/// <param name="Cost">All of its rows together.</param>
/// <param name="Rows">How many of them stand in which table; tables with fewer rows than another one of the same calls may be left out.</param>
public sealed record CallCost(TableCost Cost, params IReadOnlyList<TableRows> Rows);
