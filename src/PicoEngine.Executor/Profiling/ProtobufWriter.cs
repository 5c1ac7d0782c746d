// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Text;

namespace PicoEngine.Executor.Profiling;

/// <summary>
/// The few forms of the protocol-buffer wire format that a profile needs (protobuf.dev, "Encoding"): varints, and records with a
/// length. A field of value 0 or of no bytes is what a reader takes an absent one for, but it is written all the same.
/// </summary>
internal sealed class ProtobufWriter
{
    private const uint VarintType = 0;
    private const uint LengthType = 2;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Varint(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }

    public void Field(uint number, ulong value)
    {
        Varint(number << 3 | VarintType);
        Varint(value);
    }

    public void Field(uint number, ReadOnlySpan<byte> bytes)
    {
        Varint(number << 3 | LengthType);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    public void Field(uint number, string text) => Field(number, Encoding.UTF8.GetBytes(text));
}
