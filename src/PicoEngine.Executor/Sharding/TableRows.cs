// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Sharding;

/// <summary>Rows that a precompile call takes in a table.</summary>
/// <param name="Table">Index of the table among the precompile tables of the cost model; several calls may use one table.</param>
/// <param name="Rows">Rows per call.</param>
public readonly record struct TableRows(int Table, int Rows);
