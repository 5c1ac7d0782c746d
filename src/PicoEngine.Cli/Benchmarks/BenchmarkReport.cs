// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>What a benchmark measured, and where.</summary>
/// <param name="Name"><c>primitives</c> or <c>e2e</c>.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Rows">The figures.</param>
internal sealed record BenchmarkReport(string Name, int Threads, IReadOnlyList<BenchmarkRow> Rows)
{
    /// <summary>What was measured besides, under names as in other reports: cycles, shards, bytes.</summary>
    public IReadOnlyList<(string Name, long Value)> Counts { get; init; } = [];

    /// <summary>The file that rows are compared with, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>Processor, vectors and runtime on a line.</summary>
    public string Machine { get; } =
        $"{ProcessorName() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {VectorBits()}-bit vectors, {RuntimeInformation.FrameworkDescription}";

    private static int VectorBits() => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>As Linux says it; elsewhere the architecture has to do.</summary>
    private static string? ProcessorName()
    {
        try
        {
            return File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
