// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PicoEngine.Cli.Benchmarks.Kernels;
using PicoEngine.Proving.Devices;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>What a benchmark measured, and where.</summary>
/// <param name="Name"><c>primitives</c>, <c>kernels</c> or <c>e2e</c>.</param>
/// <param name="Threads">Threads that worked.</param>
/// <param name="Rows">The figures.</param>
internal sealed record BenchmarkReport(string Name, int Threads, IReadOnlyList<BenchmarkRow> Rows)
{
    /// <summary>What was measured besides, under names as in other reports: cycles, shards, bytes.</summary>
    public IReadOnlyList<(string Name, long Value)> Counts { get; init; } = [];

    /// <summary>The backend that was measured, <c>cpu</c> or <c>cuda:0</c> for example; null where only the processor is asked.</summary>
    public string? Backend { get; init; }

    /// <summary>The devices of a proof, and why these; null where none was made.</summary>
    public BackendSelection? Selection { get; init; }

    /// <summary>What each device did for a proof.</summary>
    public IReadOnlyList<DeviceReport> Proved { get; init; } = [];

    /// <summary>The GPU that was measured, or null.</summary>
    public MeasuredDevice? Device { get; init; }

    /// <summary>What the time of GPUs went to in a proof; empty where nobody asked.</summary>
    public IReadOnlyList<ProfiledDevice> Devices { get; init; } = [];

    /// <summary>What was measured of the device's limits in the same run.</summary>
    public IReadOnlyList<BenchmarkRow> Ceilings { get; init; } = [];

    /// <summary>What the times are of, or null.</summary>
    public string? Clock { get; init; }

    /// <summary>Lines below the table.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The file that rows are compared with, or null.</summary>
    public string? Reference { get; init; }

    /// <summary>Processor, vectors and runtime on a line.</summary>
    public string Machine { get; } =
        $"{ProcessorName() ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} cores, {VectorBits()}-bit vectors, {RuntimeInformation.FrameworkDescription}";

    /// <summary>Programs that ran or waited to run in the last minute, this one among them; null where the system does not say. More than cores, and the figures are of a part of the machine.</summary>
    public double? LoadAverage { get; } = ReadLoadAverage();

    private static double? ReadLoadAverage()
    {
        try
        {
            return double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

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
