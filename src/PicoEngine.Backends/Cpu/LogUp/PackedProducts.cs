// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using PicoEngine.Fields;
using PicoEngine.Fields.Packed;

namespace PicoEngine.Backends.Cpu.LogUp;

/// <summary>Products of vectors of extension elements from memory to memory, so that no structure of five vectors is copied on the way.</summary>
/// <remarks>
/// An operand is five vectors; one without a stride lies without gaps. All pointers must have that many elements behind them. Results are written last, so they
/// may be operands too.
/// </remarks>
internal static unsafe class PackedProducts
{
    /// <summary>left right. The formula is that of <see cref="PackedExtension5{TPacked}"/>.</summary>
    public static void Multiply<TPacked>(KoalaBear* result, nint resultStride, KoalaBear* left, KoalaBear* right, nint rightStride)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        Load<TPacked>(left, TPacked.Lanes, out var a0, out var a1, out var a2, out var a3, out var a4);
        Load<TPacked>(right, rightStride, out var b0, out var b1, out var b2, out var b3, out var b4);
        var e1 = b1 - b4;
        var e0 = b0 - b3;
        var e4 = b4 - b2;
        var e3 = b3 - e1;
        TPacked.Store(TPacked.DotProduct(a0, b0, a1, b4, a2, b3, a3, b2, a4, e1), result);
        TPacked.Store(TPacked.DotProduct(a0, b1, a1, b0, a2, b4, a3, b3, a4, b2), result + resultStride);
        TPacked.Store(TPacked.DotProduct(a0, b2, a1, e1, a2, e0, a3, e4, a4, e3), result + (2 * resultStride));
        TPacked.Store(TPacked.DotProduct(a0, b3, a1, b2, a2, e1, a3, e0, a4, e4), result + (3 * resultStride));
        TPacked.Store(TPacked.DotProduct(a0, b4, a1, b3, a2, b2, a3, e1, a4, e0), result + (4 * resultStride));
    }

    /// <summary>addend + left right.</summary>
    public static void MultiplyAdd<TPacked>(
        KoalaBear* result, nint resultStride, KoalaBear* addend, KoalaBear* left, KoalaBear* right, nint rightStride)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        Load<TPacked>(left, TPacked.Lanes, out var a0, out var a1, out var a2, out var a3, out var a4);
        Load<TPacked>(right, rightStride, out var b0, out var b1, out var b2, out var b3, out var b4);
        var e1 = b1 - b4;
        var e0 = b0 - b3;
        var e4 = b4 - b2;
        var e3 = b3 - e1;
        var lanes = TPacked.Lanes;
        TPacked.Store(TPacked.Load(addend) + TPacked.DotProduct(a0, b0, a1, b4, a2, b3, a3, b2, a4, e1), result);
        TPacked.Store(TPacked.Load(addend + lanes) + TPacked.DotProduct(a0, b1, a1, b0, a2, b4, a3, b3, a4, b2), result + resultStride);
        TPacked.Store(TPacked.Load(addend + (2 * lanes)) + TPacked.DotProduct(a0, b2, a1, e1, a2, e0, a3, e4, a4, e3), result + (2 * resultStride));
        TPacked.Store(TPacked.Load(addend + (3 * lanes)) + TPacked.DotProduct(a0, b3, a1, b2, a2, e1, a3, e0, a4, e4), result + (3 * resultStride));
        TPacked.Store(TPacked.Load(addend + (4 * lanes)) + TPacked.DotProduct(a0, b4, a1, b3, a2, b2, a3, e1, a4, e0), result + (4 * resultStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TPacked>(
        KoalaBear* source, nint stride, out TPacked c0, out TPacked c1, out TPacked c2, out TPacked c3, out TPacked c4)
        where TPacked : unmanaged, IPackedKoalaBear<TPacked>
    {
        c0 = TPacked.Load(source);
        c1 = TPacked.Load(source + stride);
        c2 = TPacked.Load(source + (2 * stride));
        c3 = TPacked.Load(source + (3 * stride));
        c4 = TPacked.Load(source + (4 * stride));
    }
}
