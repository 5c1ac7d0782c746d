// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The devices of a kind.</summary>
/// <param name="Devices">In the order of their numbers, unsupported ones too; none where the kind cannot be used.</param>
/// <param name="Unavailable">Why the kind cannot be used at all: no library, no driver, one too old, no device; else null.</param>
public sealed record DeviceListing(ImmutableArray<DeviceFacts> Devices, PicoException? Unavailable = null)
{
    /// <summary>Those that can prove.</summary>
    public IEnumerable<DeviceFacts> Supported => Devices.Where(device => device.Unsupported is null);
}
