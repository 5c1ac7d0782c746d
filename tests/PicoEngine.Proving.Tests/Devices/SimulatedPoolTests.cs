// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;
using PicoEngine.Proving.Tests.Pipeline;
using PicoEngine.Verifier.Run;
using Xunit;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>The CUDA backend over the simulated driver, several devices of it: few and small cases, as the kernels run on the CPU.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class SimulatedPoolTests : IClassFixture<Pipeline.DeviceFaultTests.Reference>
{
    // CUresult.
    private const int OutOfMemory = 2;
    private const int LaunchFailed = 719;

    private readonly uint[][] _expected;
    private readonly List<string> _warnings = [];

    public SimulatedPoolTests(Pipeline.DeviceFaultTests.Reference reference) => _expected = reference.Words;

    [Fact]
    public void Prove_on_two_devices_gives_the_words_of_the_cpu()
    {
        Start(2);
        using CudaDeviceProvider provider = new(SimulatedDriver.Path, SimulatedDriver.Path);
        using TestPool pool = TestPool.Of(provider, lanes: 2);
        Assert.Equal(_expected, Prove(pool));
        Assert.Empty(_warnings);
        Assert.Equal(3, pool.Reports.Sum(report => report.Shards));
        Assert.All(pool.Reports, report => Assert.InRange(report.Shards, 1, 2));
    }

    [Theory]
    [InlineData("cuLaunchKernel", 3, LaunchFailed, DeviceState.Lost)]
    [InlineData("cuLaunchKernel", 400, LaunchFailed, DeviceState.Lost)]
    [InlineData("cuMemAllocAsync", 2, OutOfMemory, DeviceState.OutOfMemory)]
    [InlineData("cuMemAllocAsync", 60, OutOfMemory, DeviceState.OutOfMemory)]
    public void Prove_goes_on_where_a_device_fails(string function, int nth, int result, DeviceState expected)
    {
        SimulatedDriver driver = Start(2);
        using CudaDeviceProvider provider = new(SimulatedDriver.Path);
        using TestPool pool = TestPool.Of(provider);
        driver.Fail(function, nth, result);
        Assert.Equal(_expected, Prove(pool));
        Assert.Equal(1, pool.Reports.Count(report => report.State == expected));
        Assert.Equal(1, pool.Reports.Sum(report => report.Retries));
        Assert.Single(_warnings);
    }

    [Theory]
    [InlineData("pico_merkle_leaves_kernel", 1, 1, true)] // a cap of phase 1
    [InlineData("pico_whir_total_kernel", 2, 3, true)] // a message of an opening
    [InlineData("pico_whir_total_kernel", 5, 3, false)]
    public void Prove_finds_a_wrong_bit_and_makes_the_shard_elsewhere(string kernel, int nth, int argument, bool selfCheck)
    {
        SimulatedDriver driver = Start(2);
        using CudaDeviceProvider provider = new(SimulatedDriver.Path);
        using TestPool pool = TestPool.Of(provider);
        driver.Corrupt(kernel, nth, argument, 1);
        Assert.Equal(_expected, Prove(pool, selfCheck));
        Assert.Equal(1, pool.Reports.Count(report => report.Quarantined));
        Assert.NotEmpty(_warnings);
    }

    [Fact]
    public void List_says_what_is_not_supported_and_Open_refuses_it()
    {
        SimulatedDriver driver = SimulatedDriver.Start(SimulatedDriver.Options.Usual with { Architecture = 75 });
        using CudaDeviceProvider provider = new(SimulatedDriver.Path);
        DeviceFacts facts = Assert.Single(provider.List().Devices);
        Assert.Same(ErrorCatalog.GpuUnsupported, facts.Unsupported!.Error);
        Assert.Same(ErrorCatalog.GpuUnsupported, Assert.Throws<PicoException>(() => provider.Open(0)).Error);
        Assert.Same(ErrorCatalog.GpuMissing, Assert.Throws<PicoException>(() => provider.Open(1)).Error);
        driver.Reset(SimulatedDriver.Options.Usual with { DriverVersion = 11080 });
        using CudaDeviceProvider old = new(SimulatedDriver.Path);
        Assert.Same(ErrorCatalog.GpuDriverTooOld, old.List().Unavailable!.Error);
    }

    private static SimulatedDriver Start(int devices) => SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = devices });

    private uint[][] Prove(TestPool pool, bool selfCheck = true)
    {
        using ToyRun run = new(4, 3, 5);
        RunProof proof = run.Prove(pool.Uses, new PipelineOptions { Warn = _warnings.Add, SelfCheck = selfCheck }).Proof;
        return [.. proof.Shards.Select(shard => shard.Words.ToArray())];
    }
}
