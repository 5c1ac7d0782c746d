// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Contracts.Errors;
using PicoEngine.Proving.Devices;
using Xunit;

namespace PicoEngine.Proving.Tests.Devices;

public sealed class BackendSelectionTests
{
    private static readonly PicoException NoDriver = new(ErrorCatalog.GpuDriverMissing, "libcuda.so.1 is not there");

    [Fact]
    public void Choose_takes_all_supported_gpus_with_the_processor_in_reserve()
    {
        BackendSelection selection = Choose(new FaultyDeviceProvider(new FaultScript(), new FaultScript(), new FaultScript()) { Unsupported = [1] }, memoryLimitBytes: 5);
        Assert.Equal((BackendKind.Cuda, 5L), (selection.Kind, selection.MemoryLimitBytes));
        Assert.Equal(["cuda:0", "cuda:2"], selection.Devices.Select(device => device.Facts.Id));
        Assert.Equal("cpu", selection.Reserve!.Facts.Id);
        Assert.StartsWith("cuda: cuda:0 Faulty GPU 0 (sm_90), cuda:2", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_falls_to_the_processor_and_says_why()
    {
        BackendSelection without = Choose(new FaultyDeviceProvider { Unavailable = NoDriver });
        Assert.Equal((BackendKind.Cpu, null), (without.Kind, without.Reserve));
        Assert.Contains("no GPU can be used", without.Reason, StringComparison.Ordinal);
        Assert.Contains(ErrorCatalog.GpuDriverMissing.Id, without.Reason, StringComparison.Ordinal);
        BackendSelection old = Choose(new FaultyDeviceProvider(new FaultScript()) { Unsupported = [0] });
        Assert.Equal(BackendKind.Cpu, old.Kind);
        Assert.EndsWith("no GPU is supported: GPU 0 is too old", old.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_obeys_a_wish_or_throws_why_it_cannot()
    {
        Assert.Equal(BackendKind.Cpu, Choose(new FaultyDeviceProvider(new FaultScript()), BackendKind.Cpu).Kind);
        Assert.Null(Choose(new FaultyDeviceProvider(new FaultScript()), BackendKind.Cuda).Reserve);
        Assert.Same(NoDriver, Assert.Throws<PicoException>(() => Choose(new FaultyDeviceProvider { Unavailable = NoDriver }, BackendKind.Cuda)));
        FaultyDeviceProvider old = new(new FaultScript()) { Unsupported = [0] };
        Assert.Same(ErrorCatalog.GpuUnsupported, Assert.Throws<PicoException>(() => Choose(old, BackendKind.Cuda)).Error);
        Assert.Throws<ArgumentException>(() => Choose(old, BackendKind.Ilgpu));
    }

    [Fact]
    public void Choose_takes_the_devices_that_are_named_or_none()
    {
        FaultyDeviceProvider provider = new(new FaultScript(), new FaultScript(), new FaultScript()) { Unsupported = [1] };
        Assert.Equal(["cuda:0", "cuda:2"], Choose(provider, indices: [2, 0, 2]).Devices.Select(device => device.Facts.Id));
        Assert.Same(ErrorCatalog.GpuMissing, Assert.Throws<PicoException>(() => Choose(provider, indices: [3])).Error);
        Assert.Same(ErrorCatalog.GpuUnsupported, Assert.Throws<PicoException>(() => Choose(provider, indices: [0, 1])).Error);
        Assert.Same(ErrorCatalog.Usage, Assert.Throws<PicoException>(() => Choose(provider, indices: [])).Error);
        FaultyDeviceProvider absent = new() { Unavailable = NoDriver };
        Assert.Same(ErrorCatalog.GpuDriverMissing, Assert.Throws<PicoException>(() => Choose(absent, indices: [0])).Error);
    }

    private static BackendSelection Choose(
        FaultyDeviceProvider provider, BackendKind? kind = null, IReadOnlyList<int>? indices = null, long? memoryLimitBytes = null) =>
        BackendSelection.Choose([provider, new CpuDeviceProvider()], kind, indices, memoryLimitBytes);
}
