// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda;

/// <summary>The NVIDIA GPUs of this machine. The driver is loaded when it is first asked for.</summary>
/// <param name="driverPath">The driver's library; null for the system's.</param>
/// <param name="telemetryPath">The management library; null for the system's. It may be missing.</param>
public sealed class CudaDeviceProvider(string? driverPath = null, string? telemetryPath = null) : IDeviceProvider
{
    private readonly Lock _gate = new();
    private DeviceInventory? _inventory;

    /// <summary>Is told of every device that is opened, before anybody works on it: for measurements. It does not keep the context, and asks nothing of it once the device is disposed of.</summary>
    public Action<CudaContext>? Opened { get; init; }

    /// <inheritdoc/>
    public BackendKind Kind => BackendKind.Cuda;

    /// <inheritdoc/>
    public DeviceListing List()
    {
        try
        {
            var inventory = Inventory();
            return new([.. inventory.Devices.Select(device => Describe(inventory, device))]);
        }
        catch (PicoException failure)
        {
            return new([], failure);
        }
    }

    /// <inheritdoc/>
    public IProvingDevice Open(int index)
    {
        var inventory = Inventory();
        if ((uint)index >= (uint)inventory.Devices.Count)
        {
            throw new PicoException(
                ErrorCatalog.GpuMissing,
                $"there is no GPU {index}: the driver shows {inventory.Devices.Count}",
                new Dictionary<string, object?> { ["device"] = index, ["devices"] = inventory.Devices.Count });
        }

        var facts = Describe(inventory, inventory.Devices[index]);
        if (facts.Unsupported is { } reason)
        {
            throw reason;
        }

        var context = inventory.CreateContext(index);
        try
        {
            Opened?.Invoke(context);
            return new CudaProvingDevice(context, facts);
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>Closes the driver.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _inventory?.Dispose();
            _inventory = null;
        }
    }

    private static DeviceFacts Describe(DeviceInventory inventory, CudaDevice device)
    {
        var telemetry = TryMeasure(inventory, device.Ordinal);
        var free = telemetry is { MemoryUsedByteCount: { } used, MemoryTotalByteCount: { } total } ? Math.Max(0, total - used) : device.MemoryByteCount;
        PicoException? unsupported = device.IsSupported
            ? null
            : new(
                ErrorCatalog.GpuUnsupported,
                $"GPU {device.Ordinal}, {device.Name}, is of compute capability {device.Architecture / 10}.{device.Architecture % 10}",
                new Dictionary<string, object?> { ["device"] = $"cuda:{device.Ordinal}", ["architecture"] = $"sm_{device.Architecture}" });
        return new(
            BackendKind.Cuda, device.Ordinal, device.Name, $"sm_{device.Architecture}", device.MemoryByteCount, Math.Min(free, device.MemoryByteCount), unsupported)
        {
            Uuid = device.Uuid,
            Driver = $"{(telemetry?.DriverVersion is { } version ? version + ", " : "")}CUDA {inventory.DriverVersion}",
        };
    }

    /// <summary>Only the listing of devices wants it: a management library that fails is as good as none.</summary>
    private static DeviceTelemetry? TryMeasure(DeviceInventory inventory, int ordinal)
    {
        try
        {
            return inventory.Measure(ordinal);
        }
        catch (PicoException)
        {
            return null;
        }
    }

    private DeviceInventory Inventory()
    {
        lock (_gate)
        {
            return _inventory ??= DeviceInventory.Open(driverPath, telemetryPath);
        }
    }
}
