// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from pico.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    internal const int AbiVersionMajor = 1;
    internal const int AbiVersionMinor = 0;

    [LibraryImport(Library)]
    internal static partial uint pico_abi_version();
}
