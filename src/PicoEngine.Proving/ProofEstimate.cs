// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving;

/// <summary>What a proof would take on this machine.</summary>
public sealed record ProofEstimate
{
    /// <summary>Instructions of the run.</summary>
    public required ulong Cycles { get; init; }

    /// <summary>The shards as they would be cut. Rows of tables that only a replay can count are upper bounds.</summary>
    public required IReadOnlyList<ShardFacts> Shards { get; init; }

    /// <summary>Expected seconds of each phase.</summary>
    public required IReadOnlyDictionary<ProvingPhase, double> StageSeconds { get; init; }

    /// <summary>How the memory of each device would be used; the processor's where it proves.</summary>
    public IReadOnlyList<DevicePlan> Devices { get; init; } = [];

    /// <summary>Expected peak memory of the host.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The limit that shards were chosen for.</summary>
    public required long MemoryLimitBytes { get; init; }

    /// <summary>Size of the proof file; it follows from the shapes of the shards.</summary>
    public required long ProofBytes { get; init; }

    /// <summary>Bits of security.</summary>
    public required SecurityBits SecurityBits { get; init; }

    /// <summary>Expected seconds of everything but <see cref="ProvingPhase.Setup"/>.</summary>
    public double Seconds => StageSeconds.Where(stage => stage.Key != ProvingPhase.Setup).Sum(stage => stage.Value);
}
