// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor;
using PicoEngine.Proving.Devices;
using PicoEngine.Verifier.Keys;
using Xunit;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>How large shards are and how many are in flight, by the memory of the devices, for the machine as it is.</summary>
public sealed class DevicePoolTests : IClassFixture<DevicePoolTests.SmallProgram>
{
    private const long Gibibyte = 1L << 30;

    private readonly VerifyingKey _key;

    public DevicePoolTests(SmallProgram program) => _key = program.Key.VerifyingKey;

    [Fact]
    public void Plan_follows_from_the_smallest_device_and_gives_larger_ones_more_in_flight()
    {
        PoolPlan wide = Plan(Pool([60 * Gibibyte, 60 * Gibibyte]));
        Assert.Equal(_key.Shapes.Max(shape => shape.Class.MainWidth), wide.Sizing.Largest.Class.MainWidth);
        Assert.Equal([2, 2], wide.Devices.Select(device => device.Plan.Lanes));

        // What one shard of the largest shape takes, and half of another one.
        DevicePlan plan = wide.Devices[0].Plan;
        long one = plan.KeyBytes + (plan.Shard.PeakBytes * 3 / 2);
        PoolPlan narrow = Plan(Pool([60 * Gibibyte, one]));
        Assert.Same(wide.Sizing.Largest, narrow.Sizing.Largest);
        Assert.Equal([2, 1], narrow.Devices.Select(device => device.Plan.Lanes));

        PoolPlan small = Plan(Pool([60 * Gibibyte, plan.KeyBytes + (plan.Shard.PeakBytes * 2 / 3)]));
        Assert.True(small.Sizing.Largest.Class.MainWidth < wide.Sizing.Largest.Class.MainWidth);
        Assert.Equal(2, small.Devices[0].Plan.Lanes);
        Assert.All(small.Devices, device => Assert.InRange(device.Plan.PeakBytes, 1, device.Plan.UsableBytes));
        Assert.All(plan.Shard.Phases, phase => Assert.InRange(phase.Bytes, 1, plan.Shard.PeakBytes));
        Assert.Equal("cuda:0", plan.Shard.Device);
    }

    [Fact]
    public void Plan_keeps_to_the_limits_of_devices_and_host()
    {
        PoolPlan wide = Plan(Pool([60 * Gibibyte]));
        PoolPlan limited = Plan(Pool([60 * Gibibyte], limit: 4 * Gibibyte));
        Assert.Equal(4 * Gibibyte, limited.Devices[0].Plan.UsableBytes);
        Assert.True(limited.Sizing.Largest.Class.MainWidth < wide.Sizing.Largest.Class.MainWidth);
        PoolPlan host = Pool([60 * Gibibyte]).Plan(_key, 3 * Gibibyte, 4, null);
        Assert.True(host.Sizing.Largest.Class.MainWidth < wide.Sizing.Largest.Class.MainWidth || host.HostLanesAtMost < wide.HostLanesAtMost);
        PicoException failure = Assert.Throws<PicoException>(() => Pool([60 * Gibibyte]).Plan(_key, 100 << 20, 4, null));
        Assert.Same(ErrorCatalog.ProvingMemoryLimit, failure.Error);
    }

    [Fact]
    public void Plan_leaves_out_devices_that_are_too_small_or_do_not_open_and_says_so()
    {
        DevicePool pool = Pool([60 * Gibibyte, 64 << 20, 60 * Gibibyte], broken: [2]);
        PoolPlan plan = Plan(pool);
        Assert.Equal("cuda:0", Assert.Single(plan.Devices).Plan.Device.Id);
        IReadOnlyList<string> notes = pool.TakeNotes();
        Assert.Contains(notes, note => note.StartsWith("cuda:1 is not used: ", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.StartsWith("cuda:2 cannot be used: ", StringComparison.Ordinal));
        Assert.Equal([DeviceState.Ready, DeviceState.OutOfMemory, DeviceState.Lost], pool.Report(plan.Uses(3)).Select(report => report.State));
    }

    [Fact]
    public void Plan_without_a_device_of_enough_memory_says_what_is_needed_or_takes_the_processor()
    {
        PicoException failure = Assert.Throws<PicoException>(() => Plan(Pool([64 << 20])));
        Assert.Same(ErrorCatalog.GpuOutOfMemory, failure.Error);
        Assert.Equal(64L << 20, failure.Values["haveBytes"]);
        Assert.InRange((long)failure.Values["needBytes"]!, 128L << 20, 4 * Gibibyte);
        Assert.Same(ErrorCatalog.ProvingMemoryLimit, Assert.Throws<PicoException>(() => Plan(Pool([60 * Gibibyte], limit: 64 << 20))).Error);

        DevicePool withReserve = Pool([64 << 20], kind: null);
        PoolPlan plan = Plan(withReserve);
        Assert.Empty(plan.Devices);
        DeviceUse use = Assert.Single(plan.Uses(3));
        Assert.True(use.Device.IsHost && !use.IsReserve);
        Assert.Contains(withReserve.TakeNotes(), note => note.StartsWith("the processor proves everything: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Uses_have_all_lanes_of_the_devices_and_the_reserve_behind_them()
    {
        IReadOnlyList<DeviceUse> uses = Plan(Pool([60 * Gibibyte, 60 * Gibibyte], kind: null)).Uses(5);
        Assert.Equal([false, false, true], uses.Select(use => use.IsReserve));
        Assert.Equal([2, 2], uses.Take(2).Select(use => use.LaneThreads.Count));
        Assert.Equal(4, uses[2].LaneThreads.Sum());
    }

    private static DevicePool Pool(long[] freeBytes, long? limit = null, IReadOnlyList<int>? broken = null, BackendKind? kind = BackendKind.Cuda)
    {
        FaultyDeviceProvider provider = new([.. freeBytes.Select(_ => new FaultScript())]) { FreeBytes = freeBytes, Broken = broken ?? [] };
        return new DevicePool(BackendSelection.Choose([provider, new CpuDeviceProvider()], kind, null, limit));
    }

    private PoolPlan Plan(DevicePool pool) => pool.Plan(_key, 64 * Gibibyte, 4, null);

    /// <summary>A program that is set up once.</summary>
    public sealed class SmallProgram : IDisposable
    {
        private readonly PicoProver _prover = PicoProver.Create();
        private readonly GuestProgram _program = GuestPrograms.Load(code => code.Finish());

        public SmallProgram() => Key = _prover.Setup(_program);

        public ProgramKey Key { get; }

        public void Dispose()
        {
            Key.Dispose();
            _program.Dispose();
            _prover.Dispose();
        }
    }
}
