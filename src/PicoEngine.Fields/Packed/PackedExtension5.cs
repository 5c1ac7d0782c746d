// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PicoEngine.Fields.Packed;

/// <summary>As many elements of the degree-5 extension as a packed type has lanes, coefficient by coefficient (structure of arrays).</summary>
/// <typeparam name="TPacked">The packed base field.</typeparam>
[StructLayout(LayoutKind.Sequential)]
[SuppressMessage("Design", "CA1000", Justification = "Kernels are generic over the packed type, which is the argument to name.")]
public readonly unsafe struct PackedExtension5<TPacked>
    where TPacked : unmanaged, IPackedKoalaBear<TPacked>
{
    private readonly TPacked _c0;
    private readonly TPacked _c1;
    private readonly TPacked _c2;
    private readonly TPacked _c3;
    private readonly TPacked _c4;

    /// <summary>The elements with the given coefficients of 1, x, x^2, x^3, x^4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PackedExtension5(TPacked c0, TPacked c1, TPacked c2, TPacked c3, TPacked c4)
    {
        _c0 = c0;
        _c1 = c1;
        _c2 = c2;
        _c3 = c3;
        _c4 = c4;
    }

    /// <summary>The same element in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> Broadcast(KoalaBearExtension5 value) => new(
        TPacked.Broadcast(value[0]), TPacked.Broadcast(value[1]), TPacked.Broadcast(value[2]), TPacked.Broadcast(value[3]), TPacked.Broadcast(value[4]));

    /// <summary>Elements of the base field, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> FromBase(TPacked value) => new(value, default, default, default, default);

    /// <summary>Reads the lanes of five columns.</summary>
    /// <param name="source">The first lane of the constant coefficients.</param>
    /// <param name="stride">Elements from one coefficient's column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> Load(KoalaBear* source, nint stride) => new(
        TPacked.Load(source),
        TPacked.Load(source + stride),
        TPacked.Load(source + (2 * stride)),
        TPacked.Load(source + (3 * stride)),
        TPacked.Load(source + (4 * stride)));

    /// <summary>Writes the lanes of five columns.</summary>
    /// <param name="value">The elements.</param>
    /// <param name="destination">The first lane of the constant coefficients.</param>
    /// <param name="stride">Elements from one coefficient's column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(in PackedExtension5<TPacked> value, KoalaBear* destination, nint stride)
    {
        TPacked.Store(value._c0, destination);
        TPacked.Store(value._c1, destination + stride);
        TPacked.Store(value._c2, destination + (2 * stride));
        TPacked.Store(value._c3, destination + (3 * stride));
        TPacked.Store(value._c4, destination + (4 * stride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> operator +(in PackedExtension5<TPacked> left, in PackedExtension5<TPacked> right) => new(
        left._c0 + right._c0, left._c1 + right._c1, left._c2 + right._c2, left._c3 + right._c3, left._c4 + right._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> operator -(in PackedExtension5<TPacked> left, in PackedExtension5<TPacked> right) => new(
        left._c0 - right._c0, left._c1 - right._c1, left._c2 - right._c2, left._c3 - right._c3, left._c4 - right._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> operator -(in PackedExtension5<TPacked> value) =>
        new(-value._c0, -value._c1, -value._c2, -value._c3, -value._c4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedExtension5<TPacked> operator *(in PackedExtension5<TPacked> left, TPacked right) =>
        new(left._c0 * right, left._c1 * right, left._c2 * right, left._c3 * right, left._c4 * right);

    /// <summary>The products: row i of the matrix of right is x^i right, and x (b0, .., b4) = (b4, b0, b1 - b4, b2, b3).</summary>
    /// <remarks>That leaves five dot products of length five and four subtractions, fewer operations than folding nine unreduced coefficients.</remarks>
    public static PackedExtension5<TPacked> operator *(in PackedExtension5<TPacked> left, in PackedExtension5<TPacked> right)
    {
        var (a0, a1, a2, a3, a4) = (left._c0, left._c1, left._c2, left._c3, left._c4);
        var (b0, b1, b2, b3, b4) = (right._c0, right._c1, right._c2, right._c3, right._c4);
        var e1 = b1 - b4;
        var e0 = b0 - b3;
        var e4 = b4 - b2;
        var e3 = b3 - e1;
        return new(
            TPacked.DotProduct(a0, b0, a1, b4, a2, b3, a3, b2, a4, e1),
            TPacked.DotProduct(a0, b1, a1, b0, a2, b4, a3, b3, a4, b2),
            TPacked.DotProduct(a0, b2, a1, e1, a2, e0, a3, e4, a4, e3),
            TPacked.DotProduct(a0, b3, a1, b2, a2, e1, a3, e0, a4, e4),
            TPacked.DotProduct(a0, b4, a1, b3, a2, b2, a3, e1, a4, e0));
    }
}
