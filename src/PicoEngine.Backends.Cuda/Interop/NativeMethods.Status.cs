// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from status.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C enumeration <c>pico_status_code</c>.</summary>
internal enum NativeStatus
{
    Ok = 0,
    InvalidArgument = 1,
    OutOfMemory = 2,
    NoDriver = 3,
    DriverTooOld = 4,
    NoDevice = 5,
    UnsupportedArch = 6,
    LaunchFailed = 7,
    DeviceLost = 8,
    NotReady = 9,
    Unavailable = 10,
    DriverError = 11,
    InternalError = 12,
}

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial byte* pico_status_name(NativeStatus status);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_last_error(byte* text, nuint byteCapacity, out nuint byteCount);
}
