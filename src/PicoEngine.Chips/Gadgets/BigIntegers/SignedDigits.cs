// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>Numbers in base 2^8 with digits from -128 to 127, kept in cells as digit + 128. Each number has one such form of a given length.</summary>
internal static class SignedDigits
{
    /// <summary>The value of so many digits 128: cells are the bytes of a number plus this.</summary>
    public static BigInteger Offset(int count) => CellLimbs.SignOffset * (((BigInteger.One << (8 * count)) - 1) / 255);

    /// <summary>How many digits hold all numbers from one to another.</summary>
    public static int CountFor(BigInteger minimum, BigInteger maximum)
    {
        var count = 1;
        while (minimum < -Offset(count) || maximum >= (BigInteger.One << (8 * count)) - Offset(count))
        {
            count++;
        }

        return count;
    }

    /// <summary>Writes a number as cells.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more digits.</exception>
    public static void Write(BigInteger value, Span<int> cells) => ByteNumber.Write(value + Offset(cells.Length), cells);

    /// <summary>Writes the residue of a number below <paramref name="modulus"/> that the digits hold: itself, or itself minus the modulus.</summary>
    /// <param name="residue">From 0 to modulus - 1.</param>
    /// <param name="modulus">At most 2^8 to the number of cells.</param>
    /// <param name="cells">The cells.</param>
    public static void WriteResidue(BigInteger residue, BigInteger modulus, Span<int> cells)
    {
        var shifted = residue + Offset(cells.Length);
        ByteNumber.Write(shifted >> (8 * cells.Length) == 0 ? shifted : shifted - modulus, cells);
    }
}
