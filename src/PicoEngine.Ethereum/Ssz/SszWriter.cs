// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;

namespace PicoEngine.Ethereum.Ssz;

/// <summary>A container or list of Simple Serialize (consensus-specs, ssz/simple-serialize.md): fixed parts in order, offsets to what follows them.</summary>
internal sealed class SszWriter
{
    private readonly List<Field> _fields = [];
    private int _fixedSize;
    private int _size;

    /// <summary>Bytes of the encoding.</summary>
    public int Size => _size;

    public void Fixed(ReadOnlyMemory<byte> bytes) => Add(new Field(bytes, null, IsVariable: false), bytes.Length, bytes.Length);

    public void Hash(Hash256 hash) => Fixed(hash.Bytes.ToArray());

    public void UInt64(ulong value)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        Fixed(bytes);
    }

    public void Variable(ReadOnlyMemory<byte> bytes) => Add(new Field(bytes, null, IsVariable: true), sizeof(uint), sizeof(uint) + bytes.Length);

    public void Variable(SszWriter content) => Add(new Field(default, content, IsVariable: true), sizeof(uint), sizeof(uint) + content._size);

    /// <summary>A list of byte lists.</summary>
    public void Variable(IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        var list = new SszWriter();
        foreach (ReadOnlyMemory<byte> item in items)
        {
            list.Variable(item);
        }

        Variable(list);
    }

    /// <summary>The encoding, behind <paramref name="prefix"/>.</summary>
    public byte[] ToBytes(ReadOnlySpan<byte> prefix = default)
    {
        byte[] bytes = new byte[prefix.Length + _size];
        prefix.CopyTo(bytes);
        Write(bytes.AsSpan(prefix.Length));
        return bytes;
    }

    private void Add(Field field, int fixedSize, int size)
    {
        _fields.Add(field);
        _fixedSize += fixedSize;
        _size = checked(_size + size);
    }

    // As deep as containers are nested by those who write them: five.
    private void Write(Span<byte> to)
    {
        int head = 0;
        int tail = _fixedSize;
        foreach (Field field in _fields)
        {
            if (!field.IsVariable)
            {
                field.Bytes.Span.CopyTo(to[head..]);
                head += field.Bytes.Length;
                continue;
            }

            BinaryPrimitives.WriteInt32LittleEndian(to[head..], tail);
            head += sizeof(uint);
            int size = field.Content?._size ?? field.Bytes.Length;
            field.Content?.Write(to.Slice(tail, size));
            field.Bytes.Span.CopyTo(to[tail..]);
            tail += size;
        }
    }

    private readonly record struct Field(ReadOnlyMemory<byte> Bytes, SszWriter? Content, bool IsVariable);
}
