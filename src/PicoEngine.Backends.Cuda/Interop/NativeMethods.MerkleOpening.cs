// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from merkle_opening.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeStatus pico_merkle_gather_leaves(StreamHandle stream, BufferHandle matrix, nuint matrixElementOffset, int logHeight, nuint width, int logRowsPerLeaf, BufferHandle indices, nuint indicesElementOffset, nuint leafCount, nuint firstColumn, nuint leafWidth, BufferHandle leaves);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_merkle_gather_paths(StreamHandle stream, BufferHandle digests, int logLeafCount, int logCapSize, BufferHandle indices, nuint indicesElementOffset, nuint leafCount, BufferHandle siblings);
}
