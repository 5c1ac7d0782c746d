// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Scheduling;
using PicoEngine.Proving.Tests.Devices;
using Xunit;

namespace PicoEngine.Proving.Tests.Scheduling;

/// <summary>Who gets which shard, without any proof.</summary>
public sealed class ShardQueueTests
{
    private static readonly Exception Failure = new DeviceException("cuda:0", DeviceFault.Lost, "scripted");

    private readonly List<string> _warnings = [];

    [Fact]
    public async Task Take_gives_every_device_one_shard_before_any_gets_a_second()
    {
        IReadOnlyList<DeviceUse> uses = Devices(2, lanes: 2);
        ShardQueue queue = Queue(4, uses);
        Assert.Equal(0, queue.Take(uses[0])!.Index);
        Task<ShardAttempt?> second = TakeLater(queue, uses[0]);
        await AssertWaits(second);
        ShardAttempt other = queue.Take(uses[1])!;
        Assert.Equal(1, other.Index);
        Assert.Equal(2, (await second)!.Index);
        Assert.Equal(3, queue.Take(uses[1])!.Index);
        Task<ShardAttempt?> waiting = TakeLater(queue, uses[1]);
        await AssertWaits(waiting);
        queue.Stop(other);
        Assert.Null(await waiting);
    }

    [Fact]
    public async Task Take_keeps_shards_in_flight_within_the_limit()
    {
        IReadOnlyList<DeviceUse> uses = Devices(2);
        ShardQueue queue = new([1, 2], uses, 1, null);
        ShardAttempt first = queue.Take(uses[0])!;
        Task<ShardAttempt?> second = TakeLater(queue, uses[1]);
        await AssertWaits(second);
        queue.Complete(first, counts: true);
        Assert.Equal(1, (await second)!.Index);
    }

