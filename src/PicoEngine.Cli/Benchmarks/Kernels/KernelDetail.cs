// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What stands behind a figure of <c>bench kernels</c>.</summary>
internal sealed record KernelDetail
{
    /// <summary>Of a run.</summary>
    public required double MedianSeconds { get; init; }

    public required double LeastSeconds { get; init; }

    public required double MostSeconds { get; init; }

    /// <summary>Behind the warm-up.</summary>
    public required int Runs { get; init; }

    /// <summary>What was counted, of a run.</summary>
    public required double Units { get; init; }

    /// <summary>The bytes that a run has to read and write at least.</summary>
    public required double Bytes { get; init; }

    /// <summary><c>memory</c>, <c>products</c> or <c>permutations</c>, of the part with the highest limit; null without a limit.</summary>
    public required string? LimitedBy { get; init; }

    /// <summary>The kernels of the median run, the longest first.</summary>
    public required IReadOnlyList<KernelShare> Kernels { get; init; }
}
