// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from ntt.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    internal const int NttMaxLogSize = 24;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ntt_create(ContextHandle context, out NttHandle ntt);

    [LibraryImport(Library)]
    internal static partial void pico_ntt_destroy(nint ntt);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_ntt_forward(StreamHandle stream, NttHandle ntt, BufferHandle coefficients, nuint coefficientsElementOffset, int logMessage, BufferHandle values, nuint valuesElementOffset, int logSize, nuint width, uint shift);
}
