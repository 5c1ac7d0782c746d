// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Cpu;

/// <summary>The processor with the memory of the host. Its backends share no threads: whoever makes several says how many each has.</summary>
public sealed class CpuDevice : IProvingDevice
{
    /// <inheritdoc/>
    public DeviceFacts Facts { get; } = Describe();

    /// <inheritdoc/>
    public MemorySpace Memory => MemorySpace.Host;

    /// <inheritdoc/>
    public long FreeBytes() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <inheritdoc/>
    public IProverBackend CreateBackend(int hostThreads) => new CpuBackend(hostThreads);

    /// <summary>Nothing to give back.</summary>
    public void Dispose()
    {
    }

    internal static DeviceFacts Describe()
    {
        var bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        return new(BackendKind.Cpu, 0, $"{Environment.ProcessorCount} processors", $"{architecture}, vectors of {bits} bits", bytes, bytes);
    }
}
