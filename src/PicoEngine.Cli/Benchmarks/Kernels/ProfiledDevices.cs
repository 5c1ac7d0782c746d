// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Cli.Rendering;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The GPUs that a prover opens, each with a profile from the beginning. It is asked while the prover still has them.</summary>
internal sealed class ProfiledDevices : IDisposable
{
    private readonly List<(CudaContext Context, DeviceProfiler Profiler)> _devices = [];
    private TimeSpan _restarted;

    /// <summary>Gets the launches and copies of each device, or null.</summary>
    public ProofTimeline? Timeline { get; set; }

    /// <summary>Gives a prover's GPUs profiles.</summary>
    public CudaDeviceProvider CreateProvider(string? driver, string? management) => new(driver, management) { Opened = Watch };

    /// <summary>Forgets what was measured until now: what is of interest begins.</summary>
    public void Restart()
    {
        foreach ((CudaContext context, DeviceProfiler profiler) in Snapshot())
        {
            context.ResetPoolPeak();
            profiler.Restart();
        }

        _restarted = Timeline?.Now ?? default;
    }

    /// <summary>What each device did since.</summary>
    /// <param name="wallSeconds">The time since, as the prover tells it.</param>
    /// <param name="planBytes">What the plan of a backend on such a device says of the largest shard.</param>
    public IReadOnlyList<ProfiledDevice> Collect(double wallSeconds, Func<IProverBackend, long> planBytes)
    {
        List<ProfiledDevice> devices = [];
        foreach ((CudaContext context, DeviceProfiler profiler) in Snapshot())
        {
            DeviceProfile profile = profiler.Collect();
            PoolUsage pool = context.MeasurePool();
            Timeline?.AddTrack($"cuda:{context.Device.Ordinal}", profile.Spans.Select(span => (
                profile.Work[span.Work].Name, _restarted + TimeSpan.FromSeconds(profile.QueuedSeconds + span.StartSeconds), TimeSpan.FromSeconds(span.Seconds))));
            profiler.Pause();
            using CudaBackend backend = new(context);
            devices.Add(new ProfiledDevice(context.Device, profile, wallSeconds, planBytes(backend), pool.UsedPeak));
        }

        return devices;
    }

    public void Dispose()
    {
        foreach ((_, DeviceProfiler profiler) in Snapshot())
        {
            profiler.Dispose();
        }
    }

    private void Watch(CudaContext context)
    {
        DeviceProfiler profiler = new(context);
        lock (_devices)
        {
            _devices.Add((context, profiler));
        }
    }

    private (CudaContext Context, DeviceProfiler Profiler)[] Snapshot()
    {
        lock (_devices)
        {
            return [.. _devices];
        }
    }
}
