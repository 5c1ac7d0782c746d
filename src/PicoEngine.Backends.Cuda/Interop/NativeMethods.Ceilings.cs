// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from ceilings.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

/// <summary>The C enumeration <c>pico_ceiling_kind</c>.</summary>
internal enum NativeCeilingKind
{
    CeilingMultiplyAdd = 0,
    CeilingMultiplyHigh = 1,
    CeilingAddLogic = 2,
    CeilingFieldSum = 3,
    CeilingFieldProduct = 4,
}

internal static unsafe partial class NativeMethods
{
    internal const int CeilingBlock = 256;
    internal const int CeilingChains = 8;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ceiling_copy(StreamHandle stream, BufferHandle source, nuint sourceElementOffset, BufferHandle destination, nuint destinationElementOffset, nuint elementCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ceiling_read(StreamHandle stream, BufferHandle source, nuint elementOffset, nuint elementCount, BufferHandle sums, nuint threadCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ceiling_arithmetic(StreamHandle stream, int kind, uint a, uint b, uint steps, BufferHandle results, nuint threadCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ceiling_empty(StreamHandle stream);
}
