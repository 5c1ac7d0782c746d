// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Backends.Cuda.Tests.Simulation;
using PicoEngine.Backends.Cuda.Tests.Tables;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Backends.Cuda.Tests.Devices;

[Collection(SimulatedDriverTests.Name)]
public sealed class CudaBufferTests
{
    [Fact]
    public void BeginRead_has_the_words_when_the_stream_was_waited_for_and_not_before()
    {
        SimulatedDriver.Start();
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        using var context = inventory.CreateContext();
        using var stream = context.CreateStream();
        using var memory = context.AllocatePinned(800);
        using var buffer = stream.Allocate(100);
        for (var i = 0; i < 100; i++)
        {
            memory.AsSpan<int>(0, 200)[i] = i;
        }

        memory.AsSpan<int>(400, 100).Clear();
        buffer.BeginWrite(stream, memory, 0, 0, 100);
        buffer.Fill(stream, 7, 10, 5);
        buffer.CopyTo(stream, 0, buffer, 90, 10);
        buffer.BeginRead(stream, memory, 400, 0, 100);
        Assert.False(memory.AsSpan<int>(400, 100).ContainsAnyExcept(0));
        Assert.False(stream.IsIdle());
        stream.Synchronize();
        Assert.True(stream.IsIdle());
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i is >= 10 and < 15 ? 7 : i >= 90 ? i - 90 : i), memory.AsSpan<int>(400, 100).ToArray());
    }

    [Fact]
    public void Ranges_beyond_the_buffer_are_refused()
    {
        SimulatedDriver.Start();
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        using var context = inventory.CreateContext();
        using var stream = context.CreateStream();
        using var buffer = stream.Allocate(10);
        using var memory = context.AllocatePinned(40);
        Assert.ThrowsAny<ArgumentException>(() => buffer.Write<int>(stream, new int[11]));
        Assert.ThrowsAny<ArgumentException>(() => buffer.Read(stream, new int[1], 10));
        Assert.ThrowsAny<ArgumentException>(() => buffer.Fill(stream, 0, -1, 1));
        Assert.ThrowsAny<ArgumentException>(() => buffer.BeginWrite(stream, memory, 4, 0, 10));
        Assert.ThrowsAny<ArgumentException>(() => buffer.CopyTo(stream, 0, buffer, 4, 5));
        Assert.ThrowsAny<ArgumentException>(() => CudaPoseidon2.Permute(stream, buffer, 0, 16, 1));
        Assert.ThrowsAny<ArgumentException>(() => stream.Allocate(0));
    }

    [Fact]
    public void Event_orders_streams_and_measures()
    {
        SimulatedDriver.Start();
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        using var context = inventory.CreateContext();
        using var first = context.CreateStream();
        using var second = context.CreateStream();
        using var start = context.CreateEvent();
        using var filled = context.CreateEvent();
        using var buffer = first.Allocate(4);
        start.Record(first);
        buffer.Fill(first, 5, 0, 4);
        filled.Record(first);
        Assert.Throws<InvalidOperationException>(() => filled.ElapsedSince(start));
        second.Wait(filled);
        var words = new uint[4];
        buffer.Read(second, words);
        Assert.Equal([5u, 5u, 5u, 5u], words);
        Assert.True(filled.IsReached());
        Assert.InRange(filled.ElapsedSince(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Memory_that_the_device_has_not_is_refused_and_the_context_goes_on()
    {
        var driver = SimulatedDriver.Start(SimulatedDriver.Options.Usual with { MemoryByteCount = 1 << 20 });
        using var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        using var context = inventory.CreateContext();
        using var stream = context.CreateStream();
        using (stream.Allocate(200_000))
        {
            Assert.Equal(ErrorCatalog.GpuOutOfMemory, Assert.Throws<PicoException>(() => stream.Allocate(100_000)).Error);
        }

        stream.Allocate(100_000).Dispose();
        stream.Synchronize();
        Assert.Equal((1 << 20, 1 << 20), context.MeasureMemory());
        Assert.True(driver.CallCount("cuMemAllocAsync") >= 3);
    }

    [Theory]
    [InlineData("cuLaunchKernel", 701, false, "gpu-failed")]
    [InlineData("cuLaunchKernel", 719, true, "gpu-failed")]
    [InlineData("cuStreamSynchronize", 214, false, "gpu-lost")]
    [InlineData("cuMemcpyDtoHAsync", 46, false, "gpu-lost")]
    public void Fault_of_the_device_is_a_typed_error_and_gives_everything_back(string function, int result, bool deferred, string expected)
    {
        var driver = SimulatedDriver.Start();
        var before = driver.LiveCount();
        using (var inventory = DeviceInventory.Open(SimulatedDriver.Path))
        using (var context = inventory.CreateContext())
        using (var stream = context.CreateStream())
        using (var buffer = stream.Allocate(24))
        {
            driver.Fail(function, 1, result, deferred);
            var error = Assert.Throws<PicoException>(() =>
            {
                CudaPoseidon2.Permute(stream, buffer, 0, 24, 1);
                buffer.Read(stream, new uint[24]);
            });
            Assert.Equal(expected, error.Error.Name);
        }

        driver.Reset();
        Assert.Equal(before, driver.LiveCount());
    }

    [Fact]
    public void Objects_may_be_disposed_of_in_any_order()
    {
        var driver = SimulatedDriver.Start();
        var before = driver.LiveCount();
        var inventory = DeviceInventory.Open(SimulatedDriver.Path);
        var context = inventory.CreateContext();
        var stream = context.CreateStream();
        var ntt = new CudaNtt(context);
        var memory = context.AllocatePinned(100);
        var buffer = stream.Allocate(1000);
        buffer.Write<uint>(stream, [.. NativeVectors.Inputs(1000, 1).Select(word => word.ToMontgomery())]);
        inventory.Dispose();
        context.Dispose();
        stream.Dispose();
        buffer.Dispose();
        memory.Dispose();
        ntt.Dispose();
        Assert.Equal(before, driver.LiveCount());
    }
}
