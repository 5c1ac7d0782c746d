// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Proving.Sizing;

namespace PicoEngine.Proving.Devices;

/// <summary>The size of shards, and how many each device has in flight.</summary>
/// <param name="Sizing">The size.</param>
/// <param name="HostBytes">Memory of the host that may be taken.</param>
/// <param name="Threads">Threads of the host.</param>
/// <param name="Devices">The GPUs that take shards; none when the processor does.</param>
/// <param name="Host">The processor: alone, or in reserve behind the GPUs; null when it may not take any.</param>
internal sealed record PoolPlan(
    ShardSizing Sizing, long HostBytes, int Threads, ImmutableArray<(PooledDevice Device, DevicePlan Plan)> Devices, HostLanes? Host)
{
    /// <summary>Shards whose rows fit into the host's memory side by side: those in flight on all GPUs together.</summary>
    public int HostLanesAtMost { get; init; } = int.MaxValue;

    /// <summary>Shards in flight, as long as all devices are well.</summary>
    public int Lanes(int shards) => Devices.IsEmpty ? Host!.Threads(Threads, shards).Count : Math.Min(Math.Min(shards, HostLanesAtMost), Devices.Sum(item => item.Plan.Lanes));

    /// <summary>How the memory of each device would be used; the processor's where it proves.</summary>
    public IReadOnlyList<DevicePlan> Describe()
    {
        if (!Devices.IsEmpty)
        {
            return [.. Devices.Select(item => item.Plan)];
        }

        using CpuBackend backend = new(1);
        MemoryPlan shard = FullShard.Plan(backend, Sizing.Largest);
        long rows = MemoryModel.FullRowBytes(Sizing.Largest);
        return
        [
            new DevicePlan(
                Host!.Device.Facts,
                HostBytes,
                Host.Threads(Threads, int.MaxValue).Count,
                MemoryModel.ProcessBytes + MemoryModel.KeyBytes(Sizing.Largest),
                shard with { Phases = [.. shard.Phases.Select(phase => phase with { Bytes = phase.Bytes + rows })] }) { ShardCells = Sizing.MainCells },
        ];
    }

    /// <summary>The lanes for a run.</summary>
    /// <remarks>
    /// The number of shards follows from program, input and sizes alone and is not rounded to a multiple of the devices: that would take a second execution
    /// with other cuts, and the proof would depend on the number of devices. Lanes take a shard when they are free, so devices end at most a shard apart.
    /// </remarks>
    /// <param name="shards">Shards of the run.</param>
    public IReadOnlyList<DeviceUse> Uses(int shards)
    {
        if (Devices.IsEmpty)
        {
            return [new DeviceUse(Host!.Device, Host.Threads(Threads, shards))];
        }

        int threads = Math.Max(1, Threads / Lanes(shards));
        List<DeviceUse> uses = [.. Devices.Select(item => new DeviceUse(item.Device, [.. Enumerable.Repeat(threads, item.Plan.Lanes)]))];
        if (Host is not null)
        {
            uses.Add(new DeviceUse(Host.Device, Host.Threads(Threads, shards), isReserve: true));
        }

        return uses;
    }
}
