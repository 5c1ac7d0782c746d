// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.RiscV.Events;

/// <summary>A memory word or register that a shard touched: its value on entry and on exit, and the time of its last access.</summary>
/// <param name="Address">Byte address of the word, or the register's number.</param>
/// <param name="ValueIn">Value when the shard began.</param>
/// <param name="ValueOut">Value when it ended.</param>
/// <param name="LastTimestamp">Timestamp of the last access.</param>
public readonly record struct BoundaryRecord(uint Address, uint ValueIn, uint ValueOut, uint LastTimestamp);
