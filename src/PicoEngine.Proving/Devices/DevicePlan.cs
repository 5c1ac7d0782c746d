// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Proving.Devices;

/// <summary>How the memory of a device would be used, known before anything is proved.</summary>
/// <param name="Device">The device.</param>
/// <param name="UsableBytes">Memory that proving may take of it: what is free, within the limit.</param>
/// <param name="Lanes">Shards in flight at a time.</param>
/// <param name="KeyBytes">What the program's key takes, once; on the processor with what the process takes apart from shards.</param>
/// <param name="Shard">What one shard takes, phase by phase, when it is as full as its shape allows; on the processor with its rows.</param>
public sealed record DevicePlan(DeviceFacts Device, long UsableBytes, int Lanes, long KeyBytes, MemoryPlan Shard)
{
    /// <summary>Committed main cells that a shard has at most.</summary>
    public required long ShardCells { get; init; }

    /// <summary>The most that is in use at any time.</summary>
    public long PeakBytes => KeyBytes + (Lanes * Shard.PeakBytes);
}
