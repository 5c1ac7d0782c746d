// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;
using PicoEngine.Backends.Cpu;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Scheduling;
using PicoEngine.Proving.Sizing;
using PicoEngine.Verifier.Keys;

namespace PicoEngine.Proving.Devices;

/// <summary>The devices of a prover, for all of its proofs. It says how large shards may be and how many each device has in flight.</summary>
internal sealed class DevicePool : IDisposable
{
    // Allowed for a lane's streams, staging, programs, challenges and sums; to be measured where there is a GPU.
    private const long LaneBytes = 64L << 20;

    // Plans are within 2 % of the pool's peak over the simulated driver (CudaMemoryPlanTests); a real pool rounds and fragments.
    private const double PlanMargin = 1.05;

    // While one shard is on the device its rounds, uploads and traces leave the device idle; a second one fills that. A third one adds memory and no speed.
    private const int MostLanes = 2;

    private readonly ImmutableArray<PooledDevice> _devices;
    private readonly PooledDevice? _reserve;
    private readonly long? _deviceLimitBytes;
    private readonly List<string> _notes = [];

    /// <param name="selection">The devices; null for the processor alone.</param>
    public DevicePool(BackendSelection? selection)
    {
        _devices = [.. (selection?.Devices ?? [Processor()]).Select(selected => new PooledDevice(selected))];
        _reserve = selection?.Reserve is { } reserve ? new PooledDevice(reserve) : null;
        _deviceLimitBytes = selection?.MemoryLimitBytes;
    }

    private bool IsHostOnly => _devices[0].IsHost;

    /// <summary>Chooses the size of shards for a program. It follows from the smallest device, so that any of them can take any shard and no proof depends on which did.</summary>
    /// <param name="key">The program.</param>
    /// <param name="hostBytes">Memory of the host that proving may take.</param>
    /// <param name="threads">Threads of the host.</param>
    /// <param name="maximumMainWidth">As <see cref="ProverOptions.MaximumMainWidth"/>.</param>
    /// <exception cref="PicoException">
    /// <c>proving-memory-limit</c>, <c>gpu-out-of-memory</c>: even the smallest shards do not fit; <c>gpu-…</c>: no device is left.
    /// </exception>
    public PoolPlan Plan(VerifyingKey key, long hostBytes, int threads, int? maximumMainWidth)
    {
        if (IsHostOnly)
        {
            return PlanHost(key, _devices[0], hostBytes, threads, maximumMainWidth);
        }

        DeviceMemory? memory = null;
        try
        {
            List<(PooledDevice Device, long Bytes)> usable = Measure(ref memory, out PicoException? failure);
            return (usable.Count > 0 ? PlanDevices(key, memory!, usable, hostBytes, threads, maximumMainWidth, out failure) : null)
                ?? PlanReserve(key, hostBytes, threads, maximumMainWidth, failure);
        }
        finally
        {
            memory?.Dispose();
        }
    }

    /// <summary>What each device did in a run; those without a part in it too.</summary>
    public IReadOnlyList<DeviceReport> Report(IReadOnlyList<DeviceUse> uses) =>
    [
        .. _devices.Select(device => uses.FirstOrDefault(use => use.Device == device)?.Report()
            ?? new DeviceReport(device.Facts.Id, device.Facts.Name, 0, 0, 0, device.State == DeviceState.Ready ? DeviceState.OutOfMemory : device.State)),
        .. uses.Where(use => use.Device == _reserve && use.Busy > TimeSpan.Zero).Select(use => use.Report()),
    ];

    /// <summary>What there is to tell about the devices since this was last asked.</summary>
    public IReadOnlyList<string> TakeNotes()
    {
        lock (_notes)
        {
            string[] notes = [.. _notes];
            _notes.Clear();
            return notes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PooledDevice device in _devices)
        {
            device.Dispose();
        }

        _reserve?.Dispose();
    }

    private static SelectedDevice Processor()
    {
        CpuDeviceProvider provider = new();
        return new SelectedDevice(provider, provider.List().Devices[0]);
    }

    private static PoolPlan PlanHost(VerifyingKey key, PooledDevice host, long hostBytes, int threads, int? maximumMainWidth)
    {
        ShardSizing sizing = ShardSizing.Choose(key, hostBytes, maximumMainWidth);
        return new PoolPlan(sizing, hostBytes, threads, [], new HostLanes(host, sizing.Lanes(hostBytes, threads, int.MaxValue)));
    }

