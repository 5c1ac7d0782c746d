// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Pipeline;
using PicoEngine.Proving.Tests.Devices;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Proving.Tests.Pipeline;

/// <summary>Runs of the toy machine on devices that fail, lie and die: the proof is that of the CPU, or there is none.</summary>
public sealed class DeviceFaultTests : IClassFixture<DeviceFaultTests.Reference>
{
    private static readonly int[] Steps = [4, 3, 5];

    private readonly uint[][] _expected;
    private readonly int _operations;
    private readonly List<string> _warnings = [];

    public DeviceFaultTests(Reference reference) => (_expected, _operations) = (reference.Words, reference.Operations);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Prove_gives_the_words_of_the_cpu_on_any_number_of_devices(int devices, int lanes)
    {
        using TestPool pool = TestPool.Of(new FaultyDeviceProvider([.. Enumerable.Range(0, devices).Select(_ => new FaultScript())]), lanes, withReserve: true);
        Assert.Equal(_expected, Prove(pool));
        Assert.Empty(_warnings);
        Assert.Equal(Steps.Length, pool.Reports.Sum(report => report.Shards));
        Assert.All(pool.Reports[..^1], report => Assert.Equal((DeviceState.Ready, 0), (report.State, report.Retries)));
        Assert.Equal((0, 0d), (pool.Reports[^1].Shards, pool.Reports[^1].Seconds));
    }

    [Fact]
    public void Prove_survives_the_loss_of_a_device_at_any_operation()
    {
        for (int step = 1; step <= _operations / 2; step += 1 + (_operations / 12))
        {
            using TestPool pool = TestPool.Of(new FaultScript { FailAt = step }, new FaultScript());
            Assert.Equal(_expected, Prove(pool));
            if (pool.Reports[0].State == DeviceState.Lost)
            {
                Assert.Equal(1, pool.Reports[0].Retries);
                Assert.Contains("cuda:0 is lost", Assert.Single(_warnings), StringComparison.Ordinal);
            }

            _warnings.Clear();
        }
    }

