// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Proving.Devices;

/// <summary>A device to prove on.</summary>
/// <param name="Provider">Opens it.</param>
/// <param name="Facts">What it is.</param>
public sealed record SelectedDevice(IDeviceProvider Provider, DeviceFacts Facts);
