// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Devices;

/// <summary>Which libraries of NVIDIA are opened. A command takes the system's; tests give others, and no environment variable does.</summary>
/// <param name="Driver">Path of the driver's library, or null for the system's.</param>
/// <param name="Management">Path of the management library, or null for the system's.</param>
internal sealed record NvidiaLibraries(string? Driver = null, string? Management = null);
