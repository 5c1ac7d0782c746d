// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>The GPU of a report.</summary>
/// <param name="Device">What it is.</param>
/// <param name="Driver">The driver's own version, or the CUDA version that it supports.</param>
/// <param name="Before">Before the measurements.</param>
/// <param name="After">Right behind them.</param>
internal sealed record MeasuredDevice(CudaDevice Device, string Driver, DeviceState Before, DeviceState After)
{
    /// <summary>The device now.</summary>
    public static DeviceState StateOf(DeviceInventory inventory, int ordinal) => inventory.Measure(ordinal) is { } telemetry
        ? new(telemetry.MultiprocessorMegahertz, telemetry.MemoryMegahertz, telemetry.PowerMilliwatts / 1e3, telemetry.TemperatureCelsius)
        : new(null, null, null, null);

    /// <summary>The version of the driver, as precisely as it is told.</summary>
    public static string DriverOf(DeviceInventory inventory, int ordinal)
    {
        string cuda = $"CUDA {inventory.DriverVersion}";
        return inventory.Measure(ordinal)?.DriverVersion is { Length: > 0 } version ? $"{version}, {cuda}" : cuda;
    }
}
