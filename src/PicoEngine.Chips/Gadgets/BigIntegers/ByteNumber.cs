// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Numerics;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>Numbers as bytes in cells, lowest first.</summary>
internal static class ByteNumber
{
    /// <summary>Writes a number, padded with zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or has more bytes.</exception>
    public static void Write(BigInteger value, Span<int> cells)
    {
        Span<byte> bytes = stackalloc byte[cells.Length];
        if (value.Sign < 0 || !value.TryWriteBytes(bytes, out var count, isUnsigned: true))
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"The number does not fit {cells.Length} bytes.");
        }

        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = i < count ? bytes[i] : 0;
        }
    }

    /// <summary>Writes words of 32 bits, lowest first.</summary>
    public static void Write(ReadOnlySpan<uint> words, Span<int> cells)
    {
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            var four = cells.Slice(4 * i, 4);
            (four[0], four[1], four[2], four[3]) = ((byte)word, (byte)(word >> 8), (byte)(word >> 16), (int)(word >> 24));
        }
    }

    /// <summary>The number in words of 32 bits, lowest first.</summary>
    public static BigInteger Read(ReadOnlySpan<uint> words)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint) * words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(sizeof(uint) * i)..], words[i]);
        }

        return new BigInteger(bytes, isUnsigned: true);
    }

    /// <summary>The number in cells.</summary>
    public static BigInteger Read(ReadOnlySpan<int> cells)
    {
        Span<byte> bytes = stackalloc byte[cells.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)cells[i];
        }

        return new BigInteger(bytes, isUnsigned: true);
    }
}
