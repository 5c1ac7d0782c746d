// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from device.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C enumeration <c>pico_image_kind</c>.</summary>
internal enum NativeImageKind
{
    ImagePtx = 0,
    ImageCubin = 1,
}

/// <summary>The C structure <c>pico_device_properties</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDeviceProperties
{
    internal fixed byte Name[128];
    internal fixed byte PciBusId[32];
    internal fixed byte Uuid[16];
    internal ulong MemoryByteCount;
    internal ulong MemoryBandwidth;
    internal int SmMajor;
    internal int SmMinor;
    internal int MultiprocessorCount;
    internal int ClockKhz;
    internal int SharedByteCount;
    internal int L2ByteCount;
    internal int IsSupported;
    internal int ImageArch;
}

/// <summary>The C structure <c>pico_device_telemetry</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDeviceTelemetry
{
    internal long MemoryUsedByteCount;
    internal long MemoryTotalByteCount;
    internal int PowerMilliwatts;
    internal int TemperatureCelsius;
    internal int SmClockMhz;
    internal int MemoryClockMhz;
    internal int UtilizationPercent;
    internal int EccEnabled;
    internal int PowerLimitMilliwatts;
    internal int SmClockLimitMhz;
    internal fixed byte DriverVersion[80];
}

/// <summary>The C structure <c>pico_pool_usage</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePoolUsage
{
    internal ulong UsedByteCount;
    internal ulong UsedPeakByteCount;
    internal ulong ReservedByteCount;
    internal ulong ReservedPeakByteCount;
}

internal static unsafe partial class NativeMethods
{
    internal const int OldestDriverVersion = 12000;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_image_architectures(int kind, out int architectures, nuint capacity, out nuint count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NativeStatus pico_runtime_open(string? driverPath, string? telemetryPath, out RuntimeHandle runtime);

    [LibraryImport(Library)]
    internal static partial void pico_runtime_close(nint runtime);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_runtime_driver_version(RuntimeHandle runtime, out int version);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_runtime_device_count(RuntimeHandle runtime, out int count);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_device_query(RuntimeHandle runtime, int device, out NativeDeviceProperties properties);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_device_measure(RuntimeHandle runtime, int device, out NativeDeviceTelemetry telemetry);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_context_create(RuntimeHandle runtime, int device, out ContextHandle context);

    [LibraryImport(Library)]
    internal static partial void pico_context_destroy(nint context);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_context_memory(ContextHandle context, out ulong freeByteCount, out ulong totalByteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_context_pool_usage(ContextHandle context, out NativePoolUsage usage);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_context_reset_pool_peak(ContextHandle context);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_context_trim(ContextHandle context, ulong keepByteCount);
}
