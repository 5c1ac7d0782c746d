// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Proving.Scheduling;

namespace PicoEngine.Proving.Devices;

/// <summary>A device and what it is used for in one run. The scheduler of the run changes it, under its lock.</summary>
/// <param name="device">The device.</param>
/// <param name="laneThreads">For each shard that it may have in flight, the threads of the host that work for it.</param>
/// <param name="isReserve">Whether it takes only what the other devices cannot.</param>
internal sealed class DeviceUse(PooledDevice device, IReadOnlyList<int> laneThreads, bool isReserve = false)
{
    private readonly List<ShardAttempt> _attempts = [];

    /// <summary>The device.</summary>
    public PooledDevice Device => device;

    /// <summary>For each shard that it may have in flight, the threads of the host that work for it.</summary>
    public IReadOnlyList<int> LaneThreads => laneThreads;

    /// <summary>Whether it takes only what the other devices cannot.</summary>
    public bool IsReserve => isReserve;

    /// <summary>Shards that it may have in flight now: all its lanes, or one after memory ran out.</summary>
    public int MaximumInFlight { get; set; } = laneThreads.Count;

    /// <summary>Shards that it has in flight.</summary>
    public int InFlight => _attempts.Count;

    /// <summary>Shards of the run that it made.</summary>
    public int Shards { get; set; }

    /// <summary>Shards that failed on it and were given back.</summary>
    public int Retries { get; set; }

    /// <summary>Time with at least one shard in flight.</summary>
    public TimeSpan Busy { get; set; }

    /// <summary>When the first of the shards in flight began.</summary>
    public long BusySince { get; set; }

    /// <summary>Whether its memory does not suffice for one shard of this run.</summary>
    public bool IsTooSmall { get; set; }

    /// <summary>Whether it is given shards.</summary>
    public bool IsReady => Device.State == DeviceState.Ready && !IsTooSmall;

    /// <summary>A shard is in flight; those beside it are not alone any more.</summary>
    public void Begin(ShardAttempt attempt)
    {
        foreach (ShardAttempt other in _attempts)
        {
            other.WasShared = true;
        }

        _attempts.Add(attempt);
    }

    /// <summary>A shard is made, or failed.</summary>
    public void End(ShardAttempt attempt) => _attempts.Remove(attempt);

    /// <summary>What it did.</summary>
    public DeviceReport Report() => new(
        Device.Facts.Id, Device.Facts.Name, Shards, Busy.TotalSeconds, Retries,
        Device.State == DeviceState.Ready && IsTooSmall ? DeviceState.OutOfMemory : Device.State);
}
