// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Executor.Profiling;

/// <summary>A region that the guest marked with <c>cycle-tracker-start: NAME</c> and <c>cycle-tracker-end: NAME</c>.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Depth">Regions open around its first start.</param>
/// <param name="Count">Times it was closed.</param>
/// <param name="Cycles">Cycles inside, over all times, inner regions included.</param>
public sealed record RegionReport(string Name, int Depth, ulong Count, ulong Cycles)
{
    /// <summary>Wall-clock time inside, unconstrained blocks and inner regions included; another one in every run.</summary>
    public TimeSpan Duration { get; init; }
}
