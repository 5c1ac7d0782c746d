// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;

namespace PicoEngine.Fields.Packed;

/// <summary>One KoalaBear element as a packed type of one lane: the path of machines without vector instructions, and of remainders.</summary>
public readonly struct PackedKoalaBear1 : IPackedKoalaBear<PackedKoalaBear1>
{
    private readonly KoalaBear _lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PackedKoalaBear1(KoalaBear lane) => _lane = lane;

    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 Broadcast(KoalaBear value) => new(value);

    // Safe when the caller owns one element at the pointer, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear1 Load(KoalaBear* source) => new(*source);

    // Safe when the caller owns two elements at the pointer, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void LoadPairs(KoalaBear* source, out PackedKoalaBear1 even, out PackedKoalaBear1 odd)
    {
        even = new(source[0]);
        odd = new(source[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SeparatePairs(PackedKoalaBear1 low, PackedKoalaBear1 high, out PackedKoalaBear1 even, out PackedKoalaBear1 odd)
    {
        even = low;
        odd = high;
    }

    // Safe under the condition of Load.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(PackedKoalaBear1 value, KoalaBear* destination) => *destination = value._lane;

    // Safe under the condition of Load.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(PackedKoalaBear1 value, KoalaBear* destination) => *destination = value._lane;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 operator +(PackedKoalaBear1 left, PackedKoalaBear1 right) => new(left._lane + right._lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 operator -(PackedKoalaBear1 left, PackedKoalaBear1 right) => new(left._lane - right._lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 operator -(PackedKoalaBear1 value) => new(-value._lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 operator *(PackedKoalaBear1 left, PackedKoalaBear1 right) => new(left._lane * right._lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 Square(PackedKoalaBear1 value) => new(value._lane.Square());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 Halve(PackedKoalaBear1 value) => new(value._lane.Halve());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 CubeOfSum(PackedKoalaBear1 value, uint shiftedConstant)
    {
        var constant = KoalaBear.FromMontgomery(shiftedConstant + KoalaBear.Modulus);
        return new((value._lane + constant).Cube());
    }

    /// <inheritdoc/>
    /// <remarks>R / 2^log = 2^(32-log) is itself a small Montgomery factor.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 Quotient(PackedKoalaBear1 value, int log) =>
        new(KoalaBear.FromMontgomery(KoalaBear.MontgomeryReduce((ulong)value._lane.ToMontgomery() << (32 - log))));

    // The factor pointers are read only: safe when they point to a factor, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear1 Multiply(PackedKoalaBear1 value, FixedFactor* factor) => new(value._lane * factor->Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear1 MultiplySum(PackedKoalaBear1 left, PackedKoalaBear1 right, FixedFactor* factor) =>
        new((left._lane + right._lane) * factor->Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear1 MultiplyDifference(PackedKoalaBear1 left, PackedKoalaBear1 right, FixedFactor* factor) =>
        new((left._lane - right._lane) * factor->Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 DotProduct(
        PackedKoalaBear1 a0, PackedKoalaBear1 b0, PackedKoalaBear1 a1, PackedKoalaBear1 b1, PackedKoalaBear1 a2, PackedKoalaBear1 b2,
        PackedKoalaBear1 a3, PackedKoalaBear1 b3, PackedKoalaBear1 a4, PackedKoalaBear1 b4) =>
        (a0 * b0) + (a1 * b1) + (a2 * b2) + (a3 * b3) + (a4 * b4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear1 DotProduct(PackedKoalaBear1 a0, PackedKoalaBear1 b0, PackedKoalaBear1 a1, PackedKoalaBear1 b1) => (a0 * b0) + (a1 * b1);

    // Safe under the conditions of the interface: all reads are at offsets of the terms, five elements are written.
    public static unsafe void Combine(KoalaBear* values, ExtensionTerm* terms, int count, KoalaBear* addend, KoalaBear* result, nint stride)
    {
        KoalaBearExtension5 sum = new(addend[0], addend[1], addend[2], addend[3], addend[4]);
        for (var i = 0; i < count; i++)
        {
            sum += terms[i].Coefficient * values[terms[i].Offset];
        }

        for (var k = 0; k < KoalaBearExtension5.Degree; k++)
        {
            result[k * stride] = sum[k];
        }
    }

    // Safe when the caller owns one element on either side, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Transpose(PackedKoalaBear1* rows, KoalaBear* destination, nint stride) => *destination = rows->_lane;
}
