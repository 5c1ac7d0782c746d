// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Profiling;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>What a GPU did in a proof.</summary>
/// <param name="Device">The device.</param>
/// <param name="Profile">Its kernels and copies.</param>
/// <param name="WallSeconds">The time of the proof.</param>
/// <param name="PlanBytes">What the plan of the largest shard says, for one shard at a time and without the key's columns.</param>
/// <param name="PeakBytes">The most that was in buffers, of all shards in flight and the key.</param>
internal sealed record ProfiledDevice(CudaDevice Device, DeviceProfile Profile, double WallSeconds, long PlanBytes, long PeakBytes)
{
    /// <summary>In which a kernel ran, on any stream.</summary>
    public double KernelSeconds { get; } = Profile.KernelBusySeconds();

    /// <summary>Of the proof's time, what no kernel of this device ran in.</summary>
    public double ShareOutsideKernels => 1 - (KernelSeconds / WallSeconds);
}