    [Fact]
    public void A_lost_device_gets_nothing_more_and_its_shard_goes_to_another()
    {
        IReadOnlyList<DeviceUse> uses = Devices(2);
        ShardQueue queue = Queue(2, uses);
        ShardAttempt first = queue.Take(uses[0])!;
        ShardAttempt second = queue.Take(uses[1])!;
        queue.Fail(first, DeviceFault.Lost, Failure);
        Assert.Null(queue.Take(uses[0]));
        queue.Complete(second, counts: true);
        ShardAttempt again = queue.Take(uses[1])!;
        Assert.Equal(0, again.Index);
        queue.Complete(again, counts: true);
        Assert.Null(queue.Take(uses[1]));
        Assert.Null(queue.Failed);
        Assert.Equal((DeviceState.Lost, 1, 0), (uses[0].Report().State, uses[0].Report().Retries, uses[0].Report().Shards));
        Assert.Equal((DeviceState.Ready, 0, 2), (uses[1].Report().State, uses[1].Report().Retries, uses[1].Report().Shards));
        Assert.Contains("shard 1 failed: cuda:0: scripted; cuda:0 is lost", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_without_memory_beside_another_is_tried_alone_on_the_only_device()
    {
        DeviceUse use = Devices(1, lanes: 2)[0];
        ShardQueue queue = Queue(3, [use]);
        ShardAttempt first = queue.Take(use)!;
        ShardAttempt second = queue.Take(use)!;
        Assert.True(first.WasShared && second.WasShared);
        queue.Fail(first, DeviceFault.OutOfMemory, Failure);
        Task<ShardAttempt?> alone = TakeLater(queue, use);
        await AssertWaits(alone);
        queue.Complete(second, counts: true);
        ShardAttempt retried = (await alone)!;
        Assert.Equal((0, false), (retried.Index, retried.WasShared));
        Task<ShardAttempt?> next = TakeLater(queue, use);
        await AssertWaits(next);
        queue.Complete(retried, counts: true);
        ShardAttempt last = (await next)!;
        Assert.Equal((2, false), (last.Index, last.WasShared));
    }

    [Fact]
    public void A_shard_without_memory_goes_to_another_device_where_there_is_one()
    {
        IReadOnlyList<DeviceUse> uses = Devices(2, lanes: 2);
        ShardQueue queue = Queue(2, uses);
        ShardAttempt first = queue.Take(uses[0])!;
        ShardAttempt second = queue.Take(uses[1])!;
        queue.Fail(first, DeviceFault.OutOfMemory, Failure);
        Assert.Equal(DeviceState.OutOfMemory, uses[0].Report().State);
        Assert.Equal(DeviceState.Ready, uses[0].Device.State);
        Assert.Null(queue.Take(uses[0]));
        ShardAttempt again = queue.Take(uses[1])!;
        Assert.Equal(0, again.Index);
        queue.Complete(again, counts: true);
        queue.Complete(second, counts: true);
        Assert.Equal(2, queue.Finished);
    }

    [Fact]
    public void A_shard_that_failed_twice_is_given_to_no_third_device_and_ends_the_work_when_there_is_no_reserve()
    {
        IReadOnlyList<DeviceUse> uses = Devices(3);
        ShardQueue queue = Queue(4, uses);
        ShardAttempt[] taken = [.. uses.Select(use => queue.Take(use)!)];
        queue.Fail(taken[0], DeviceFault.WrongResult, Failure);
        queue.Complete(taken[1], counts: true);
        ShardAttempt again = queue.Take(uses[1])!;
        Assert.Equal(0, again.Index);
        queue.Fail(again, DeviceFault.WrongResult, Failure);
        Assert.Equal(0, queue.Failed!.Value.Index);
        Assert.Null(queue.Take(uses[2]));
        queue.Complete(taken[2], counts: true);
        Assert.Equal(2, queue.Finished);
        Assert.Equal([true, true, false], uses.Select(use => use.Report().Quarantined));
    }

    [Fact]
    public async Task The_reserve_waits_for_what_no_other_device_may_take()
    {
        using TestPool pool = TestPool.Of(new FaultyDeviceProvider(new FaultScript()), withReserve: true);
        (DeviceUse gpu, DeviceUse reserve) = (pool.Uses[0], pool.Uses[1]);
        ShardQueue queue = Queue(2, pool.Uses);
        Task<ShardAttempt?> waiting = TakeLater(queue, reserve);
        ShardAttempt first = queue.Take(gpu)!;
        await AssertWaits(waiting);
        queue.Fail(first, DeviceFault.Lost, Failure);
        ShardAttempt retried = (await waiting)!;
        Assert.Equal(0, retried.Index);
        queue.Complete(retried, counts: true);
        ShardAttempt second = queue.Take(reserve)!;
        Assert.Equal(1, second.Index);
        queue.Complete(second, counts: true);
        Assert.Null(queue.Take(reserve));
        Assert.Null(queue.Take(gpu));
    }

    [Fact]
    public void A_shard_that_proves_wrong_later_is_made_elsewhere()
    {
        IReadOnlyList<DeviceUse> uses = Devices(2);
        ShardQueue queue = Queue(1, uses);
        queue.Complete(queue.Take(uses[0])!, counts: true);
        queue.Reject(0, uses[0], Failure);
        Assert.Equal((0, 1, true), (uses[0].Report().Shards, uses[0].Report().Retries, uses[0].Report().Quarantined));
        Assert.Null(queue.Take(uses[0]));
        Assert.Equal(0, queue.Take(uses[1])!.Index);
    }

    private static Task<ShardAttempt?> TakeLater(ShardQueue queue, DeviceUse use) => Task.Run(() => queue.Take(use), TestContext.Current.CancellationToken);

    private static async Task AssertWaits(Task<ShardAttempt?> task)
    {
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.False(task.IsCompleted);
    }

    private static IReadOnlyList<DeviceUse> Devices(int count, int lanes = 1) =>
        TestPool.Of(new FaultyDeviceProvider([.. Enumerable.Range(0, count).Select(_ => new FaultScript())]), lanes).Uses;

    private ShardQueue Queue(int shards, IReadOnlyList<DeviceUse> uses) => new([.. Enumerable.Range(1, shards)], uses, int.MaxValue, _warnings.Add);
}
