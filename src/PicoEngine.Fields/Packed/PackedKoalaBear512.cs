// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PicoEngine.Fields.Packed;

/// <summary>Sixteen KoalaBear elements in one 512-bit vector (AVX-512F).</summary>
/// <remarks>
/// A 32 x 32 -> 64 bit multiplication reads the even lanes only, so products run twice, on even lanes and on odd lanes moved down.
/// The method names of the private part say which ranges go in and come out; p is below 2^31 and 2p below 2^32.
/// </remarks>
public readonly struct PackedKoalaBear512 : IPackedKoalaBear<PackedKoalaBear512>
{
    private const uint P = KoalaBear.Modulus;

    private readonly Vector512<uint> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PackedKoalaBear512(Vector512<uint> lanes) => _lanes = lanes;

    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 Broadcast(KoalaBear value) => new(Vector512.Create(value.ToMontgomery()));

    // Safe when the caller owns Lanes elements at the pointer, as the interface asks; an element is its Montgomery word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear512 Load(KoalaBear* source) => new(Vector512.Load((uint*)source));

    // Safe when the caller owns 2 x Lanes elements at the pointer, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void LoadPairs(KoalaBear* source, out PackedKoalaBear512 even, out PackedKoalaBear512 odd) =>
        SeparatePairs(Load(source), Load(source + 16), out even, out odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SeparatePairs(PackedKoalaBear512 low, PackedKoalaBear512 high, out PackedKoalaBear512 even, out PackedKoalaBear512 odd)
    {
        var evens = Vector512.Create(0u, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        even = new(Avx512F.PermuteVar16x32x2(low._lanes, evens, high._lanes));
        odd = new(Avx512F.PermuteVar16x32x2(low._lanes, evens + Vector512<uint>.One, high._lanes));
    }

    // Safe under the condition of Load.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(PackedKoalaBear512 value, KoalaBear* destination) => value._lanes.Store((uint*)destination);

    // Safe under the condition of Load; an address that is not aligned would fault, so it takes the plain way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(PackedKoalaBear512 value, KoalaBear* destination)
    {
        if (((nint)destination & (64 - 1)) == 0)
        {
            value._lanes.StoreAlignedNonTemporal((uint*)destination);
        }
        else
        {
            value._lanes.Store((uint*)destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 operator +(PackedKoalaBear512 left, PackedKoalaBear512 right) =>
        new(SubtractModulusOnce(left._lanes + right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 operator -(PackedKoalaBear512 left, PackedKoalaBear512 right) =>
        new(AddModulusIfNegative(left._lanes - right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 operator -(PackedKoalaBear512 value) => new(AddModulusIfNegative(-value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 operator *(PackedKoalaBear512 left, PackedKoalaBear512 right)
    {
        var even = ReduceHigh(Avx512F.Multiply(left._lanes, right._lanes));
        var odd = ReduceHigh(Avx512F.Multiply(OddLanes(left._lanes), OddLanes(right._lanes)));
        return new(AddModulusIfNegative(MergeHigh(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 Square(PackedKoalaBear512 value)
    {
        var oddLanes = OddLanes(value._lanes);
        var even = ReduceHigh(Avx512F.Multiply(value._lanes, value._lanes));
        var odd = ReduceHigh(Avx512F.Multiply(oddLanes, oddLanes));
        return new(AddModulusIfNegative(MergeHigh(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 Halve(PackedKoalaBear512 value)
    {
        var half = Vector512.ShiftRightLogical(value._lanes, 1);
        return new(half + ((value._lanes & Vector512<uint>.One) * Vector512.Create((P + 1) / 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 CubeOfSum(PackedKoalaBear512 value, uint shiftedConstant)
    {
        // In [-p, p): signed products of such values, and of one with a reduced square, stay below p 2^31.
        var even = (value._lanes + Vector512.Create(shiftedConstant)).AsInt32();
        var odd = OddLanes(even.AsUInt32()).AsInt32();
        var evenSquare = Vector512.ShiftRightLogical(ReduceHighSigned(Avx512F.Multiply(even, even)), 32).AsInt32();
        var oddSquare = Vector512.ShiftRightLogical(ReduceHighSigned(Avx512F.Multiply(odd, odd)), 32).AsInt32();
        var evenCube = ReduceHighSigned(Avx512F.Multiply(evenSquare, even));
        var oddCube = ReduceHighSigned(Avx512F.Multiply(oddSquare, odd));
        return new(AddModulusIfNegative(MergeHigh(evenCube.AsUInt64(), oddCube.AsUInt64())));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// 2^-log = -127 * 2^(24-log). With high = value / 2^log rounded up and value = high 2^log - low, the product is -high (p - 1) + 127 * 2^(24-log) low,
    /// and adding high p leaves high + 127 * 2^(24-log) low, which is in [0, p).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 Quotient(PackedKoalaBear512 value, int log)
    {
        var high = Vector512.ShiftRightLogical(value._lanes + Vector512.Create((1u << log) - 1), log);
        return new((high * Vector512.Create(P)) - (value._lanes * Vector512.Create(127u << (24 - log))));
    }

    // The factor pointers are read only: safe when they point to a factor, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear512 Multiply(PackedKoalaBear512 value, FixedFactor* factor) => new(MultiplyFixed(value._lanes, factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear512 MultiplySum(PackedKoalaBear512 left, PackedKoalaBear512 right, FixedFactor* factor) =>
        new(MultiplyFixed(left._lanes + right._lanes - Vector512.Create(P), factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear512 MultiplyDifference(PackedKoalaBear512 left, PackedKoalaBear512 right, FixedFactor* factor) =>
        new(MultiplyFixed(left._lanes - right._lanes, factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 DotProduct(
        PackedKoalaBear512 a0, PackedKoalaBear512 b0, PackedKoalaBear512 a1, PackedKoalaBear512 b1, PackedKoalaBear512 a2, PackedKoalaBear512 b2,
        PackedKoalaBear512 a3, PackedKoalaBear512 b3, PackedKoalaBear512 a4, PackedKoalaBear512 b4)
    {
        var even = SumOfProducts(a0._lanes, b0._lanes, a1._lanes, b1._lanes, a2._lanes, b2._lanes, a3._lanes, b3._lanes, a4._lanes, b4._lanes);
        var odd = SumOfProducts(
            OddLanes(a0._lanes), OddLanes(b0._lanes), OddLanes(a1._lanes), OddLanes(b1._lanes), OddLanes(a2._lanes), OddLanes(b2._lanes),
            OddLanes(a3._lanes), OddLanes(b3._lanes), OddLanes(a4._lanes), OddLanes(b4._lanes));
        return new(AddModulusIfNegative(MergeHigh(ReduceHigh(even), ReduceHigh(odd))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear512 DotProduct(PackedKoalaBear512 a0, PackedKoalaBear512 b0, PackedKoalaBear512 a1, PackedKoalaBear512 b1)
    {
        // Two products are below p 2^32.
        var even = Avx512F.Multiply(a0._lanes, b0._lanes) + Avx512F.Multiply(a1._lanes, b1._lanes);
        var odd = Avx512F.Multiply(OddLanes(a0._lanes), OddLanes(b0._lanes)) + Avx512F.Multiply(OddLanes(a1._lanes), OddLanes(b1._lanes));
        return new(AddModulusIfNegative(MergeHigh(ReduceHigh(even), ReduceHigh(odd))));
    }

    // Safe under the conditions of the interface: all reads are at offsets of the terms, five vectors are written.
    [SkipLocalsInit]
    public static unsafe void Combine(KoalaBear* values, ExtensionTerm* terms, int count, KoalaBear* addend, KoalaBear* result, nint stride)
    {
        Vector512<ulong> even0 = default, odd0 = default;
        Vector512<ulong> even1 = default, odd1 = default;
        Vector512<ulong> even2 = default, odd2 = default;
        Vector512<ulong> even3 = default, odd3 = default;
        Vector512<ulong> even4 = default, odd4 = default;
        for (var i = 0; i < count; i++)
        {
            // Four products fit at first; behind a trim there is room for two.
            if (i >= 4 && (i & 1) == 0)
            {
                (even0, odd0) = (Trim(even0), Trim(odd0));
                (even1, odd1) = (Trim(even1), Trim(odd1));
                (even2, odd2) = (Trim(even2), Trim(odd2));
                (even3, odd3) = (Trim(even3), Trim(odd3));
                (even4, odd4) = (Trim(even4), Trim(odd4));
            }

            var evenLanes = Load(values + terms[i].Offset)._lanes;
            var oddLanes = OddLanes(evenLanes);
            var words = ExtensionTerm.Words(terms + i);
            var c0 = Vector512.Create(words[0]);
            even0 += Avx512F.Multiply(evenLanes, c0);
            odd0 += Avx512F.Multiply(oddLanes, c0);
            var c1 = Vector512.Create(words[1]);
            even1 += Avx512F.Multiply(evenLanes, c1);
            odd1 += Avx512F.Multiply(oddLanes, c1);
            var c2 = Vector512.Create(words[2]);
            even2 += Avx512F.Multiply(evenLanes, c2);
            odd2 += Avx512F.Multiply(oddLanes, c2);
            var c3 = Vector512.Create(words[3]);
            even3 += Avx512F.Multiply(evenLanes, c3);
            odd3 += Avx512F.Multiply(oddLanes, c3);
            var c4 = Vector512.Create(words[4]);
            even4 += Avx512F.Multiply(evenLanes, c4);
            odd4 += Avx512F.Multiply(oddLanes, c4);
        }

        if (count > 2)
        {
            (even0, odd0) = (Trim(even0), Trim(odd0));
            (even1, odd1) = (Trim(even1), Trim(odd1));
            (even2, odd2) = (Trim(even2), Trim(odd2));
            (even3, odd3) = (Trim(even3), Trim(odd3));
            (even4, odd4) = (Trim(even4), Trim(odd4));
        }

        Store(Load(addend) + new PackedKoalaBear512(AddModulusIfNegative(MergeHigh(ReduceHigh(even0), ReduceHigh(odd0)))), result);
        Store(Load(addend + Lanes) + new PackedKoalaBear512(AddModulusIfNegative(MergeHigh(ReduceHigh(even1), ReduceHigh(odd1)))), result + stride);
        Store(Load(addend + (2 * Lanes)) + new PackedKoalaBear512(AddModulusIfNegative(MergeHigh(ReduceHigh(even2), ReduceHigh(odd2)))), result + (2 * stride));
        Store(Load(addend + (3 * Lanes)) + new PackedKoalaBear512(AddModulusIfNegative(MergeHigh(ReduceHigh(even3), ReduceHigh(odd3)))), result + (3 * stride));
        Store(Load(addend + (4 * Lanes)) + new PackedKoalaBear512(AddModulusIfNegative(MergeHigh(ReduceHigh(even4), ReduceHigh(odd4)))), result + (4 * stride));
    }

    // Safe when the caller owns Lanes vectors at rows and Lanes rows of Lanes elements at the destination, as the interface asks.
    public static unsafe void Transpose(PackedKoalaBear512* rows, KoalaBear* destination, nint stride)
    {
        // Four by four blocks inside the 128-bit parts first: blocks[4 k + g] has in part l the elements 4 l + k of rows 4 g .. 4 g + 3.
        var blocks = stackalloc Vector512<uint>[16];
        for (var g = 0; g < 4; g++)
        {
            var low01 = Avx512F.UnpackLow(rows[4 * g]._lanes, rows[(4 * g) + 1]._lanes).AsUInt64();
            var high01 = Avx512F.UnpackHigh(rows[4 * g]._lanes, rows[(4 * g) + 1]._lanes).AsUInt64();
            var low23 = Avx512F.UnpackLow(rows[(4 * g) + 2]._lanes, rows[(4 * g) + 3]._lanes).AsUInt64();
            var high23 = Avx512F.UnpackHigh(rows[(4 * g) + 2]._lanes, rows[(4 * g) + 3]._lanes).AsUInt64();
            blocks[g] = Avx512F.UnpackLow(low01, low23).AsUInt32();
            blocks[4 + g] = Avx512F.UnpackHigh(low01, low23).AsUInt32();
            blocks[8 + g] = Avx512F.UnpackLow(high01, high23).AsUInt32();
            blocks[12 + g] = Avx512F.UnpackHigh(high01, high23).AsUInt32();
        }

        // Then the 128-bit parts of four blocks: part l of each makes row 4 l + k.
        for (var k = 0; k < 4; k++, destination += stride)
        {
            var block = blocks + (4 * k);
            var low01 = Avx512F.Shuffle4x128(block[0], block[1], 0x44);
            var high01 = Avx512F.Shuffle4x128(block[0], block[1], 0xEE);
            var low23 = Avx512F.Shuffle4x128(block[2], block[3], 0x44);
            var high23 = Avx512F.Shuffle4x128(block[2], block[3], 0xEE);
            Avx512F.Shuffle4x128(low01, low23, 0x88).Store((uint*)destination);
            Avx512F.Shuffle4x128(low01, low23, 0xDD).Store((uint*)(destination + (4 * stride)));
            Avx512F.Shuffle4x128(high01, high23, 0x88).Store((uint*)(destination + (8 * stride)));
            Avx512F.Shuffle4x128(high01, high23, 0xDD).Store((uint*)(destination + (12 * stride)));
        }
    }

    /// <summary>[-p, p) times a prepared factor, in [0, p): signed products, so that a sum or a difference goes in unreduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<uint> MultiplyFixed(Vector512<uint> value, FixedFactor* factor)
    {
        var evenLanes = value.AsInt32();
        var oddLanes = OddLanes(value).AsInt32();
        var factors = Vector512.Create((int)factor->Value.ToMontgomery());
        var quotients = Vector512.Create((int)factor->Quotient);
        var p = Vector512.Create((int)P);
        var even = Avx512F.Multiply(evenLanes, factors) - Avx512F.Multiply(Avx512F.Multiply(evenLanes, quotients).AsInt32(), p);
        var odd = Avx512F.Multiply(oddLanes, factors) - Avx512F.Multiply(Avx512F.Multiply(oddLanes, quotients).AsInt32(), p);
        return AddModulusIfNegative(MergeHigh(even.AsUInt64(), odd.AsUInt64()));
    }

    /// <summary>[0, 2p) to [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> SubtractModulusOnce(Vector512<uint> value) => Vector512.Min(value, value - Vector512.Create(P));

    /// <summary>[-p, p) to [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> AddModulusIfNegative(Vector512<uint> value) => Vector512.Min(value, value + Vector512.Create(P));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> OddLanes(Vector512<uint> value) => Avx512F.DuplicateOddIndexed(value.AsSingle()).AsUInt32();

    /// <summary>[0, p 2^32) to a value of (-p, p) in the high half of each 64-bit lane, over a zero low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> ReduceHigh(Vector512<ulong> value)
    {
        var quotient = Avx512F.Multiply(value.AsUInt32(), Vector512.Create(KoalaBear.InverseModulus));
        return value - Avx512F.Multiply(quotient.AsUInt32(), Vector512.Create(P));
    }

    /// <summary>(-p 2^31, p 2^31) to a value of (-p, p) in the high half of each 64-bit lane, over a zero low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> ReduceHighSigned(Vector512<long> value)
    {
        var quotient = Avx512F.Multiply(value.AsInt32(), Vector512.Create(unchecked((int)KoalaBear.InverseModulus)));
        return value - Avx512F.Multiply(quotient.AsInt32(), Vector512.Create((int)P));
    }

    /// <summary>A representative below p 2^32 of five products of even lanes: four fit in 64 bits, the fifth needs room first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SumOfProducts(
        Vector512<uint> a0, Vector512<uint> b0, Vector512<uint> a1, Vector512<uint> b1, Vector512<uint> a2, Vector512<uint> b2,
        Vector512<uint> a3, Vector512<uint> b3, Vector512<uint> a4, Vector512<uint> b4)
    {
        var four = (Avx512F.Multiply(a0, b0) + Avx512F.Multiply(a1, b1)) + (Avx512F.Multiply(a2, b2) + Avx512F.Multiply(a3, b3));
        return Trim(Trim(four) + Avx512F.Multiply(a4, b4));
    }

    /// <summary>[0, 2 p 2^32) to [0, p 2^32).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Trim(Vector512<ulong> value) => Vector512.Min(value, value - Vector512.Create((ulong)P << 32));

    /// <summary>Puts the high halves of the even and odd products back into lane order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> MergeHigh(Vector512<ulong> even, Vector512<ulong> odd) =>
        Avx512F.PermuteVar16x32x2(
            even.AsUInt32(),
            Vector512.Create(1u, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31),
            odd.AsUInt32());
}
