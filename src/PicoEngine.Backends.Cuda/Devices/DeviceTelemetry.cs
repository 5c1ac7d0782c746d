// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Interop;

namespace PicoEngine.Backends.Cuda.Devices;

/// <summary>What NVIDIA's management library measures on a device now; null where it does not say.</summary>
/// <param name="MemoryUsedByteCount">Memory in use, by all processes.</param>
/// <param name="MemoryTotalByteCount">All memory.</param>
/// <param name="PowerMilliwatts">Power draw.</param>
/// <param name="TemperatureCelsius">Temperature of the chip.</param>
/// <param name="MultiprocessorMegahertz">Clock of the multiprocessors.</param>
/// <param name="MemoryMegahertz">Clock of the memory.</param>
/// <param name="UtilizationPercent">Share of the last moment in which a kernel ran.</param>
public sealed record DeviceTelemetry(
    long? MemoryUsedByteCount,
    long? MemoryTotalByteCount,
    int? PowerMilliwatts,
    int? TemperatureCelsius,
    int? MultiprocessorMegahertz,
    int? MemoryMegahertz,
    int? UtilizationPercent)
{
    internal static DeviceTelemetry FromNative(in NativeDeviceTelemetry native) => new(
        native.MemoryUsedByteCount < 0 ? null : native.MemoryUsedByteCount,
        native.MemoryTotalByteCount < 0 ? null : native.MemoryTotalByteCount,
        Known(native.PowerMilliwatts),
        Known(native.TemperatureCelsius),
        Known(native.SmClockMhz),
        Known(native.MemoryClockMhz),
        Known(native.UtilizationPercent));

    private static int? Known(int value) => value < 0 ? null : value;
}
