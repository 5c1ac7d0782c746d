// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using ILGPU.Runtime.OpenCL;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests.Devices;

public sealed class DeviceFailureTests
{
    [Theory]
    [InlineData(CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE, DeviceFault.OutOfMemory)]
    [InlineData(CLError.CL_OUT_OF_RESOURCES, DeviceFault.OutOfMemory)]
    [InlineData(CLError.CL_OUT_OF_HOST_MEMORY, DeviceFault.OutOfMemory)]
    [InlineData(CLError.CL_INVALID_BUFFER_SIZE, DeviceFault.OutOfMemory)]
    [InlineData(CLError.CL_INVALID_COMMAND_QUEUE, DeviceFault.Lost)]
    [InlineData(CLError.CL_DEVICE_NOT_AVAILABLE, DeviceFault.Lost)]
    public void Describe_tells_a_full_memory_from_a_lost_device(CLError error, DeviceFault fault)
    {
        CLException failure = new(error);
        Assert.True(DeviceFailure.IsKnown(failure));
        var told = DeviceFailure.Describe(failure, "ilgpu:3", ProverPhase.Commit, 5, 4);
        Assert.Equal(("ilgpu:3", fault, ProverPhase.Commit), (told.Device, told.Fault, told.Phase));
        Assert.Contains(error.ToString(), told.Message, StringComparison.Ordinal);
        Assert.Equal(fault == DeviceFault.OutOfMemory ? (5L, 4L) : (null, null), (told.NeedBytes, told.HaveBytes));
        Assert.Same(failure, told.InnerException);
    }

    [Fact]
    public void IsKnown_takes_what_compilers_throw_and_leaves_mistakes_of_ours()
    {
        Assert.True(DeviceFailure.IsKnown(new InternalCompilerException("a kernel")));
        Assert.True(DeviceFailure.IsKnown(new InsufficientMemoryException()));
        Assert.Equal(DeviceFault.OutOfMemory, DeviceFailure.Describe(new InsufficientMemoryException(), "ilgpu:0", null, 1, 0).Fault);
        Assert.False(DeviceFailure.IsKnown(new ArgumentException("ours")));
        Assert.False(DeviceFailure.IsKnown(new ObjectDisposedException("ours")));
    }
}
