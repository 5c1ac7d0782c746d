// SPDX-License-Identifier: MIT OR Apache-2.0

// Written by native/kernels/tools/generate_bindings.py from whir.h; ./build.sh native writes it anew.

using System.Runtime.InteropServices;

namespace PicoEngine.Backends.Cuda.Interop;

internal static unsafe partial class NativeMethods
{
    internal const int WhirMaxLogLength = 30;
    internal const int WhirPartialWords = 10560;

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_combine(StreamHandle stream, BufferHandle preprocessed, nuint preprocessedWidth, BufferHandle boundary, nuint boundaryWidth, BufferHandle mainGroup, nuint mainWidth, int logHeight, BufferHandle weights, nuint weightsElementOffset, BufferHandle values);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_outer_product(StreamHandle stream, BufferHandle inner, nuint innerElementOffset, int logInner, BufferHandle outer, nuint outerElementOffset, int logOuter, BufferHandle weights);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_to_vector(StreamHandle stream, BufferHandle elements, nuint count, int logLength, BufferHandle vector);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_message(StreamHandle stream, BufferHandle values, BufferHandle weights, int logLength, BufferHandle partialSums, BufferHandle sums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_bind(StreamHandle stream, BufferHandle values, BufferHandle weights, int logLength, in uint challenge, BufferHandle newValues, BufferHandle newWeights);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_bind_message(StreamHandle stream, BufferHandle values, BufferHandle weights, int logLength, in uint challenge, BufferHandle newValues, BufferHandle newWeights, BufferHandle partialSums, BufferHandle sums);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_evaluate(StreamHandle stream, BufferHandle vector, int logLength, in uint point, BufferHandle partialSums, BufferHandle value, nuint valueElementOffset);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_add_powers(StreamHandle stream, BufferHandle vector, int logLength, in uint point, in uint coefficient);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_scatter(StreamHandle stream, BufferHandle positions, BufferHandle elements, nuint count, int logLength, BufferHandle vector);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_add(StreamHandle stream, BufferHandle source, int logSource, BufferHandle vector, int logLength);

    [LibraryImport(Library)]
    internal static partial NativeStatus pico_whir_dot_products(StreamHandle stream, BufferHandle vector, int logLength, nuint count, BufferHandle weights, int logWeights, BufferHandle values);
}
