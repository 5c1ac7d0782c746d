// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;

namespace PicoEngine.Ethereum.Rlp;

/// <summary>Reads the items of a list's payload in order, in place and strictly: each length and number in its only form (Yellow Paper, appendix B).</summary>
/// <remarks>Lists in lists are read by further readers, as deep as the caller asks; nothing recurses over what bytes say.</remarks>
internal sealed class RlpReader(ReadOnlyMemory<byte> payload)
{
    private const int ShortLimit = 56;
    private readonly int _size = payload.Length;
    private ReadOnlyMemory<byte> _rest = payload;

    public bool AtEnd => _rest.IsEmpty;

    /// <summary>Bytes read so far.</summary>
    public int Position => _size - _rest.Length;

    /// <summary>The payload of the one list that <paramref name="encoded"/> is.</summary>
    public static RlpReader OfList(ReadOnlyMemory<byte> encoded, string what)
    {
        var outer = new RlpReader(encoded);
        RlpReader inner = outer.List(what);
        outer.End(what);
        return inner;
    }

    public RlpItem Item(string what)
    {
        ReadOnlySpan<byte> data = _rest.Span;
        if (data.IsEmpty)
        {
            throw new RlpException($"{what} is missing");
        }

        byte first = data[0];
        if (first < 0x80)
        {
            return Take(what, false, 0, 1);
        }

        bool isList = first >= 0xc0;
        int code = first - (isList ? 0xc0 : 0x80);
        if (code < ShortLimit)
        {
            RlpItem item = Take(what, isList, 1, code);
            return isList || code != 1 || item.Payload.Span[0] >= 0x80 ? item : throw new RlpException($"{what} has a byte below 128 behind a length");
        }

        int lengthBytes = code - ShortLimit + 1;
        if (lengthBytes > 4 || lengthBytes >= data.Length || data[1] == 0)
        {
            throw new RlpException($"{what} has a length that is too long, or begins with a zero byte");
        }

        uint length = 0;
        for (int i = 1; i <= lengthBytes; i++)
        {
            length = (length << 8) | data[i];
        }

        return length >= ShortLimit ? Take(what, isList, 1 + lengthBytes, length) : throw new RlpException($"{what} has a length in a longer form than it needs");
    }

    public ReadOnlyMemory<byte> Bytes(string what)
    {
        RlpItem item = Item(what);
        return item.IsList ? throw new RlpException($"{what} is a list") : item.Payload;
    }

    public ReadOnlyMemory<byte> Bytes(string what, int size)
    {
        ReadOnlyMemory<byte> bytes = Bytes(what);
        return bytes.Length == size ? bytes : throw new RlpException($"{what} has {bytes.Length} bytes instead of {size}");
    }

    public RlpReader List(string what)
    {
        RlpItem item = Item(what);
        return item.IsList ? new RlpReader(item.Payload) : throw new RlpException($"{what} is no list");
    }

    public Hash256 Hash(string what) => new(Bytes(what, Hash256.Size).Span);

    /// <summary>A number of at most 256 bits, as its big-endian bytes without leading zeros.</summary>
    public ReadOnlyMemory<byte> Integer(string what, int maximumBytes = Hash256.Size)
    {
        ReadOnlyMemory<byte> bytes = Bytes(what);
        if (bytes.Length > maximumBytes)
        {
            throw new RlpException($"{what} has more than {8 * maximumBytes} bits");
        }

        return bytes.IsEmpty || bytes.Span[0] != 0 ? bytes : throw new RlpException($"{what} begins with a zero byte");
    }

    public ulong UInt64(string what)
    {
        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        ReadOnlySpan<byte> bytes = Integer(what, sizeof(ulong)).Span;
        bytes.CopyTo(padded[(sizeof(ulong) - bytes.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    public void End(string what)
    {
        if (!AtEnd)
        {
            throw new RlpException($"{what} has {_rest.Length} bytes too many");
        }
    }

    private RlpItem Take(string what, bool isList, int header, uint length) =>
        length <= (uint)(_rest.Length - header) ? Take(what, isList, header, (int)length) : throw new RlpException($"{what} ends too early");

    private RlpItem Take(string what, bool isList, int header, int length)
    {
        if (length > _rest.Length - header)
        {
            throw new RlpException($"{what} ends too early");
        }

        var item = new RlpItem(isList, _rest.Slice(header, length), _rest[..(header + length)]);
        _rest = _rest[(header + length)..];
        return item;
    }
}
