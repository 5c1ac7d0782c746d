// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>Divides multiples of an odd number by it, from the lowest limb up (T. Jebelean, An algorithm for exact division, 1993): no estimates, and signs take care of themselves.</summary>
internal sealed class ExactDivision
{
    private const int LimbBytes = sizeof(ulong);

    private readonly ulong[] _divisor;
    private readonly ulong _inverse;

    /// <exception cref="ArgumentException">The divisor is even or not positive.</exception>
    public ExactDivision(BigInteger divisor)
    {
        if (divisor.Sign <= 0 || divisor.IsEven)
        {
            throw new ArgumentException("The divisor must be odd and positive.", nameof(divisor));
        }

        _divisor = new ulong[(divisor.GetByteCount(isUnsigned: true) + LimbBytes - 1) / LimbBytes];
        for (var i = 0; i < _divisor.Length; i++)
        {
            _divisor[i] = (ulong)((divisor >> (64 * i)) & ulong.MaxValue);
        }

        // Newton: each step doubles the right bits, of which an odd number as its own inverse has three.
        _inverse = _divisor[0];
        for (var bits = 3; bits < 64; bits *= 2)
        {
            _inverse *= 2 - (_divisor[0] * _inverse);
        }
    }

    /// <summary>Writes the quotient as signed digits. If the number is no multiple, or the quotient has more digits, what is written is not its quotient.</summary>
    /// <param name="number">Signed coefficients of powers of 2^8.</param>
    /// <param name="cells">The digits plus 128.</param>
    public void Write(ReadOnlySpan<int> number, Span<int> cells)
    {
        var count = (cells.Length + LimbBytes - 1) / LimbBytes;
        Span<ulong> rest = stackalloc ulong[count];
        var carry = 0L;
        for (var i = 0; i < count; i++)
        {
            rest[i] = Pack(number, LimbBytes * i, ref carry);
        }

        Span<ulong> quotient = stackalloc ulong[count];
        for (var i = 0; i < count; i++)
        {
            quotient[i] = rest[i] * _inverse;
            SubtractMultiple(rest[i..], quotient[i]);
        }

        // Plus 128 in every digit.
        var sum = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            sum += (byte)(quotient[i / LimbBytes] >> (8 * (i % LimbBytes))) + CellLimbs.SignOffset;
            cells[i] = (byte)sum;
            sum >>= 8;
        }
    }

    private static ulong Pack(ReadOnlySpan<int> number, int start, ref long carry)
    {
        var limb = 0UL;
        for (var i = 0; i < LimbBytes; i++)
        {
            carry += start + i < number.Length ? number[start + i] : 0;
            limb |= (ulong)(byte)carry << (8 * i);
            carry >>= 8;
        }

        return limb;
    }

    private void SubtractMultiple(Span<ulong> rest, ulong factor)
    {
        var borrow = 0UL;
        for (var i = 0; i < rest.Length; i++)
        {
            var high = i < _divisor.Length ? Math.BigMul(factor, _divisor[i], out var low) : low = 0;
            var sum = low + borrow;
            high += sum < low ? 1UL : 0UL;
            borrow = high + (rest[i] < sum ? 1UL : 0UL);
            rest[i] -= sum;
        }
    }
}
