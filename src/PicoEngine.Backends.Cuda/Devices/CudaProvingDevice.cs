// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>A GPU in use: a context, in which each backend has a stream of its own.</summary>
internal sealed class CudaProvingDevice(CudaContext context, DeviceFacts facts) : IProvingDevice
{
    public DeviceFacts Facts => facts;

    public MemorySpace Memory => context.Memory;

    public long FreeBytes()
    {
        context.Trim();
        return context.MeasureMemory().Free;
    }

    public IProverBackend CreateBackend(int hostThreads) => new CudaBackend(context, hostThreads);

    public void Dispose() => context.Dispose();
}
