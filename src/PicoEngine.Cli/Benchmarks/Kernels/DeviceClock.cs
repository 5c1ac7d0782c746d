// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Profiling;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The events of a device: kernels alone, without the copies and the waiting between them.</summary>
internal sealed class DeviceClock(DeviceProfiler profiler) : IKernelClock
{
    public string Measures => "kernels by the device's events";

    public KernelTiming Time(Action work)
    {
        profiler.Restart();
        work();
        DeviceProfile profile = profiler.Collect();
        return new KernelTiming(profile.KernelSeconds, Kernels(profile));
    }

    /// <summary>The kernels of a profile, the longest first.</summary>
    public static IReadOnlyList<KernelShare> Kernels(DeviceProfile profile) =>
    [
        .. profile.Work.Where(work => work.Kind == DeviceWorkKind.Kernel).OrderByDescending(work => work.Seconds)
            .Select(work => new KernelShare(work.Name, work.Count, work.Seconds)),
    ];
}
