// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;

namespace PicoEngine.Ethereum.Rlp;

/// <summary>Writes RLP (Yellow Paper, appendix B).</summary>
internal static class RlpEncoding
{
    private const int ShortLimit = 56;
    private const byte String = 0x80;
    private const byte List = 0xc0;

    public static byte[] OfBytes(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 1 && bytes[0] < String ? [bytes[0]] : [.. Header(String, bytes.Length), .. bytes];

    public static byte[] OfInteger(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return OfBytes(bytes.TrimStart((byte)0));
    }

    /// <summary>A list of items that are encoded already, one after the other.</summary>
    public static byte[] OfList(ReadOnlySpan<byte> items) => [.. Header(List, items.Length), .. items];

    private static byte[] Header(byte kind, int length)
    {
        if (length < ShortLimit)
        {
            return [(byte)(kind + length)];
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        bytes = bytes.TrimStart((byte)0);
        return [(byte)(kind + ShortLimit - 1 + bytes.Length), .. bytes];
    }
}
