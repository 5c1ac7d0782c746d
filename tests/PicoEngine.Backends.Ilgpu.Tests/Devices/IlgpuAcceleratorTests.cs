// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Ilgpu.Tests.Devices;

public sealed class IlgpuAcceleratorTests
{
    private const long MemoryBytes = 1 << 20;

    [Fact]
    public void Allocate_beyond_the_memory_says_phase_need_and_rest_and_leaves_the_device_usable()
    {
        using IlgpuAccelerator accelerator = new(IlgpuDeviceProvider.Simulation, "ilgpu:0", MemoryBytes);
        using (accelerator.Enter(ProverPhase.Commit))
        {
            using var half = accelerator.Allocate(MemoryBytes / 2 / sizeof(uint));
            var failure = Assert.Throws<DeviceException>(() => accelerator.Allocate(MemoryBytes / 2 / sizeof(uint)));
            Assert.Equal((DeviceFault.OutOfMemory, ProverPhase.Commit, MemoryBytes / 2), (failure.Fault, failure.Phase, failure.NeedBytes));
            Assert.InRange(failure.HaveBytes!.Value, 0, (MemoryBytes / 2) - 1);
        }

        using (accelerator.Enter())
        {
            using var again = accelerator.Allocate(MemoryBytes / 2 / sizeof(uint));
        }
    }

    [Fact]
    public void Open_of_a_device_without_room_for_the_tables_fails_as_devices_do() =>
        Assert.Equal(DeviceFault.OutOfMemory, Assert.Throws<DeviceException>(() => new IlgpuAccelerator(IlgpuDeviceProvider.Simulation, "ilgpu:0", 1 << 10)).Fault);

    [Fact]
    public void Write_and_Read_copy_more_than_one_piece()
    {
        using IlgpuAccelerator accelerator = new(IlgpuDeviceProvider.Simulation, "ilgpu:0", 1 << 25);
        var words = new KoalaBear[(1 << 21) + 3];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = KoalaBear.FromCanonical((uint)i);
        }

        using var turn = accelerator.Enter();
        using var buffer = accelerator.Upload<KoalaBear>(words);
        var copy = new KoalaBear[words.Length];
        accelerator.Read(buffer.View, copy.AsSpan());
        Assert.True(words.AsSpan().SequenceEqual(copy));
        accelerator.Clear(buffer);
        accelerator.Read(buffer.View, copy.AsSpan());
        Assert.True(copy.AsSpan().IndexOfAnyExcept(KoalaBear.Zero) < 0);
    }
}
