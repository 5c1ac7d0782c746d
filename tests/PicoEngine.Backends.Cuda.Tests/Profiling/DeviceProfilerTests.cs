// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Profiling;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Profiling;

/// <summary>What a device says of its own time, over the simulated driver: names, counts and bytes, and that they add up.</summary>
[Collection(SimulatedDriverTests.Name)]
public sealed class DeviceProfilerTests : SimulatedDeviceTests
{
    private readonly CudaStream _stream;

    public DeviceProfilerTests() => _stream = Context.CreateStream();

    protected override void Close() => _stream.Dispose();

    [Fact]
    public void Collect_tells_kernels_and_copies_by_name()
    {
        using var profiler = new DeviceProfiler(Context);
        Work();
        var profile = profiler.Collect();

        Assert.Equal(
            [
                ("cuMemcpyHtoDAsync", DeviceWorkKind.ToDevice, 1L, 4096L),
                ("pico_ceiling_copy_kernel", DeviceWorkKind.Kernel, 1, 0),
                ("pico_ceiling_field_product_kernel", DeviceWorkKind.Kernel, 2, 0),
                ("pico_ceiling_read_kernel", DeviceWorkKind.Kernel, 1, 0),
                ("cuMemcpyDtoHAsync", DeviceWorkKind.ToHost, 1, 1024),
            ],
            profile.Work.Select(work => (work.Name, work.Kind, work.Count, work.Bytes)));
        Assert.Equal(6, profile.Spans.Length);
        Assert.All(profile.Work, work => Assert.InRange(work.Seconds, work.MostSeconds, 10));
        Assert.Equal(profile.Work.Sum(work => work.Seconds), profile.Spans.Sum(span => span.Seconds), 1e-9);
        Assert.InRange(profile.BusySeconds, profile.KernelBusySeconds(), profile.Spans.Sum(span => span.Seconds) + 1e-9);
        Assert.InRange(profile.KernelBusySeconds(), 0, profile.KernelSeconds + 1e-9);
    }

    [Fact]
    public void Restart_forgets_and_Dispose_switches_off()
    {
        using (var profiler = new DeviceProfiler(Context))
        {
            Assert.Empty(profiler.Collect().Work);
            Work();
            profiler.Restart();
            CeilingKernels.Empty(_stream);
            var work = Assert.Single(profiler.Collect().Work);
            Assert.Equal(("pico_ceiling_empty_kernel", 1L), (work.Name, work.Count));
        }

        var records = Driver.CallCount("cuEventRecord");
        Work();
        Assert.Equal(records, Driver.CallCount("cuEventRecord"));
    }

    [Fact]
    public void KernelBusySeconds_counts_time_of_two_kernels_once()
    {
        var profile = new DeviceProfile(
            [new("a", DeviceWorkKind.Kernel, 3, 0, 9, 2, 4), new("copy", DeviceWorkKind.ToHost, 1, 8, 5, 5, 5)],
            [new(0, 0, 0, 4), new(0, 1, 1, 2), new(0, 0, 6, 3), new(1, 0, 20, 5)],
            12,
            0);
        Assert.Equal(7, profile.KernelBusySeconds());
        Assert.Equal(9, profile.KernelSeconds);
    }

    [Fact]
    public void MeasurePool_tells_the_peak_since_the_reset()
    {
        Context.ResetPoolPeak();
        var before = Context.MeasurePool();
        _stream.Allocate(1000).Dispose();
        var after = Context.MeasurePool();
        Assert.Equal(before.Used, after.Used);
        Assert.Equal(before.Used + 4000, after.UsedPeak);
        Assert.InRange(after.ReservedPeak, after.UsedPeak, long.MaxValue);
        Context.ResetPoolPeak();
        Assert.Equal(before.Used, Context.MeasurePool().UsedPeak);
    }

    [Theory]
    [InlineData(7, 256)]
    [InlineData(8, 255)]
    [InlineData(8, 1024)]
    public void Compute_with_another_shape_throws(int steps, int threads)
    {
        using var results = _stream.Allocate(512);
        Assert.Throws<ArgumentException>(() => CeilingKernels.Compute(_stream, CeilingArithmetic.MultiplyAdd, steps, results, threads));
    }

    private void Work()
    {
        using var buffer = _stream.Allocate(2048);
        buffer.Write<uint>(_stream, new uint[1024]);
        CeilingKernels.Copy(_stream, buffer, 0, buffer, 1024, 1024);
        CeilingKernels.Compute(_stream, CeilingArithmetic.FieldProduct, 8, buffer, CeilingKernels.BlockSize);
        CeilingKernels.Compute(_stream, CeilingArithmetic.FieldProduct, 16, buffer, CeilingKernels.BlockSize);
        CeilingKernels.Read(_stream, buffer, 0, 1024, buffer, CeilingKernels.BlockSize);
        buffer.Read(_stream, new uint[256].AsSpan());
    }
}
