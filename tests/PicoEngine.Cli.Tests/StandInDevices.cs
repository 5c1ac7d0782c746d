// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cpu;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Cli.Tests;

/// <summary>GPUs that the processor stands in for: whole proofs over them take no longer than its own.</summary>
/// <param name="count">How many.</param>
/// <param name="broken">Those that do not open when they are needed.</param>
internal sealed class StandInDevices(int count, params int[] broken) : IDeviceProvider
{
    public BackendKind Kind => BackendKind.Cuda;

    /// <summary>A world with these GPUs.</summary>
    public static CommandContext World(int count, params int[] broken) => CommandRun.World(CommandRun.NoGpus) with
    {
        CreateProvider = kind => kind == BackendKind.Cuda ? new StandInDevices(count, broken) : null,
    };

    public DeviceListing List() => new([.. Enumerable.Range(0, count).Select(Facts)]);

    public IProvingDevice Open(int index) => broken.Contains(index)
        ? throw new PicoException(ErrorCatalog.GpuFailed, $"cuda:{index} does not open")
        : new Device(Facts(index));

    public void Dispose()
    {
    }

    private static DeviceFacts Facts(int index) => new(BackendKind.Cuda, index, "Stand-in", "sm_90", 8L << 30, 8L << 30) { Driver = "CUDA 12.8" };

    private sealed class Device(DeviceFacts facts) : IProvingDevice
    {
        public DeviceFacts Facts => facts;

        public MemorySpace Memory => MemorySpace.Host;

        public long FreeBytes() => facts.FreeBytes;

        public IProverBackend CreateBackend(int hostThreads) => new CpuBackend(hostThreads);

        public void Dispose()
        {
        }
    }
}
