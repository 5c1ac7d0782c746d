// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Devices;

namespace PicoEngine.Proving;

/// <summary>A verified proof of a run, and what making it took.</summary>
public sealed record ProvenRun
{
    /// <summary>The proof file (<c>.pico</c>).</summary>
    public required ReadOnlyMemory<byte> ProofBytes { get; init; }

    /// <summary>SHA-256 of the encoding of the verifying key: what a verifier must know.</summary>
    public required ReadOnlyMemory<byte> VerifyingKeyDigest { get; init; }

    /// <summary>The bytes that the guest made public.</summary>
    public required ReadOnlyMemory<byte> PublicValues { get; init; }

    /// <summary>SHA-256 of the program's ELF file, as hex digits.</summary>
    public required string ProgramSha256 { get; init; }

    /// <summary>Name of the parameter set.</summary>
    public required string Parameters { get; init; }

    /// <summary>Instructions of the run.</summary>
    public required ulong Cycles { get; init; }

    /// <summary>The shards in order.</summary>
    public required IReadOnlyList<ShardFacts> Shards { get; init; }

    /// <summary>Wall-clock seconds of each phase; phases that overlap add up to more than the whole.</summary>
    public required IReadOnlyDictionary<ProvingPhase, double> StageSeconds { get; init; }

    /// <summary>Wall-clock time of the whole, without setup.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Bits of security from the compiled machine.</summary>
    public required SecurityBits SecurityBits { get; init; }

    /// <summary>Most memory that the process has had.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>Shards whose proofs were taken from the resume directory.</summary>
    public required int ReusedShards { get; init; }

    /// <summary>What each device did; the processor in reserve only if it was used.</summary>
    public required IReadOnlyList<DeviceReport> Devices { get; init; }

    /// <summary>Shards that failed on a device and were made again.</summary>
    public int RetriedShards => Devices.Sum(device => device.Retries);
}
