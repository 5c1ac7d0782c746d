// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary>A checked command line of <c>prove</c> or <c>prove-block</c>.</summary>
internal sealed record ProveRequest
{
    /// <summary>What is to be proved.</summary>
    public required IProofSource Source { get; init; }

    public required ProverRequest Prover { get; init; }

    /// <summary>Where the proof goes.</summary>
    public required string Output { get; init; }

    /// <summary>Directory for finished shards, or null.</summary>
    public string? Resume { get; init; }

    /// <summary>The key that the program must have, as a digest or a file; null when any will do.</summary>
    public string? ExpectedKey { get; init; }

    /// <summary>File for the trace of phases and shards, or null.</summary>
    public string? Timeline { get; init; }

    public required ProgressStyle Progress { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether to show the shards with their tables.</summary>
    public bool Detailed { get; init; }
}
