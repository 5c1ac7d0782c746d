// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PicoEngine.Fields.Packed;

/// <summary>Eight KoalaBear elements in one 256-bit vector (AVX2).</summary>
/// <remarks>
/// A 32 x 32 -> 64 bit multiplication reads the even lanes only, so products run twice, on even lanes and on odd lanes moved down.
/// The method names of the private part say which ranges go in and come out; p is below 2^31 and 2p below 2^32.
/// </remarks>
public readonly struct PackedKoalaBear256 : IPackedKoalaBear<PackedKoalaBear256>
{
    private const uint P = KoalaBear.Modulus;

    private readonly Vector256<uint> _lanes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PackedKoalaBear256(Vector256<uint> lanes) => _lanes = lanes;

    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx2.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 Broadcast(KoalaBear value) => new(Vector256.Create(value.ToMontgomery()));

    // Safe when the caller owns Lanes elements at the pointer, as the interface asks; an element is its Montgomery word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear256 Load(KoalaBear* source) => new(Vector256.Load((uint*)source));

    // Safe when the caller owns 2 x Lanes elements at the pointer, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void LoadPairs(KoalaBear* source, out PackedKoalaBear256 even, out PackedKoalaBear256 odd) =>
        SeparatePairs(Load(source), Load(source + 8), out even, out odd);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SeparatePairs(PackedKoalaBear256 low, PackedKoalaBear256 high, out PackedKoalaBear256 even, out PackedKoalaBear256 odd)
    {
        // The shuffle works inside 128-bit halves; the permutation puts the four pairs of elements back into order.
        var (first, second) = (low._lanes.AsSingle(), high._lanes.AsSingle());
        even = new(Avx2.Permute4x64(Avx.Shuffle(first, second, 0x88).AsUInt64(), 0xD8).AsUInt32());
        odd = new(Avx2.Permute4x64(Avx.Shuffle(first, second, 0xDD).AsUInt64(), 0xD8).AsUInt32());
    }

    // Safe under the condition of Load.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(PackedKoalaBear256 value, KoalaBear* destination) => value._lanes.Store((uint*)destination);

    // Safe under the condition of Load; an address that is not aligned would fault, so it takes the plain way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void StoreStreaming(PackedKoalaBear256 value, KoalaBear* destination)
    {
        if (((nint)destination & (32 - 1)) == 0)
        {
            value._lanes.StoreAlignedNonTemporal((uint*)destination);
        }
        else
        {
            value._lanes.Store((uint*)destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 operator +(PackedKoalaBear256 left, PackedKoalaBear256 right) =>
        new(SubtractModulusOnce(left._lanes + right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 operator -(PackedKoalaBear256 left, PackedKoalaBear256 right) =>
        new(AddModulusIfNegative(left._lanes - right._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 operator -(PackedKoalaBear256 value) => new(AddModulusIfNegative(-value._lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 operator *(PackedKoalaBear256 left, PackedKoalaBear256 right)
    {
        var even = ReduceHigh(Avx2.Multiply(left._lanes, right._lanes));
        var odd = ReduceHigh(Avx2.Multiply(OddLanes(left._lanes), OddLanes(right._lanes)));
        return new(AddModulusIfNegative(MergeHigh(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 Square(PackedKoalaBear256 value)
    {
        var oddLanes = OddLanes(value._lanes);
        var even = ReduceHigh(Avx2.Multiply(value._lanes, value._lanes));
        var odd = ReduceHigh(Avx2.Multiply(oddLanes, oddLanes));
        return new(AddModulusIfNegative(MergeHigh(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 Halve(PackedKoalaBear256 value)
    {
        var half = Vector256.ShiftRightLogical(value._lanes, 1);
        return new(half + ((value._lanes & Vector256<uint>.One) * Vector256.Create((P + 1) / 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 CubeOfSum(PackedKoalaBear256 value, uint shiftedConstant)
    {
        // In [-p, p): signed products of such values, and of one with a reduced square, stay below p 2^31.
        var even = (value._lanes + Vector256.Create(shiftedConstant)).AsInt32();
        var odd = OddLanes(even.AsUInt32()).AsInt32();
        var evenSquare = Vector256.ShiftRightLogical(ReduceHighSigned(Avx2.Multiply(even, even)), 32).AsInt32();
        var oddSquare = Vector256.ShiftRightLogical(ReduceHighSigned(Avx2.Multiply(odd, odd)), 32).AsInt32();
        var evenCube = ReduceHighSigned(Avx2.Multiply(evenSquare, even));
        var oddCube = ReduceHighSigned(Avx2.Multiply(oddSquare, odd));
        return new(AddModulusIfNegative(MergeHigh(evenCube.AsUInt64(), oddCube.AsUInt64())));
    }

    /// <inheritdoc/>
    /// <remarks>
    /// 2^-log = -127 * 2^(24-log). With high = value / 2^log rounded up and value = high 2^log - low, the product is -high (p - 1) + 127 * 2^(24-log) low,
    /// and adding high p leaves high + 127 * 2^(24-log) low, which is in [0, p).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 Quotient(PackedKoalaBear256 value, int log)
    {
        var high = Vector256.ShiftRightLogical(value._lanes + Vector256.Create((1u << log) - 1), log);
        return new((high * Vector256.Create(P)) - (value._lanes * Vector256.Create(127u << (24 - log))));
    }

    // The factor pointers are read only: safe when they point to a factor, as the interface asks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear256 Multiply(PackedKoalaBear256 value, FixedFactor* factor) => new(MultiplyFixed(value._lanes, factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear256 MultiplySum(PackedKoalaBear256 left, PackedKoalaBear256 right, FixedFactor* factor) =>
        new(MultiplyFixed(left._lanes + right._lanes - Vector256.Create(P), factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe PackedKoalaBear256 MultiplyDifference(PackedKoalaBear256 left, PackedKoalaBear256 right, FixedFactor* factor) =>
        new(MultiplyFixed(left._lanes - right._lanes, factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 DotProduct(
        PackedKoalaBear256 a0, PackedKoalaBear256 b0, PackedKoalaBear256 a1, PackedKoalaBear256 b1, PackedKoalaBear256 a2, PackedKoalaBear256 b2,
        PackedKoalaBear256 a3, PackedKoalaBear256 b3, PackedKoalaBear256 a4, PackedKoalaBear256 b4)
    {
        var even = SumOfProducts(a0._lanes, b0._lanes, a1._lanes, b1._lanes, a2._lanes, b2._lanes, a3._lanes, b3._lanes, a4._lanes, b4._lanes);
        var odd = SumOfProducts(
            OddLanes(a0._lanes), OddLanes(b0._lanes), OddLanes(a1._lanes), OddLanes(b1._lanes), OddLanes(a2._lanes), OddLanes(b2._lanes),
            OddLanes(a3._lanes), OddLanes(b3._lanes), OddLanes(a4._lanes), OddLanes(b4._lanes));
        return new(AddModulusIfNegative(MergeHigh(ReduceHigh(even), ReduceHigh(odd))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PackedKoalaBear256 DotProduct(PackedKoalaBear256 a0, PackedKoalaBear256 b0, PackedKoalaBear256 a1, PackedKoalaBear256 b1)
    {
        // Two products are below p 2^32.
        var even = Avx2.Multiply(a0._lanes, b0._lanes) + Avx2.Multiply(a1._lanes, b1._lanes);
        var odd = Avx2.Multiply(OddLanes(a0._lanes), OddLanes(b0._lanes)) + Avx2.Multiply(OddLanes(a1._lanes), OddLanes(b1._lanes));
        return new(AddModulusIfNegative(MergeHigh(ReduceHigh(even), ReduceHigh(odd))));
    }

    // Safe under the conditions of the interface: all reads are at offsets of the terms, five vectors are written.
    [SkipLocalsInit]
    public static unsafe void Combine(KoalaBear* values, ExtensionTerm* terms, int count, KoalaBear* addend, KoalaBear* result, nint stride)
    {
        Vector256<ulong> even0 = default, odd0 = default;
        Vector256<ulong> even1 = default, odd1 = default;
        Vector256<ulong> even2 = default, odd2 = default;
        Vector256<ulong> even3 = default, odd3 = default;
        Vector256<ulong> even4 = default, odd4 = default;
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
            var c0 = Vector256.Create(words[0]);
            even0 += Avx2.Multiply(evenLanes, c0);
            odd0 += Avx2.Multiply(oddLanes, c0);
            var c1 = Vector256.Create(words[1]);
            even1 += Avx2.Multiply(evenLanes, c1);
            odd1 += Avx2.Multiply(oddLanes, c1);
            var c2 = Vector256.Create(words[2]);
            even2 += Avx2.Multiply(evenLanes, c2);
            odd2 += Avx2.Multiply(oddLanes, c2);
            var c3 = Vector256.Create(words[3]);
            even3 += Avx2.Multiply(evenLanes, c3);
            odd3 += Avx2.Multiply(oddLanes, c3);
            var c4 = Vector256.Create(words[4]);
            even4 += Avx2.Multiply(evenLanes, c4);
            odd4 += Avx2.Multiply(oddLanes, c4);
        }

        if (count > 2)
        {
            (even0, odd0) = (Trim(even0), Trim(odd0));
            (even1, odd1) = (Trim(even1), Trim(odd1));
            (even2, odd2) = (Trim(even2), Trim(odd2));
            (even3, odd3) = (Trim(even3), Trim(odd3));
            (even4, odd4) = (Trim(even4), Trim(odd4));
        }

        Store(Load(addend) + new PackedKoalaBear256(AddModulusIfNegative(MergeHigh(ReduceHigh(even0), ReduceHigh(odd0)))), result);
        Store(Load(addend + Lanes) + new PackedKoalaBear256(AddModulusIfNegative(MergeHigh(ReduceHigh(even1), ReduceHigh(odd1)))), result + stride);
        Store(Load(addend + (2 * Lanes)) + new PackedKoalaBear256(AddModulusIfNegative(MergeHigh(ReduceHigh(even2), ReduceHigh(odd2)))), result + (2 * stride));
        Store(Load(addend + (3 * Lanes)) + new PackedKoalaBear256(AddModulusIfNegative(MergeHigh(ReduceHigh(even3), ReduceHigh(odd3)))), result + (3 * stride));
        Store(Load(addend + (4 * Lanes)) + new PackedKoalaBear256(AddModulusIfNegative(MergeHigh(ReduceHigh(even4), ReduceHigh(odd4)))), result + (4 * stride));
    }

    // Safe when the caller owns Lanes vectors at rows and Lanes rows of Lanes elements at the destination, as the interface asks.
    public static unsafe void Transpose(PackedKoalaBear256* rows, KoalaBear* destination, nint stride)
    {
        // Four by four blocks inside the 128-bit halves first: blocks[2 k + g] has in half l the elements 4 l + k of rows 4 g .. 4 g + 3.
        var blocks = stackalloc Vector256<uint>[8];
        for (var g = 0; g < 2; g++)
        {
            var low01 = Avx2.UnpackLow(rows[4 * g]._lanes, rows[(4 * g) + 1]._lanes).AsUInt64();
            var high01 = Avx2.UnpackHigh(rows[4 * g]._lanes, rows[(4 * g) + 1]._lanes).AsUInt64();
            var low23 = Avx2.UnpackLow(rows[(4 * g) + 2]._lanes, rows[(4 * g) + 3]._lanes).AsUInt64();
            var high23 = Avx2.UnpackHigh(rows[(4 * g) + 2]._lanes, rows[(4 * g) + 3]._lanes).AsUInt64();
            blocks[g] = Avx2.UnpackLow(low01, low23).AsUInt32();
            blocks[2 + g] = Avx2.UnpackHigh(low01, low23).AsUInt32();
            blocks[4 + g] = Avx2.UnpackLow(high01, high23).AsUInt32();
            blocks[6 + g] = Avx2.UnpackHigh(high01, high23).AsUInt32();
        }

        for (var k = 0; k < 4; k++, destination += stride)
        {
            Avx2.Permute2x128(blocks[2 * k], blocks[(2 * k) + 1], 0x20).Store((uint*)destination);
            Avx2.Permute2x128(blocks[2 * k], blocks[(2 * k) + 1], 0x31).Store((uint*)(destination + (4 * stride)));
        }
    }

    /// <summary>[-p, p) times a prepared factor, in [0, p): signed products, so that a sum or a difference goes in unreduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<uint> MultiplyFixed(Vector256<uint> value, FixedFactor* factor)
    {
        var evenLanes = value.AsInt32();
        var oddLanes = OddLanes(value).AsInt32();
        var factors = Vector256.Create((int)factor->Value.ToMontgomery());
        var quotients = Vector256.Create((int)factor->Quotient);
        var p = Vector256.Create((int)P);
        var even = Avx2.Multiply(evenLanes, factors) - Avx2.Multiply(Avx2.Multiply(evenLanes, quotients).AsInt32(), p);
        var odd = Avx2.Multiply(oddLanes, factors) - Avx2.Multiply(Avx2.Multiply(oddLanes, quotients).AsInt32(), p);
        return AddModulusIfNegative(MergeHigh(even.AsUInt64(), odd.AsUInt64()));
    }

    /// <summary>[0, 2p) to [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> SubtractModulusOnce(Vector256<uint> value) => Vector256.Min(value, value - Vector256.Create(P));

    /// <summary>[-p, p) to [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> AddModulusIfNegative(Vector256<uint> value) => Vector256.Min(value, value + Vector256.Create(P));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> OddLanes(Vector256<uint> value) => Avx.DuplicateOddIndexed(value.AsSingle()).AsUInt32();

    /// <summary>[0, p 2^32) to a value of (-p, p) in the high half of each 64-bit lane, over a zero low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> ReduceHigh(Vector256<ulong> value)
    {
        var quotient = Avx2.Multiply(value.AsUInt32(), Vector256.Create(KoalaBear.InverseModulus));
        return value - Avx2.Multiply(quotient.AsUInt32(), Vector256.Create(P));
    }

    /// <summary>(-p 2^31, p 2^31) to a value of (-p, p) in the high half of each 64-bit lane, over a zero low half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> ReduceHighSigned(Vector256<long> value)
    {
        var quotient = Avx2.Multiply(value.AsInt32(), Vector256.Create(unchecked((int)KoalaBear.InverseModulus)));
        return value - Avx2.Multiply(quotient.AsInt32(), Vector256.Create((int)P));
    }

    /// <summary>A representative below p 2^32 of five products of even lanes: four fit in 64 bits, the fifth needs room first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> SumOfProducts(
        Vector256<uint> a0, Vector256<uint> b0, Vector256<uint> a1, Vector256<uint> b1, Vector256<uint> a2, Vector256<uint> b2,
        Vector256<uint> a3, Vector256<uint> b3, Vector256<uint> a4, Vector256<uint> b4)
    {
        var four = (Avx2.Multiply(a0, b0) + Avx2.Multiply(a1, b1)) + (Avx2.Multiply(a2, b2) + Avx2.Multiply(a3, b3));
        return Trim(Trim(four) + Avx2.Multiply(a4, b4));
    }

    /// <summary>[0, 2 p 2^32) to [0, p 2^32).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Trim(Vector256<ulong> value) => Vector256.Min(value, value - Vector256.Create((ulong)P << 32));

    /// <summary>Puts the high halves of the even and odd products back into lane order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> MergeHigh(Vector256<ulong> even, Vector256<ulong> odd) =>
        Avx2.Blend(Avx.DuplicateOddIndexed(even.AsSingle()).AsUInt32(), odd.AsUInt32(), 0b10101010);
}
