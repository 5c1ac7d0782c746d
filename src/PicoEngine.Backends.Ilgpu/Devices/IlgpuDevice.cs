// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>A device in use, on which backends take turns.</summary>
internal sealed class IlgpuDevice(IlgpuAccelerator accelerator, DeviceFacts facts) : IProvingDevice
{
    public DeviceFacts Facts => facts;

    public MemorySpace Memory => MemorySpace.Host;

    /// <summary>Of the host: that is where shards live. A commitment for which the device has no room fails with what it needs.</summary>
    public long FreeBytes() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public IProverBackend CreateBackend(int hostThreads) => new IlgpuBackend(accelerator, hostThreads);

    public void Dispose() => accelerator.Dispose();
}
