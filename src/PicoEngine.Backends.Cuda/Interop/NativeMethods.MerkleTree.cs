// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from merkle_tree.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    internal const int DigestWords = 9;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_merkle_tree_digest_count(int logLeafCount, int logCapSize, out nuint digestCount);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_merkle_tree_build(StreamHandle stream, BufferHandle matrix, nuint matrixElementOffset, int logHeight, nuint width, int logRowsPerLeaf, int logCapSize, BufferHandle digests);
}
