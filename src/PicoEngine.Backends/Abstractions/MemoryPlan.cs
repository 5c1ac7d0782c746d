// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Backends.Abstractions;

/// <summary>What a shard takes of a device's memory, phase by phase.</summary>
/// <param name="Device">The <see cref="IPrimitiveBackend.Name"/> of the backend.</param>
/// <param name="Phases">Every phase once, in order.</param>
public sealed record MemoryPlan(string Device, ImmutableArray<PhaseMemory> Phases)
{
    /// <summary>The most that is in use at any time.</summary>
    public long PeakBytes => Phases.Max(phase => phase.Bytes);
}
