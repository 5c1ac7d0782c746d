// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from evaluation.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial NativeStatus pico_evaluate_pieces(StreamHandle stream, BufferHandle cells, nuint cellsElementOffset, nuint pieceCount, int logPiece, BufferHandle weights, nuint weightsElementOffset, BufferHandle values, nuint valuesElementOffset);
}
