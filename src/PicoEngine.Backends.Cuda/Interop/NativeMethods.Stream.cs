// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from stream.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeStatus pico_stream_create(ContextHandle context, out StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial void pico_stream_destroy(nint stream);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_stream_synchronize(StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_stream_query(StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_stream_wait_event(StreamHandle stream, EventHandle @event);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_event_create(ContextHandle context, out EventHandle @event);

    [LibraryImport(Library)]
    internal static partial void pico_event_destroy(nint @event);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_event_record(EventHandle @event, StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_event_synchronize(EventHandle @event);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_event_query(EventHandle @event);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_event_elapsed(EventHandle start, EventHandle end, out double seconds);
}
