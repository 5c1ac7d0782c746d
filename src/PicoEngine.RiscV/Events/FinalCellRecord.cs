// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>A memory word or register cell when the run is over.</summary>
/// <param name="Address">Byte address of the word, or the cell's number (<see cref="RegisterNumbers"/>).</param>
/// <param name="Value">Its value.</param>
/// <param name="Shard">Number of the last shard, from 1, that touched it.</param>
public readonly record struct FinalCellRecord(uint Address, uint Value, ushort Shard);
