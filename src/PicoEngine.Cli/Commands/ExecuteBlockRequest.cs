// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inputs;
using PicoEngine.Cli.Rendering;
using PicoEngine.Proving;

namespace PicoEngine.Cli.Commands;

/// <summary>A checked command line of <c>execute-block</c>.</summary>
internal sealed record ExecuteBlockRequest
{
    /// <summary>At least one block.</summary>
    public required IReadOnlyList<BlockSource> Blocks { get; init; }

    public required ulong CycleLimit { get; init; }

    /// <summary>The prover whose shards the runs are cut into.</summary>
    public required ProverOptions Prover { get; init; }

    public required ProgressStyle Progress { get; init; }

    public bool Json { get; init; }

    /// <summary>Whether to show the tables of every block, not of a single one alone.</summary>
    public bool Detailed { get; init; }
}
