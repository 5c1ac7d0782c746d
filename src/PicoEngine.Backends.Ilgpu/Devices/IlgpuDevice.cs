// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Ilgpu.Devices;

/// <summary>A device in use, on which backends take turns.</summary>
internal sealed class IlgpuDevice(IlgpuAccelerator accelerator, DeviceFacts facts) : IProvingDevice
{
    public DeviceFacts Facts => facts;

    public MemorySpace Memory => MemorySpace.Host;

    /// <summary>
    /// Of the host, where shards live: half of it, as rows are made there too, and take less than the proof of their shard. A commitment for which the device
    /// itself has no room fails with what it needs.
    /// </summary>
    public long FreeBytes() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    public IProverBackend CreateBackend(int hostThreads) => new IlgpuBackend(accelerator, hostThreads);

    public void Dispose() => accelerator.Dispose();
}
