// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>A GPU that is the processor, with a memory of its own and a script of what goes wrong.</summary>
internal sealed class FaultyDevice(DeviceFacts facts, FaultScript script) : IProvingDevice
{
    public DeviceFacts Facts => facts;

    public MemorySpace Memory { get; } = new(facts.Id);

    public long FreeBytes() => facts.FreeBytes;

    public IProverBackend CreateBackend(int hostThreads) => new FaultyBackend(new CpuBackend(hostThreads, Memory), facts.Id, script);

    public void Dispose()
    {
    }
}
