// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving.Scheduling;

/// <summary>How far a shard is and what happened to it.</summary>
internal sealed class ShardState
{
    /// <summary>Whether no device has it and it is not made.</summary>
    public bool IsPending { get; set; } = true;

    /// <summary>Whether it is made.</summary>
    public bool IsDone { get; set; }

    /// <summary>How often a device failed at it.</summary>
    public int Failures { get; set; }

    /// <summary>Devices that failed at it.</summary>
    public HashSet<DeviceUse> FailedOn { get; } = [];

    /// <summary>Devices that ran out of memory at it beside another shard: alone it may fit.</summary>
    public HashSet<DeviceUse> FailedBesideOthers { get; } = [];

    /// <summary>The last failure, and where.</summary>
    public (Exception Exception, DeviceUse Use)? LastFailure { get; set; }
}
