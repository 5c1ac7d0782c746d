// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;

namespace PicoEngine.Executor.Precompiles;

/// <summary>UINT256_MUL, UINT256_MULADD and UINT256_MULADDMOD: products of 256-bit numbers, whole or with a modulus given at run time.</summary>
public static class Uint256Multiplication
{
    /// <summary>Words of a number.</summary>
    public const int NumberWords = 8;

    private const int ProductWords = 2 * NumberWords;

    /// <summary>x := x·y mod m, where m = 0 stands for 2^256. Total: no operand needs to be below m, and m = 1 gives 0.</summary>
    /// <param name="x8">x, least significant word first; receives the result, which is below m.</param>
    /// <param name="yAndModulus16">y in words 0..7, m in words 8..15; may overlap x.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void MultiplyModulo(Span<uint> x8, ReadOnlySpan<uint> yAndModulus16)
    {
        if (x8.Length != NumberWords || yAndModulus16.Length != 2 * NumberWords)
        {
            throw new ArgumentException($"expected 8 and 16 words, got {x8.Length} and {yAndModulus16.Length}");
        }

        Span<uint> product = stackalloc uint[ProductWords + 1];
        product.Clear();
        Multiply(x8, yAndModulus16[..NumberWords], product);
        ReduceModulo(product, yAndModulus16[NumberWords..], x8);
    }

    /// <summary>(low, high) := x·y + c + d, which is below 2^512 whatever the operands are.</summary>
    /// <param name="xAndC16">x in words 0..7, c in words 8..15; receives the low half in words 0..7 and the high half in words 8..15.</param>
    /// <param name="yAndD16">y in words 0..7, d in words 8..15; may overlap the other.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void MultiplyAdd(Span<uint> xAndC16, ReadOnlySpan<uint> yAndD16)
    {
        if (xAndC16.Length != 2 * NumberWords || yAndD16.Length != 2 * NumberWords)
        {
            throw new ArgumentException($"expected 16 and 16 words, got {xAndC16.Length} and {yAndD16.Length}");
        }

        Span<uint> product = stackalloc uint[ProductWords];
        product.Clear();
        Multiply(xAndC16[..NumberWords], yAndD16[..NumberWords], product);
        Add(product, xAndC16[NumberWords..]);
        Add(product, yAndD16[NumberWords..]);
        product.CopyTo(xAndC16);
    }

    /// <summary>x := (x·y + z) mod m, where m = 0 stands for 2^256. Total, as <see cref="MultiplyModulo"/>.</summary>
    /// <param name="x8">x, least significant word first; receives the result, which is below m.</param>
    /// <param name="yModulusAndZ24">y in words 0..7, m in words 8..15, z in words 16..23; may overlap x.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void MultiplyAddModulo(Span<uint> x8, ReadOnlySpan<uint> yModulusAndZ24)
    {
        if (x8.Length != NumberWords || yModulusAndZ24.Length != 3 * NumberWords)
        {
            throw new ArgumentException($"expected 8 and 24 words, got {x8.Length} and {yModulusAndZ24.Length}");
        }

        Span<uint> sum = stackalloc uint[ProductWords + 1];
        sum.Clear();
        Multiply(x8, yModulusAndZ24[..NumberWords], sum);
        Add(sum, yModulusAndZ24[(2 * NumberWords)..]);
        ReduceModulo(sum, yModulusAndZ24[NumberWords..(2 * NumberWords)], x8);
    }

    // The product has one word of head room for the normalising shift.
    private static void ReduceModulo(Span<uint> product, ReadOnlySpan<uint> modulus8, Span<uint> x8)
    {
        ReadOnlySpan<uint> modulus = modulus8.TrimEnd(0u);
        if (modulus.IsEmpty)
        {
            product[..NumberWords].CopyTo(x8);
            return;
        }

        Reduce(product, modulus);
        product[..NumberWords].CopyTo(x8);
    }

