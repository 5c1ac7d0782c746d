// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Proving.Tests.Devices;

/// <summary>GPUs that are the processor, one for each script.</summary>
internal sealed class FaultyDeviceProvider(params FaultScript[] scripts) : IDeviceProvider
{
    public BackendKind Kind => BackendKind.Cuda;

    /// <summary>Free memory of each.</summary>
    public IReadOnlyList<long>? FreeBytes { get; init; }

    /// <summary>Those that are not supported.</summary>
    public IReadOnlyList<int> Unsupported { get; init; } = [];

    /// <summary>Those that cannot be opened.</summary>
    public IReadOnlyList<int> Broken { get; init; } = [];

    /// <summary>Why there is none.</summary>
    public PicoException? Unavailable { get; init; }

    public DeviceListing List() => Unavailable is not null
        ? new DeviceListing([], Unavailable)
        : new DeviceListing([.. scripts.Select((_, i) => new DeviceFacts(
            BackendKind.Cuda, i, $"Faulty GPU {i}", "sm_90", 64L << 30, FreeBytes?[i] ?? 60L << 30,
            Unsupported.Contains(i) ? new PicoException(ErrorCatalog.GpuUnsupported, $"GPU {i} is too old") : null))]);

    public IProvingDevice Open(int index) => Broken.Contains(index)
        ? throw new PicoException(ErrorCatalog.GpuFailed, $"GPU {index} does not open")
        : new FaultyDevice(List().Devices[index], scripts[index]);

    public void Dispose()
    {
    }
}
