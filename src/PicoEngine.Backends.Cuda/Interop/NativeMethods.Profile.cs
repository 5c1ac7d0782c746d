// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from profile.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C enumeration <c>pico_profile_kind</c>.</summary>
internal enum NativeProfileKind
{
    ProfileKernel = 0,
    ProfileToDevice = 1,
    ProfileToHost = 2,
    ProfileOnDevice = 3,
    ProfileFill = 4,
}

/// <summary>The C structure <c>pico_profile_row</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeProfileRow
{
    internal fixed byte Name[96];
    internal int Kind;
    internal int Reserved;
    internal ulong Count;
    internal ulong ByteCount;
    internal double Seconds;
    internal double LeastSeconds;
    internal double MostSeconds;
}

/// <summary>The C structure <c>pico_profile_span</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeProfileSpan
{
    internal uint Row;
    internal uint Stream;
    internal double StartSeconds;
    internal double Seconds;
}

/// <summary>The C structure <c>pico_profile_totals</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeProfileTotals
{
    internal nuint RowCount;
    internal nuint SpanCount;
    internal double BusySeconds;
    internal double QueuedSeconds;
}

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeStatus pico_profile_begin(ContextHandle context);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_profile_end(ContextHandle context);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_profile_collect(ContextHandle context, out NativeProfileTotals totals);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_profile_rows(ContextHandle context, nuint first, nuint capacity, out NativeProfileRow rows, out nuint count);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_profile_spans(ContextHandle context, nuint first, nuint capacity, out NativeProfileSpan spans, out nuint count);
}
