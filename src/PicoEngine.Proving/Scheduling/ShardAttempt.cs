// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving.Scheduling;

/// <summary>A shard that a device has in work.</summary>
/// <param name="index">Which, from 0.</param>
/// <param name="use">The device.</param>
internal sealed class ShardAttempt(int index, DeviceUse use)
{
    /// <summary>Which shard, from 0.</summary>
    public int Index => index;

    /// <summary>The device.</summary>
    public DeviceUse Use => use;

    /// <summary>Whether the device had another shard in work at some time of this attempt.</summary>
    public bool WasShared { get; set; }
}
