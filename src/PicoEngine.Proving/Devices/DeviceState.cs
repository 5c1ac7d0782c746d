// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Devices;

/// <summary>Whether a device is given shards.</summary>
public enum DeviceState
{
    /// <summary>It is.</summary>
    Ready,

    /// <summary>No: it stopped answering, or could not be opened.</summary>
    Lost,

    /// <summary>No: its memory does not suffice for a shard of this run.</summary>
    OutOfMemory,

    /// <summary>No: it computed something wrong, and is not used again by this prover.</summary>
    Quarantined,
}