    /// <summary>The devices that answer, with the memory that may be used.</summary>
    private List<(PooledDevice Device, long Bytes)> Measure(ref DeviceMemory? memory, out PicoException? failure)
    {
        failure = null;
        List<(PooledDevice Device, long Bytes)> usable = [];
        foreach (PooledDevice device in _devices.Where(device => device.State == DeviceState.Ready))
        {
            try
            {
                memory ??= new DeviceMemory(device);
                usable.Add((device, Math.Min(device.FreeBytes(), _deviceLimitBytes ?? long.MaxValue)));
            }
            catch (Exception exception) when (DeviceFailure.Find(exception) is not null)
            {
                failure = DeviceFailure.ToPicoException(exception, device.Facts.Id);
                device.Retire(DeviceState.Lost);
                Note($"{device.Facts.Id} cannot be used: {failure.Detail}");
            }
        }

        return usable;
    }

    private void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
        }
    }

    /// <summary>The plan for GPUs, or null when no shape fits into any of them.</summary>
    private PoolPlan? PlanDevices(
        VerifyingKey key, DeviceMemory memory, List<(PooledDevice Device, long Bytes)> usable, long hostBytes, int threads, int? maximumMainWidth,
        out PicoException? failure)
    {
        KeyedShape[] targets = ShardSizing.Targets(key);
        long least = targets.Min(shape => Need(shape, 1));
        failure = null;
        foreach ((PooledDevice device, long bytes) in usable.Where(item => item.Bytes < least))
        {
            failure = TooSmall(device, least, bytes);
            Note($"{device.Facts.Id} is not used: {failure.Detail}");
        }

        usable = [.. usable.Where(item => item.Bytes >= least)];
        if (usable.Count == 0)
        {
            return null;
        }

        // Which devices take part is known here, before anything is proved: the smallest of them decides.
        long smallest = usable.Min(item => item.Bytes);
        ShardSizing sizing = ShardSizing.Choose(key, maximumMainWidth, shape => HostNeed(shape) <= hostBytes && Need(shape, 1) <= smallest)
            ?? throw ShardSizing.TooSmall(targets.Min(HostNeed), hostBytes);
        long more = (hostBytes - HostNeed(sizing.Largest)) / MemoryModel.FullRowBytes(sizing.Largest);
        DevicePlan[] plans =
        [
            .. usable.Select(item => new DevicePlan(
                item.Device.Facts,
                item.Bytes,
                Enumerable.Range(1, MostLanes).Last(lanes => lanes == 1 || Need(sizing.Largest, lanes) <= item.Bytes),
                MemoryModel.DeviceKeyBytes(sizing.Largest),
                memory.FullShard(sizing.Largest) with { Device = item.Device.Facts.Id }) { ShardCells = sizing.MainCells }),
        ];
        HostLanes? reserve = _reserve is not null && sizing.NeedBytes <= hostBytes
            ? new HostLanes(_reserve, sizing.Lanes(hostBytes, threads, int.MaxValue))
            : null;
        return new PoolPlan(sizing, hostBytes, threads, [.. usable.Select((item, i) => (item.Device, plans[i]))], reserve) { HostLanesAtMost = (int)Math.Min(int.MaxValue, 1 + more) };

        long Need(KeyedShape shape, int lanes) =>
            MemoryModel.DeviceKeyBytes(shape) + (lanes * (LaneBytes + (long)(PlanMargin * memory.FullShard(shape).PeakBytes)));

        PicoException TooSmall(PooledDevice device, long need, long have) => new(
            _deviceLimitBytes < device.FreeBytes() ? ErrorCatalog.ProvingMemoryLimit : ErrorCatalog.GpuOutOfMemory,
            $"{device.Facts.Id}, {device.Facts.Name}: the smallest shards need {ShardSizing.Mebibytes(need)} MiB, it has {have >> 20} MiB for them",
            new Dictionary<string, object?> { ["device"] = device.Facts.Id, ["needBytes"] = need, ["haveBytes"] = have });
    }

    /// <summary>Where rows are made for devices: the key, and records and rows of one shard.</summary>
    private static long HostNeed(KeyedShape shape) => MemoryModel.ProcessBytes + MemoryModel.KeyBytes(shape) + MemoryModel.FullRowBytes(shape);

    private PoolPlan PlanReserve(VerifyingKey key, long hostBytes, int threads, int? maximumMainWidth, PicoException? failure)
    {
        failure ??= new PicoException(ErrorCatalog.GpuLost, "none of the devices is left that this prover began with");
        if (_reserve is null)
        {
            throw failure;
        }

        Note($"the processor proves everything: {failure.Detail}");
        return PlanHost(key, _reserve, hostBytes, threads, maximumMainWidth);
    }
}
