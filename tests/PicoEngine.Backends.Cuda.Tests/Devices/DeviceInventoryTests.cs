// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Devices;

[Collection(SimulatedDriverTests.Name)]
public sealed class DeviceInventoryTests
{
    [Fact]
    public void Open_lists_the_devices_of_the_driver()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { DeviceCount = 3, Architecture = 89, MemoryByteCount = 24UL << 30 });
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path, SimulatedDriver.Path);
        Assert.Equal(new Version(12, 8), inventory.DriverVersion);
        Assert.Equal(3, inventory.Devices.Count);
        var last = inventory.Devices[2];
        Assert.Equal("Simulated GPU 2", last.Name);
        Assert.Equal("GPU-20212223-2425-2627-2829-2a2b2c2d2e2f", last.Uuid);
        Assert.Equal("0000:03:00.0", last.PciBusId);
        Assert.Equal(89, last.Architecture);
        Assert.Equal(24L << 30, last.MemoryByteCount);
        Assert.Equal(128_000_000_000, last.MemoryBytesPerSecond);
        Assert.True(last.IsSupported);
        Assert.InRange(last.ImageArchitecture, 80, 89);
    }

    [Fact]
    public void Measure_gives_what_the_management_library_knows()
    {
        SimulatedDriver.Start();
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path, SimulatedDriver.Path);
        var telemetry = inventory.Measure(0);
        Assert.NotNull(telemetry);
        Assert.Equal(123456, telemetry.PowerMilliwatts);
        Assert.Equal(45, telemetry.TemperatureCelsius);
        Assert.Null(telemetry.MultiprocessorMegahertz);
        Assert.Equal(1L << 30, telemetry.MemoryTotalByteCount);
        Assert.True(telemetry.IsEccEnabled);
        Assert.Equal(350000, telemetry.PowerLimitMilliwatts);
        Assert.Equal(1980, telemetry.MultiprocessorLimitMegahertz);
        Assert.Equal("570.153.02", telemetry.DriverVersion);
        using var without = DeviceInventory.Open(SimulatedDriver.Path, "/nowhere/libnvidia-ml.so.1");
        Assert.Null(without.Measure(0));
    }

    [Fact]
    public void Open_tells_a_missing_an_old_and_an_empty_driver_apart()
    {
        var driver = SimulatedDriver.Start();
        Assert.Equal(ErrorCatalog.GpuDriverMissing, ErrorOf(() => DeviceInventory.Open("/nowhere/libcuda.so.1")));
        driver.Reset(SimulatedDriver.Options.Usual with { DriverVersion = 11080 });
        Assert.Equal(ErrorCatalog.GpuDriverTooOld, ErrorOf(() => DeviceInventory.Open(SimulatedDriver.Path)));
        driver.Reset(SimulatedDriver.Options.Usual with { DeviceCount = 0 });
        Assert.Equal(ErrorCatalog.GpuMissing, ErrorOf(() => DeviceInventory.Open(SimulatedDriver.Path)));
    }

    [Fact]
    public void CreateContext_refuses_old_devices_and_numbers_without_a_device()
    {
        SimulatedDriver.Start(SimulatedDriver.Options.Usual with { Architecture = 75 });
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        Assert.False(inventory.Devices[0].IsSupported);
        Assert.Equal(ErrorCatalog.GpuUnsupported, ErrorOf(() => inventory.CreateContext()));
        Assert.Equal(ErrorCatalog.GpuMissing, ErrorOf(() => inventory.CreateContext(1)));
    }

    [Fact]
    public void Load_says_what_the_library_carries()
    {
        SimulatedDriver.Start();
        var library = KernelLibrary.Load();
        Assert.Equal(1, library.AbiVersion.Major);
        Assert.Equal([80, 90], library.PtxArchitectures);
        Assert.Equal(new Version(12, 0), KernelLibrary.OldestDriverVersion);
    }

    private static ErrorCode ErrorOf(Func<object> action) => Assert.Throws<PicoException>(action).Error;
}
