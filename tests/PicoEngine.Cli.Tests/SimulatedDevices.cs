// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Cli.Tests;

/// <summary>The simulated driver is one in a process: its tests run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class SimulatedDevices
{
    public const string Name = "simulated devices";
}
