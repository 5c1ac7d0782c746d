// SPDX-License-Identifier: MIT OR Apache-2.0

using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Simulation;

/// <summary>Tests over the simulated driver, one after the other: its faults and counts are those of the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulatedDriverTests
{
    public const string Name = "simulated driver";
}
