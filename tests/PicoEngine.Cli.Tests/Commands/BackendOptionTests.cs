// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Cli.Devices;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>What <c>--backend</c> and <c>--devices</c> take, what they choose, and what they say where that cannot be.</summary>
[Collection(SimulatedDevices.Name)]
public sealed class BackendOptionTests
{
    [Theory]
    [InlineData("--devices", "")]
    [InlineData("--devices", "0,")]
    [InlineData("--devices", "0,0")]
    [InlineData("--devices", "-1")]
    [InlineData("--devices", "0-3")]
    [InlineData("--devices", "12345")]
    [InlineData("--devices", "gpu0")]
    [InlineData("--backend", "gpu")]
    [InlineData("--backend", "cpu", "--devices", "0")]
    [InlineData("--backend", "cpu", "--devices", "all")]
    public void Options_that_name_nothing_are_refused(params string[] options)
    {
        foreach (string command in (string[])["prove", "estimate"])
        {
            CommandRun.Of([command, "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, .. options]).AssertFails(2, "PICO-2001");
        }
    }

    [Theory]
    [InlineData("estimate")]
    [InlineData("prove")]
    public void Backend_without_driver_ends_with_5_and_what_to_do(string command)
    {
        SimulatedDriver.Start();
        CommandRun run = CommandRun.On(CommandRun.NoGpus, command, "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--backend", "cuda");
        run.AssertFails(5, "PICO-5002");
        Assert.Contains("525", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_that_are_not_there_end_with_5()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = 2 });
        foreach (string backend in (string[])["auto", "cuda"])
        {
            CommandRun run = CommandRun.On(Simulated, "bench", "e2e", "--cycles", "15000", "--progress", "none", "--backend", backend, "--devices", "0,2", "--json");
            run.AssertFails(5, "PICO-5004");
            Assert.Equal(2, run.Json().GetProperty("error").GetProperty("device").GetInt32());
        }
    }

    [Fact]
    public void Devices_that_are_not_supported_end_with_5()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { Architecture = 75 });
        CommandRun.On(Simulated, "estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--backend", "cuda").AssertFails(5, "PICO-5005");
        CommandRun.On(Simulated, "estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--devices", "0").AssertFails(5, "PICO-5005");
    }

    [Fact]
    public void Open_takes_the_processor_where_no_gpu_is_supported_and_says_why()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { Architecture = 75 });
        using DeviceSession devices = DeviceSession.Open(CommandRun.World(Simulated), new BackendRequest(), new ProverOptions { MemoryLimitBytes = 8L << 30 });
        Assert.Equal(BackendKind.Cpu, devices.Selection.Kind);
        Assert.Contains("compute capability 7.5", devices.Selection.Reason, StringComparison.Ordinal);
        Assert.Equal(8L << 30, devices.Options.MemoryLimitBytes);
    }

    [Fact]
    public void Open_takes_the_named_gpus_and_gives_them_the_memory_limit()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = 3 });
        using DeviceSession devices = DeviceSession.Open(CommandRun.World(Simulated), new BackendRequest(Devices: [2, 0]), new ProverOptions { MemoryLimitBytes = 8L << 30 });
        Assert.Equal(["cuda:0", "cuda:2"], devices.Selection.Devices.Select(device => device.Facts.Id));
        Assert.Equal(8L << 30, devices.Selection.MemoryLimitBytes);
        Assert.Null(devices.Options.MemoryLimitBytes);
        Assert.Same(devices.Selection, devices.Options.Backend);
    }

    [Fact]
    public void Open_for_the_processor_looks_for_no_gpu()
    {
        SimulatedDriver driver = SimulatedDriver.Start();
        using DeviceSession devices = DeviceSession.Open(CommandRun.World(Simulated), new BackendRequest(BackendKind.Cpu), new ProverOptions());
        Assert.Contains("as asked for", devices.Selection.Reason, StringComparison.Ordinal);
        Assert.Equal(0, driver.CallCount("cuInit"));
    }

    [Fact]
    public void Create_loads_the_ilgpu_backend_that_lies_beside_the_command()
    {
        using IDeviceProvider provider = DeviceProviders.Create(BackendKind.Ilgpu, CommandRun.NoGpus);
        Assert.Equal(BackendKind.Ilgpu, provider.Kind);
        Assert.Equal("PicoEngine.Backends.Ilgpu", provider.GetType().Assembly.GetName().Name);
        DeviceListing listing = provider.List();
        Assert.Equal(listing.Devices.IsEmpty, listing.Unavailable is not null);
    }

    [Theory]
    [InlineData("absent.dll")]
    [InlineData("PicoEngine.Cli.Tests.dll")]
    [InlineData("PicoEngine.Cli.Tests.runtimeconfig.json")]
    public void Load_what_is_no_ilgpu_backend_ends_with_5(string file)
    {
        PicoException failure = Assert.Throws<PicoException>(() => IlgpuAssembly.Load(Path.Combine(AppContext.BaseDirectory, file)));
        Assert.Equal(ErrorCatalog.IlgpuMissing, failure.Error);
        Assert.Equal(ExitCode.NoDevice, failure.Error.Exit);
    }

    private static NvidiaLibraries Simulated => new(SimulatedDriver.Path, SimulatedDriver.Path);
}
