// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Commands;

/// <summary>A checked command line of <c>bench</c>.</summary>
internal sealed record BenchRequest
{
    /// <summary><c>primitives</c>, <c>kernels</c> or <c>e2e</c>.</summary>
    public required string Benchmark { get; init; }

    /// <summary>Cycles of the built-in guest.</summary>
    public required ulong Cycles { get; init; }

    /// <summary>File of another guest, or null.</summary>
    public string? Elf { get; init; }

    /// <summary>That guest's input.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    public required ProverRequest Prover { get; init; }

    public required ProgressStyle Progress { get; init; }

    /// <summary><c>table</c>, <c>json</c> or <c>md</c>.</summary>
    public required string Format { get; init; }

    /// <summary>File of an earlier report, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>Which kernels.</summary>
    public KernelsRequest Kernels { get; init; } = new();

    /// <summary>Whether a proof's GPUs are asked what their time went to.</summary>
    public bool Profile { get; init; }

    /// <summary>File that gets the proof's timeline, or null.</summary>
    public string? Timeline { get; init; }

    /// <summary>File that gets the report as JSON, or null.</summary>
    public string? Output { get; init; }
}
