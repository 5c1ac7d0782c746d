// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Verifier.Files;

/// <summary>Reads the parts of a file, strictly. Total: behind the first fault everything reads as zero or empty, and nothing is allocated.</summary>
/// <remarks>No part is allocated before the file is known to be long enough for it, so memory is bounded by the length of the file.</remarks>
internal sealed class FileReader(ReadOnlyMemory<byte> file)
{
    private readonly ReadOnlyMemory<byte> _file = file;

    /// <summary>The first fault, or null.</summary>
    public FileRejection? Fault { get; private set; }

    /// <summary>Where the next part begins.</summary>
    public int Position { get; private set; }

    /// <summary>Notes a fault, unless there is one already.</summary>
    public void Refuse(FileRejectionReason reason, long position, string found = "") => Fault ??= new(reason, position, found);

    public ReadOnlyMemory<byte> ReadBytes(long count)
    {
        if (Fault is not null || count > _file.Length - Position)
        {
            Refuse(FileRejectionReason.Truncated, Position);
            return default;
        }

        var bytes = _file.Slice(Position, (int)count);
        Position += (int)count;
        return bytes;
    }

    public uint ReadNumber()
    {
        var bytes = ReadBytes(sizeof(uint)).Span;
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    /// <summary>A number that must be this one.</summary>
    public void Expect(uint value, FileRejectionReason otherwise)
    {
        var position = Position;
        var found = ReadNumber();
        if (found != value)
        {
            Refuse(otherwise, position, found.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Bytes that must be these.</summary>
    public void Expect(ReadOnlySpan<byte> magic)
    {
        var position = Position;
        if (!ReadBytes(magic.Length).Span.SequenceEqual(magic))
        {
            Refuse(FileRejectionReason.Magic, position);
        }
    }

    /// <summary>A name that must be this one: its length, then printable ASCII.</summary>
    public void Expect(string name, int maximumLength, FileRejectionReason otherwise)
    {
        var position = Position;
        var length = ReadNumber();
        if (length == 0 || length > maximumLength)
        {
            Refuse(FileRejectionReason.Name, position);
            return;
        }

        var bytes = ReadBytes(length).Span;
        if (bytes.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            Refuse(FileRejectionReason.Name, position);
        }
        else if (Encoding.ASCII.GetString(bytes) is var found && found != name)
        {
            Refuse(otherwise, position, found);
        }
    }

    /// <summary>Words that are not looked at: their reader checks them.</summary>
    public uint[] ReadRawWords(long count)
    {
        var bytes = ReadBytes(sizeof(uint) * count).Span;
        var words = MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return words;
    }

    public KoalaBear[] ReadWords(int count)
    {
        var position = Position;
        var raw = ReadRawWords(count);
        var words = new KoalaBear[Fault is null ? count : 0];
        for (var i = 0; i < words.Length; i++)
        {
            if (!KoalaBear.TryFromCanonical(raw[i], out words[i]))
            {
                Refuse(FileRejectionReason.NonCanonicalWord, position + (sizeof(uint) * (long)i));
                return [];
            }
        }

        return words;
    }

    public Digest[] ReadDigests(int count)
    {
        var words = ReadWords(Digest.Length * count);
        return Fault is not null ? [] : [.. Enumerable.Range(0, count).Select(i => new Digest(words.AsSpan(Digest.Length * i, Digest.Length)))];
    }

    /// <summary>Call it behind the last part: the first fault, bytes left over among them.</summary>
    public FileRejection? Finish()
    {
        if (Position < _file.Length)
        {
            Refuse(FileRejectionReason.TrailingBytes, Position);
        }

        return Fault;
    }
}
