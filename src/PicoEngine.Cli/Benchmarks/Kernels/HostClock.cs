// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The clock of the host, for backends that work in its memory.</summary>
internal sealed class HostClock : IKernelClock
{
    public string Measures => "whole operations by the host's clock";

    public KernelTiming Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return new KernelTiming(Stopwatch.GetElapsedTime(start).TotalSeconds, []);
    }
}
