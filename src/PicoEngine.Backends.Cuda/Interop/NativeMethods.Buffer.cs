// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from buffer.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_allocate(StreamHandle stream, nuint byteCount, out BufferHandle buffer);

    [LibraryImport(Library)]
    internal static partial void pico_buffer_free(nint buffer);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_size(BufferHandle buffer, out nuint byteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_address(BufferHandle buffer, out ulong address);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_write(StreamHandle stream, BufferHandle buffer, nuint byteOffset, void* source, nuint byteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_read(StreamHandle stream, BufferHandle buffer, nuint byteOffset, void* destination, nuint byteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_copy(StreamHandle stream, BufferHandle source, nuint sourceByteOffset, BufferHandle destination, nuint destinationByteOffset, nuint byteCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_buffer_fill(StreamHandle stream, BufferHandle buffer, nuint elementOffset, nuint elementCount, uint value);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_host_memory_allocate(ContextHandle context, nuint byteCount, out nint memory);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_host_memory_free(ContextHandle context, void* memory);
}
