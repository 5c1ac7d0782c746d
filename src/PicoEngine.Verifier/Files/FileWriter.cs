// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Verifier.Files;

/// <summary>Writes the parts of a file: numbers and words are four bytes, little-endian.</summary>
internal sealed class FileWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public void Write(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void Write(uint number)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.GetSpan(sizeof(uint)), number);
        _buffer.Advance(sizeof(uint));
    }

    public void Write(string name)
    {
        Write((uint)name.Length);
        Write(Encoding.ASCII.GetBytes(name));
    }

    public void Write(ReadOnlySpan<KoalaBear> words)
    {
        foreach (var word in words)
        {
            Write(word.ToCanonical());
        }
    }

    public void Write(IEnumerable<Digest> digests)
    {
        foreach (var digest in digests)
        {
            Write(digest.Words);
        }
    }

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();
}
