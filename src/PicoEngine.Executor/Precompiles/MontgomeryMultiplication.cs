// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Runtime.CompilerServices;

namespace PicoEngine.Executor.Precompiles;

/// <summary>Montgomery products of 4 and 6 limbs: a·b·2^(-64·limbs) mod p, operand scanning with the reduction interleaved (CIOS, Koç, Acar, Kaliski 1996).</summary>
/// <remarks>The row of limbs stays in locals, which the loop over the limbs of b keeps in registers; any odd p below 2^(64·limbs) is served, so the carry limb is kept.</remarks>
internal static class MontgomeryMultiplication
{
    /// <summary>Product of 4 limbs; <paramref name="negativeInverse"/> is -1/p mod 2^64, operands are below p.</summary>
    [SkipLocalsInit]
    public static void MultiplyFourLimbs(in FieldElement a, in FieldElement b, in FieldElement p, ulong negativeInverse, out FieldElement product)
    {
        ulong a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3];
        ulong p0 = p[0], p1 = p[1], p2 = p[2], p3 = p[3];
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        for (int i = 0; i < 4; i++)
        {
            ulong factor = b[i];
            ulong carry = 0;
            t0 = MultiplyAdd(a0, factor, t0, ref carry);
            t1 = MultiplyAdd(a1, factor, t1, ref carry);
            t2 = MultiplyAdd(a2, factor, t2, ref carry);
            t3 = MultiplyAdd(a3, factor, t3, ref carry);
            t4 += carry;
            ulong overflow = t4 < carry ? 1UL : 0UL;

            ulong multiple = t0 * negativeInverse;
            carry = 0;
            MultiplyAdd(multiple, p0, t0, ref carry);
            t0 = MultiplyAdd(multiple, p1, t1, ref carry);
            t1 = MultiplyAdd(multiple, p2, t2, ref carry);
            t2 = MultiplyAdd(multiple, p3, t3, ref carry);
            t3 = t4 + carry;
            t4 = overflow + (t3 < carry ? 1UL : 0UL);
        }

        ulong borrow = 0;
        ulong s0 = SubtractBorrow(t0, p0, ref borrow);
        ulong s1 = SubtractBorrow(t1, p1, ref borrow);
        ulong s2 = SubtractBorrow(t2, p2, ref borrow);
        ulong s3 = SubtractBorrow(t3, p3, ref borrow);
        bool keep = t4 < borrow;
        product = default;
        product[0] = keep ? t0 : s0;
        product[1] = keep ? t1 : s1;
        product[2] = keep ? t2 : s2;
        product[3] = keep ? t3 : s3;
    }

    /// <summary>Product of 6 limbs; <paramref name="negativeInverse"/> is -1/p mod 2^64, operands are below p.</summary>
    [SkipLocalsInit]
    public static void MultiplySixLimbs(in FieldElement a, in FieldElement b, in FieldElement p, ulong negativeInverse, out FieldElement product)
    {
        ulong a0 = a[0], a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4], a5 = a[5];
        ulong p0 = p[0], p1 = p[1], p2 = p[2], p3 = p[3], p4 = p[4], p5 = p[5];
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0;
        for (int i = 0; i < 6; i++)
        {
            ulong factor = b[i];
            ulong carry = 0;
            t0 = MultiplyAdd(a0, factor, t0, ref carry);
            t1 = MultiplyAdd(a1, factor, t1, ref carry);
            t2 = MultiplyAdd(a2, factor, t2, ref carry);
            t3 = MultiplyAdd(a3, factor, t3, ref carry);
            t4 = MultiplyAdd(a4, factor, t4, ref carry);
            t5 = MultiplyAdd(a5, factor, t5, ref carry);
            t6 += carry;
            ulong overflow = t6 < carry ? 1UL : 0UL;

            ulong multiple = t0 * negativeInverse;
            carry = 0;
            MultiplyAdd(multiple, p0, t0, ref carry);
            t0 = MultiplyAdd(multiple, p1, t1, ref carry);
            t1 = MultiplyAdd(multiple, p2, t2, ref carry);
            t2 = MultiplyAdd(multiple, p3, t3, ref carry);
            t3 = MultiplyAdd(multiple, p4, t4, ref carry);
            t4 = MultiplyAdd(multiple, p5, t5, ref carry);
            t5 = t6 + carry;
            t6 = overflow + (t5 < carry ? 1UL : 0UL);
        }

        ulong borrow = 0;
        ulong s0 = SubtractBorrow(t0, p0, ref borrow);
        ulong s1 = SubtractBorrow(t1, p1, ref borrow);
        ulong s2 = SubtractBorrow(t2, p2, ref borrow);
        ulong s3 = SubtractBorrow(t3, p3, ref borrow);
        ulong s4 = SubtractBorrow(t4, p4, ref borrow);
        ulong s5 = SubtractBorrow(t5, p5, ref borrow);
        bool keep = t6 < borrow;
        product = default;
        product[0] = keep ? t0 : s0;
        product[1] = keep ? t1 : s1;
        product[2] = keep ? t2 : s2;
        product[3] = keep ? t3 : s3;
        product[4] = keep ? t4 : s4;
        product[5] = keep ? t5 : s5;
    }

    /// <summary>x - y - borrow, with the new borrow (0 or 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SubtractBorrow(ulong x, ulong y, ref ulong borrow)
    {
        ulong difference = x - y;
        ulong result = difference - borrow;
        borrow = (x < y ? 1UL : 0UL) | (difference < borrow ? 1UL : 0UL);
        return result;
    }

    /// <summary>x + y + carry, with the new carry (0 or 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong AddCarry(ulong x, ulong y, ref ulong carry)
    {
        ulong sum = x + y;
        ulong result = sum + carry;
        carry = (sum < x ? 1UL : 0UL) | (result < sum ? 1UL : 0UL);
        return result;
    }

    // x·y + addend + carry fits 128 bits; the low half is returned, the high half is the new carry.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong x, ulong y, ulong addend, ref ulong carry)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        low += addend;
        high += low < addend ? 1UL : 0UL;
        low += carry;
        high += low < carry ? 1UL : 0UL;
        carry = high;
        return low;
    }
}
