// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Backends.Cuda.Profiling;

/// <summary>What a device did between two points, measured by its own events.</summary>
/// <param name="Work">By name, in the order in which names were first seen.</param>
/// <param name="Spans">Each launch and copy, in the order of their queueing.</param>
/// <param name="BusySeconds">In which anything ran, on any stream: the union of all spans.</param>
/// <param name="QueuedSeconds">The host's time from the beginning of the profile to its first work.</param>
public sealed record DeviceProfile(ImmutableArray<DeviceWork> Work, ImmutableArray<DeviceSpan> Spans, double BusySeconds, double QueuedSeconds)
{
    /// <summary>Seconds of all kernels together; those of streams side by side count each.</summary>
    public double KernelSeconds => Work.Where(work => work.Kind == DeviceWorkKind.Kernel).Sum(work => work.Seconds);

    /// <summary>In which a kernel ran, on any stream.</summary>
    public double KernelBusySeconds()
    {
        double busy = 0;
        var until = double.NegativeInfinity;
        foreach (var span in Spans.Where(span => Work[span.Work].Kind == DeviceWorkKind.Kernel).OrderBy(span => span.StartSeconds))
        {
            var end = span.StartSeconds + span.Seconds;
            busy += Math.Max(0, end - Math.Max(span.StartSeconds, until));
            until = Math.Max(until, end);
        }

        return busy;
    }
}
