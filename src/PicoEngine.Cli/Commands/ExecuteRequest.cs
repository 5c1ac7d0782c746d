// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>A checked command line of <c>execute</c>.</summary>
internal sealed record ExecuteRequest
{
    public required GuestRequest Guest { get; init; }

    public required uint ExpectedExit { get; init; }

    /// <summary>The prover whose shards the run is cut into.</summary>
    public required ProverOptions Prover { get; init; }

    /// <summary>Most cells of a shard, or null for what the prover takes.</summary>
    public long? ShardCells { get; init; }

    /// <summary>File for the profile, or null; its ending says the format.</summary>
    public string? Profile { get; init; }

    public required Rendering.ProgressStyle Progress { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether to show tables beyond the summary.</summary>
    public bool Detailed { get; init; }
}
