// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
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
/// <param name="IsEccEnabled">Whether its memory corrects errors.</param>
/// <param name="PowerLimitMilliwatts">The power that it may draw.</param>
/// <param name="MultiprocessorLimitMegahertz">The highest clock of the multiprocessors.</param>
/// <param name="DriverVersion">The driver's own version, <c>570.153.02</c> for example.</param>
public sealed record DeviceTelemetry(
    long? MemoryUsedByteCount,
    long? MemoryTotalByteCount,
    int? PowerMilliwatts,
    int? TemperatureCelsius,
    int? MultiprocessorMegahertz,
    int? MemoryMegahertz,
    int? UtilizationPercent,
    bool? IsEccEnabled,
    int? PowerLimitMilliwatts,
    int? MultiprocessorLimitMegahertz,
    string? DriverVersion)
{
    internal static unsafe DeviceTelemetry FromNative(in NativeDeviceTelemetry native)
    {
        // Safe: the structure is a local of the caller that outlives the block, and its text ends in a zero byte.
        string version;
        fixed (NativeDeviceTelemetry* pointer = &native)
        {
            version = Marshal.PtrToStringUTF8((nint)pointer->DriverVersion)!;
        }

        return new(
            native.MemoryUsedByteCount < 0 ? null : native.MemoryUsedByteCount,
            native.MemoryTotalByteCount < 0 ? null : native.MemoryTotalByteCount,
            Known(native.PowerMilliwatts),
            Known(native.TemperatureCelsius),
            Known(native.SmClockMhz),
            Known(native.MemoryClockMhz),
            Known(native.UtilizationPercent),
            native.EccEnabled < 0 ? null : native.EccEnabled != 0,
            Known(native.PowerLimitMilliwatts),
            Known(native.SmClockLimitMhz),
            version.Length == 0 ? null : version);
    }

    private static int? Known(int value) => value < 0 ? null : value;
}
