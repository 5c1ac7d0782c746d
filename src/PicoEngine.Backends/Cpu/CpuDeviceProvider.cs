// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cpu;

/// <summary>The processor as the one device of its kind.</summary>
public sealed class CpuDeviceProvider : IDeviceProvider
{
    /// <inheritdoc/>
    public BackendKind Kind => BackendKind.Cpu;

    /// <inheritdoc/>
    public DeviceListing List() => new([CpuDevice.Describe()]);

    /// <inheritdoc/>
    public IProvingDevice Open(int index) => index == 0
        ? new CpuDevice()
        : throw new PicoException(ErrorCatalog.Usage, $"there is no device cpu:{index}: the processor is one device, number 0");

    /// <summary>Nothing to give back.</summary>
    public void Dispose()
    {
    }
}