    private static void Multiply(ReadOnlySpan<uint> x, ReadOnlySpan<uint> y, Span<uint> product)
    {
        for (int i = 0; i < x.Length; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < y.Length; j++)
            {
                carry += ((ulong)x[i] * y[j]) + product[i + j];
                product[i + j] = (uint)carry;
                carry >>= 32;
            }

            product[i + y.Length] = (uint)carry;
        }
    }

    // number += addend; a carry out of the number cannot be.
    private static void Add(Span<uint> number, ReadOnlySpan<uint> addend)
    {
        ulong carry = 0;
        for (int i = 0; i < number.Length; i++)
        {
            carry += (ulong)number[i] + (i < addend.Length ? addend[i] : 0);
            number[i] = (uint)carry;
            carry >>= 32;
        }
    }

    // Long division (Knuth, The Art of Computer Programming 2, 4.3.1, algorithm D) that keeps only the remainder, in the low words of the number.
    private static void Reduce(Span<uint> number, ReadOnlySpan<uint> modulus)
    {
        int size = modulus.Length;
        int shift = BitOperations.LeadingZeroCount(modulus[^1]);
        Span<uint> divisor = stackalloc uint[NumberWords];
        divisor = divisor[..size];
        ShiftLeft(modulus, shift, divisor);
        ShiftLeft(number, shift, number);
        ulong top = divisor[^1];
        ulong second = size > 1 ? divisor[^2] : 0;
        for (int i = number.Length - 1 - size; i >= 0; i--)
        {
            // The first two words over the top word of the divisor guess the quotient word; the third word corrects all but one guess in 2^32.
            Span<uint> window = number.Slice(i, size + 1);
            ulong head = ((ulong)window[^1] << 32) | window[^2];
            ulong third = size > 1 ? window[^3] : 0;
            ulong guess = head / top;
            ulong rest = head % top;
            while (guess > uint.MaxValue || guess * second > ((rest << 32) | third))
            {
                guess--;
                rest += top;
                if (rest > uint.MaxValue)
                {
                    break;
                }
            }

            if (SubtractMultiple(window, divisor, (uint)guess))
            {
                AddBack(window, divisor);
            }
        }

        ShiftRight(number, shift);
    }

    // window := window - factor·divisor modulo its size; true when that went below zero.
    private static bool SubtractMultiple(Span<uint> window, ReadOnlySpan<uint> divisor, uint factor)
    {
        ulong carry = 0;
        for (int j = 0; j < divisor.Length; j++)
        {
            carry += (ulong)factor * divisor[j];
            uint low = (uint)carry;
            carry >>= 32;
            carry += window[j] < low ? 1UL : 0UL;
            window[j] -= low;
        }

        bool isNegative = window[^1] < carry;
        window[^1] -= (uint)carry;
        return isNegative;
    }

    private static void AddBack(Span<uint> window, ReadOnlySpan<uint> divisor)
    {
        ulong carry = 0;
        for (int j = 0; j < divisor.Length; j++)
        {
            carry += (ulong)window[j] + divisor[j];
            window[j] = (uint)carry;
            carry >>= 32;
        }

        window[^1] += (uint)carry;
    }

    // By less than a word; source and target may be the same.
    private static void ShiftLeft(ReadOnlySpan<uint> source, int shift, Span<uint> target)
    {
        for (int i = source.Length - 1; i >= 0; i--)
        {
            ulong pair = ((ulong)source[i] << 32) | (i > 0 ? source[i - 1] : 0);
            target[i] = (uint)(pair << shift >> 32);
        }
    }

    private static void ShiftRight(Span<uint> number, int shift)
    {
        for (int i = 0; i < number.Length; i++)
        {
            ulong pair = number[i] | ((ulong)(i + 1 < number.Length ? number[i + 1] : 0) << 32);
            number[i] = (uint)(pair >> shift);
        }
    }
}
