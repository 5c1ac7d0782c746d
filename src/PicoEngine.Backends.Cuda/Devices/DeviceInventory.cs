// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Contracts.Errors;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>The NVIDIA driver of this machine and the GPUs that it shows. Thread-safe.</summary>
public sealed class DeviceInventory : IDisposable
{
    private readonly RuntimeHandle _runtime;

    private DeviceInventory(RuntimeHandle runtime, int driverVersion, CudaDevice[] devices)
    {
        _runtime = runtime;
        DriverVersion = KernelLibrary.VersionOf(driverVersion);
        Devices = devices;
    }

    /// <summary>The CUDA version that the driver supports.</summary>
    public Version DriverVersion { get; }

    /// <summary>All devices, unsupported ones too, in the driver's order.</summary>
    public IReadOnlyList<CudaDevice> Devices { get; }

    /// <summary>Loads the driver.</summary>
    /// <param name="driverPath">The driver's library; null for the system's libcuda.so.1.</param>
    /// <param name="telemetryPath">The management library; null for the system's libnvidia-ml.so.1. It may be missing.</param>
    /// <exception cref="PicoException">No native library, no driver, too old a driver, or no device.</exception>
    public static DeviceInventory Open(string? driverPath = null, string? telemetryPath = null)
    {
        NativeCall.RequireLibrary();
        NativeCall.Check(NativeMethods.pico_runtime_open(driverPath, telemetryPath, out var runtime));
        try
        {
            NativeCall.Check(NativeMethods.pico_runtime_driver_version(runtime, out var version));
            NativeCall.Check(NativeMethods.pico_runtime_device_count(runtime, out var count));
            var devices = new CudaDevice[count];
            for (var i = 0; i < count; i++)
            {
                NativeCall.Check(NativeMethods.pico_device_query(runtime, i, out var properties));
                devices[i] = CudaDevice.FromNative(i, properties);
            }

            return new DeviceInventory(runtime, version, devices);
        }
        catch
        {
            runtime.Dispose();
            throw;
        }
    }

    /// <summary>Begins to use a device.</summary>
    /// <exception cref="PicoException">There is no such device, it is not supported, or it refuses.</exception>
    public CudaContext CreateContext(int ordinal = 0)
    {
        NativeCall.Check(NativeMethods.pico_context_create(_runtime, ordinal, out var context));
        return new CudaContext(context, Devices[ordinal]);
    }

    /// <summary>What the management library says of a device now; null without that library.</summary>
    /// <exception cref="PicoException">There is no such device.</exception>
    public DeviceTelemetry? Measure(int ordinal)
    {
        var status = NativeMethods.pico_device_measure(_runtime, ordinal, out var telemetry);
        if (status == NativeStatus.Unavailable)
        {
            return null;
        }

        NativeCall.Check(status);
        return DeviceTelemetry.FromNative(telemetry);
    }

    /// <inheritdoc/>
    public void Dispose() => _runtime.Dispose();
}
