// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from challenger.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    internal const int ChallengerCapacity = 9;
    internal const uint ChallengerNoNonce = 0xFFFFFFFF;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_challenger_grind(StreamHandle stream, uint header, in uint capacity, int bits, uint first, uint count, BufferHandle nonce, nuint elementOffset);
}