    [Fact]
    public void Prove_survives_want_of_memory_at_any_operation()
    {
        for (int step = 1; step <= _operations / 2; step += 1 + (_operations / 10))
        {
            using TestPool pool = TestPool.Of(new FaultScript { FailAt = step, Fault = DeviceFault.OutOfMemory }, new FaultScript());
            Assert.Equal(_expected, Prove(pool));
            Assert.Equal(DeviceState.Ready, pool.Uses[0].Device.State);
        }

        Assert.NotEmpty(_warnings);
        Assert.All(_warnings, warning => Assert.Contains("asked for 4096 bytes more, 1024 were free", warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Prove_finds_a_wrong_result_of_any_operation_and_makes_the_shard_elsewhere(bool selfCheck)
    {
        int quarantined = 0;
        for (int step = 1; step <= _operations / 3; step += 1 + (_operations / 20))
        {
            using TestPool pool = TestPool.Of(new FaultScript { CorruptAt = step }, new FaultScript());
            Assert.Equal(_expected, Prove(pool, new PipelineOptions { SelfCheck = selfCheck }));
            quarantined += pool.Reports[0].Quarantined ? 1 : 0;
            Assert.False(pool.Reports[1].Quarantined);
        }

        Assert.InRange(quarantined, 3, 7);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Prove_without_another_device_gives_no_wrong_proof(bool selfCheck)
    {
        for (int step = 2; step <= _operations; step += 1 + (_operations / 6))
        {
            using TestPool pool = TestPool.Of(new FaultScript { CorruptAt = step });
            PicoException failure = Assert.Throws<PicoException>(() => Prove(pool, new PipelineOptions { SelfCheck = selfCheck }));
            Assert.True(pool.Reports[0].Quarantined, failure.Message);
            Assert.Same(ErrorCatalog.GpuWrongResult, failure.Error);
        }
    }

    [Fact]
    public void Prove_with_devices_that_are_always_wrong_ends_on_the_reserve()
    {
        using TestPool pool = TestPool.Of(new FaultyDeviceProvider(new FaultScript { CorruptFrom = 1 }, new FaultScript { CorruptFrom = 1 }), withReserve: true);
        Assert.Equal(_expected, Prove(pool));
        Assert.Equal([true, true, false], pool.Reports.Select(report => report.Quarantined));
        Assert.Equal(Steps.Length, pool.Reports[2].Shards);
    }

    [Fact]
    public void Prove_says_that_the_engine_may_be_wrong_when_two_devices_are()
    {
        // Their answers to queries are wrong alone: no commitment is in doubt, and no exception tells.
        FaultScript[] scripts = [.. Enumerable.Range(0, 3).Select(_ => new FaultScript { CorruptFrom = 1, CorruptsOnly = "Open" })];
        using TestPool pool = TestPool.Of(scripts);
        PicoException failure = Assert.Throws<PicoException>(() => Prove(pool));
        Assert.True(failure.Error == ErrorCatalog.ProofSelfCheck || failure.Error == ErrorCatalog.GpuWrongResult, failure.Message);
        Assert.InRange(pool.Reports.Count(report => report.Quarantined), 2, 3);
    }

    [Fact]
    public void Prove_goes_to_the_reserve_when_all_devices_are_lost()
    {
        using TestPool pool = TestPool.Of(new FaultyDeviceProvider(new FaultScript { FailAt = 12 }, new FaultScript { FailAt = 40 }), lanes: 2, withReserve: true);
        Assert.Equal(_expected, Prove(pool));
        Assert.Equal([DeviceState.Lost, DeviceState.Lost, DeviceState.Ready], pool.Reports.Select(report => report.State));
        Assert.InRange(pool.Reports[2].Shards, 1, 3);
        Assert.Contains(_warnings, warning => warning.EndsWith("the processor makes it again", StringComparison.Ordinal));
    }

    [Fact]
    public void Prove_without_a_reserve_says_what_is_finished_and_goes_on_there()
    {
        using TemporaryFolder folder = new();
        using TestPool pool = TestPool.Of(new FaultScript { FailAt = _operations - 4 });
        PipelineOptions options = new() { Directory = folder.Location, Warn = _warnings.Add };
        PicoException failure = Assert.Throws<PicoException>(() => Prove(pool, options));
        Assert.Same(ErrorCatalog.GpuLost, failure.Error);
        Assert.Equal((2, 3, 3), (failure.Values["finishedShards"], failure.Values["shards"], failure.Values["shard"]));
        Assert.Equal(("cuda:0", "Open", folder.Location), (failure.Values["device"], failure.Values["phase"], failure.Values["resumeDirectory"]));
        Assert.Contains("2 of 3 shards are finished and kept in", failure.Detail, StringComparison.Ordinal);

        using TestPool again = TestPool.Of(new FaultScript());
        using ToyRun run = new(Steps);
        ProvenShards proven = run.Prove(again.Uses, options);
        Assert.Equal(2, proven.Reused);
        Assert.Equal(_expected, Words(proven.Proof));
        Assert.Equal(1, again.Reports[0].Shards);
    }

    [Fact]
    public void Prove_says_what_memory_lacked_when_one_shard_alone_does_not_fit()
    {
        using TestPool pool = TestPool.Of(new FaultScript { FailAt = _operations / 2, Fault = DeviceFault.OutOfMemory });
        PicoException failure = Assert.Throws<PicoException>(() => Prove(pool));
        Assert.Same(ErrorCatalog.GpuOutOfMemory, failure.Error);
        Assert.Equal((4096L, 1024L, "cuda:0"), (failure.Values["needBytes"], failure.Values["haveBytes"], failure.Values["device"]));
    }

    [Fact]
    public void Prove_lets_other_lanes_finish_what_they_have_when_no_device_may_take_a_shard()
    {
        using TemporaryFolder folder = new();
        using ManualResetEventSlim failed = new();

        // The second device is in its first shard of phase 2 until the first one has died.
        FaultScript slow = new() { OnStep = step => _ = step < 9 || failed.Wait(TimeSpan.FromSeconds(20)) };
        FaultScript poisoned = new() { FailAt = 9, Fault = DeviceFault.Lost };
        using TestPool pool = TestPool.Of(poisoned, slow);
        PipelineOptions options = new()
        {
            Directory = folder.Location,
            Warn = _ => failed.Set(),
        };
        Assert.Equal(_expected, Prove(pool, options));
        Assert.Equal(3, folder.Names.Count(name => name.StartsWith("shard-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Prove_ends_at_once_when_it_is_cancelled_on_several_devices()
    {
        using CancellationTokenSource source = new();
        using TestPool pool = TestPool.Of(new FaultScript { OnStep = step => Cancel(step == 10) }, new FaultScript());
        using ToyRun run = new(Steps) { Cancellation = source.Token };
        Assert.Throws<OperationCanceledException>(() => run.Prove(pool.Uses));
        Assert.All(pool.Reports, report => Assert.Equal(DeviceState.Ready, report.State));

        void Cancel(bool isNow)
        {
            if (isNow)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void Prove_takes_an_exception_of_device_work_for_a_wrong_result_and_tells_it_if_it_stays()
    {
        FaultScript odd = new() { FailAt = 20, Throws = () => new ArithmeticException("odd") };
        using (TestPool pool = TestPool.Of(odd, new FaultScript()))
        {
            Assert.Equal(_expected, Prove(pool));
        }

        Assert.Contains("odd", Assert.Single(_warnings), StringComparison.Ordinal);
        using TestPool alone = TestPool.Of(new FaultScript { FailAt = 20, Throws = () => new ArithmeticException("odd") });
        PicoException failure = Assert.Throws<PicoException>(() => Prove(alone));
        Assert.Same(ErrorCatalog.GpuWrongResult, failure.Error);
        Assert.IsType<ArithmeticException>(failure.InnerException);
    }

    [Fact]
    public void Rows_of_a_shard_are_made_while_the_other_lane_of_the_device_proves()
    {
        using ManualResetEventSlim proving = new(), tracing = new();
        bool overlapped = false;

        // Three commitments of phase 1, the key's copy and shard 1's own come before.
        FaultScript script = new()
        {
            OnStep = step =>
            {
                if (step == 12)
                {
                    proving.Set();
                    overlapped = tracing.Wait(TimeSpan.FromSeconds(20));
                }
            },
        };
        using TestPool pool = TestPool.Of(new FaultyDeviceProvider(script), lanes: 2);
        using ToyRun run = new(Steps)
        {
            OnMake = number =>
            {
                if (number == 2 && proving.Wait(TimeSpan.FromSeconds(20)))
                {
                    tracing.Set();
                }
            },
        };
        Assert.Equal(_expected, Words(run.Prove(pool.Uses).Proof));
        Assert.True(overlapped);
    }

    private static uint[][] Words(RunProof proof) => [.. proof.Shards.Select(shard => shard.Words.ToArray())];

    private uint[][] Prove(TestPool pool, PipelineOptions? options = null)
    {
        using ToyRun run = new(Steps);
        return Words(run.Prove(pool.Uses, (options ?? new PipelineOptions()) with { Warn = options?.Warn ?? _warnings.Add }).Proof);
    }

    /// <summary>What the processor makes of the run, and how many operations a device needs for it.</summary>
    public sealed class Reference
    {
        public Reference()
        {
            using ToyRun run = new(Steps);
            Words = DeviceFaultTests.Words(run.Prove().Proof);
            FaultScript script = new();
            using TestPool pool = TestPool.Of(script);
            run.Prove(pool.Uses);
            Operations = script.Steps;
        }

        public uint[][] Words { get; }

        public int Operations { get; }
    }
}
