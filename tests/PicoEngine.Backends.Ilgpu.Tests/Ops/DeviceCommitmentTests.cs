// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Protocol.Parameters;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests.Ops;

public sealed class DeviceCommitmentTests
{
    private const int LogHeight = 8;

    // Room for the codewords of 5 columns of 2^9 values and what goes with them, not for those of 40 and the transform of all of them at once.
    private const long SmallMemory = 160 << 10;

    private static readonly SystemParameters Parameters = InsecureOpeningParameters.Create(LogHeight, 4, 2, [2, 5, 40], [1], [1], [3]);

    [Theory]
    [InlineData(CodewordStorage.Keep)]
    [InlineData(CodewordStorage.Recompute)]
    public void Commit_that_does_not_fit_says_so_and_smaller_ones_go_on(CodewordStorage storage)
    {
        using IlgpuAccelerator accelerator = new(IlgpuDeviceProvider.Simulation, "ilgpu:0", SmallMemory);
        using IlgpuBackend backend = new(accelerator, 1);
        using CpuBackend reference = new();
        for (var turn = 0; turn < 2; turn++)
        {
            var failure = Assert.Throws<DeviceException>(() => backend.Commitments.Commit(Parameters, ColumnGroup.Main, Columns(40), storage));
            Assert.Equal(("ilgpu:0", DeviceFault.OutOfMemory, ProverPhase.Commit), (failure.Device, failure.Fault, failure.Phase));
            Assert.True(failure.NeedBytes > failure.HaveBytes);

            using var group = backend.Commitments.Commit(Parameters, ColumnGroup.Boundary, Columns(5), storage);
            using var expected = reference.Commitments.Commit(Parameters, ColumnGroup.Boundary, Columns(5), storage);
            Assert.Equal(expected.Cap, group.Cap);
        }
    }

    [Fact]
    public void Commit_on_several_backends_of_a_device_takes_turns()
    {
        using IlgpuAccelerator accelerator = new(IlgpuDeviceProvider.Simulation, "ilgpu:0", SmallMemory);
        using CpuBackend reference = new();
        using var expected = reference.Commitments.Commit(Parameters, ColumnGroup.Boundary, Columns(5), CodewordStorage.Recompute);
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            using IlgpuBackend backend = new(accelerator, 1);
            using var group = backend.Commitments.Commit(Parameters, ColumnGroup.Boundary, Columns(5), CodewordStorage.Recompute);
            Assert.Equal(expected.Cap, group.Cap);
        });
    }

    [Fact]
    public void Group_of_the_processor_opens_on_the_device_and_the_other_way_round()
    {
        using IlgpuAccelerator accelerator = new(IlgpuDeviceProvider.Simulation, "ilgpu:0", 1 << 24);
        using IlgpuBackend backend = new(accelerator, 1);
        using CpuBackend reference = new();
        int[] positions = [0, 5, 255];
        using var ours = backend.Commitments.Commit(Parameters, ColumnGroup.Main, Columns(40), CodewordStorage.Recompute);
        using var theirs = reference.Commitments.Commit(Parameters, ColumnGroup.Main, Columns(40), CodewordStorage.Keep);
        var (here, there) = (reference.Commitments.Open(ours, positions), backend.Commitments.Open(theirs, positions));
        for (var i = 0; i < positions.Length; i++)
        {
            Assert.Equal(there[i].Leaf, here[i].Leaf);
            Assert.Equal(there[i].Siblings, here[i].Siblings);
        }
    }

    private static KoalaBear[] Columns(int width) => [.. Enumerable.Range(1, width << LogHeight).Select(i => KoalaBear.FromCanonical((uint)i))];
}
