// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Traces;

/// <summary>What a shard has left for its part of the address chain once everything that it executed has its rows.</summary>
/// <param name="BoundaryCells">Cells of the boundary columns.</param>
/// <param name="MainCells">Cells of the main columns.</param>
/// <param name="LogBlockHeight">Log of the block height that the table of words has in the shard's shape.</param>
public readonly record struct ShardRoom(long BoundaryCells, long MainCells, int LogBlockHeight);
