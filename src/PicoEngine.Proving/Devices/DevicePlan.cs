// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Proving.Devices;

/// <summary>How the memory of a device would be used, known before anything is proved.</summary>
/// <param name="Device">The device.</param>
/// <param name="UsableBytes">Memory that proving may take of it: what is free, within the limit.</param>
/// <param name="Lanes">Shards in flight at a time.</param>
/// <param name="KeyBytes">What the program's key takes, once.</param>
/// <param name="Shard">What one shard takes, phase by phase, when it is as full as its shape allows.</param>
public sealed record DevicePlan(DeviceFacts Device, long UsableBytes, int Lanes, long KeyBytes, MemoryPlan Shard)
{
    /// <summary>The most that is in use at any time.</summary>
    public long PeakBytes => KeyBytes + (Lanes * Shard.PeakBytes);
}
