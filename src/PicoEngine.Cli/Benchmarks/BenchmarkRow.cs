// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Benchmarks.Kernels;

namespace PicoEngine.Cli.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">Stable: references are compared by it.</param>
/// <param name="Measured">The figure.</param>
/// <param name="Unit">Its unit; times count as better when they are less, all else when it is more.</param>
/// <param name="Limit">In the same unit, the most for rates and the least for times that the arithmetic behind the figure allows; null where nothing was computed.</param>
internal sealed record BenchmarkRow(string Name, double Measured, string Unit, double? Limit = null)
{
    private bool IsTime => Unit is "s" or "ms" or "us" or "ns";

    /// <summary>How much of the limit is reached: 1 where nothing can be gained. Null without a limit.</summary>
    public double? Share => Limit is { } limit ? (IsTime ? Ratio(limit, Measured) : Ratio(Measured, limit)) : null;

    /// <summary>What stands behind the figure of a kernel; null for all else.</summary>
    public KernelDetail? Detail { get; init; }

    /// <summary>The figure of the same name and unit in a reference, or null.</summary>
    public double? Reference { get; init; }

    /// <summary>Above 1 where this run is faster than the reference; null without one.</summary>
    public double? Speedup => Reference is { } reference ? (IsTime ? Ratio(reference, Measured) : Ratio(Measured, reference)) : null;

    private static double? Ratio(double part, double whole) => whole > 0 ? part / whole : null;
}
