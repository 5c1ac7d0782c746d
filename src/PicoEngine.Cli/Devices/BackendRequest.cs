// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Cli.Devices;

/// <summary>On which devices a command line wants proofs to be made.</summary>
/// <param name="Kind">The kind; null leaves it to the engine.</param>
/// <param name="Devices">Numbers of the devices; null for all that are supported.</param>
internal sealed record BackendRequest(BackendKind? Kind = null, IReadOnlyList<int>? Devices = null);
