// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>Why a device failed.</summary>
public enum DeviceFault
{
    /// <summary>It does not answer, or gave up a kernel; nothing on it can be used any more.</summary>
    Lost,

    /// <summary>Its memory does not suffice; smaller shards, or another device, may do.</summary>
    OutOfMemory,

    /// <summary>It computed something wrong. What it makes cannot be relied on any more.</summary>
    WrongResult,
}
