// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PicoEngine.Ethereum.Ssz;

/// <summary>hash_tree_root of Simple Serialize: Merkle trees of SHA-256 over chunks of 32 bytes, filled up with zeros to 2^depth chunks.</summary>
internal static class Merkleizer
{
    private const int MaximumDepth = 25;
    private static readonly Hash256[] Zeros = ZeroRoots();

    /// <summary>Root of the tree of 2^<paramref name="depth"/> chunks that starts with these.</summary>
    public static Hash256 Root(ReadOnlySpan<Hash256> chunks, int depth)
    {
        if (chunks.IsEmpty)
        {
            return Zeros[depth];
        }

        Hash256[] level = chunks.ToArray();
        int count = level.Length;
        for (int height = 0; height < depth; height++)
        {
            for (int i = 0; i < count; i += 2)
            {
                level[i / 2] = Pair(level[i], i + 1 < count ? level[i + 1] : Zeros[height]);
            }

            count = (count + 1) / 2;
        }

        return level[0];
    }

    /// <summary>Of a byte vector, or the content of a byte list.</summary>
    public static Hash256 Bytes(ReadOnlySpan<byte> bytes, int depth)
    {
        var chunks = new Hash256[(bytes.Length + Hash256.Size - 1) / Hash256.Size];
        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = Chunk(bytes.Slice(i * Hash256.Size, Math.Min(Hash256.Size, bytes.Length - (i * Hash256.Size))));
        }

        return Root(chunks, depth);
    }

    /// <summary>Of a byte list of at most 32 · 2^<paramref name="depth"/> bytes.</summary>
    public static Hash256 ByteList(ReadOnlySpan<byte> bytes, int depth) => WithLength(Bytes(bytes, depth), bytes.Length);

    /// <summary>Of a list of at most 2^<paramref name="depth"/> items, by their roots.</summary>
    public static Hash256 List(ReadOnlySpan<Hash256> roots, int depth) => WithLength(Root(roots, depth), roots.Length);

    /// <summary>Mixes a list's length into the root of its content.</summary>
    public static Hash256 WithLength(Hash256 root, int length) => Pair(root, Integer((ulong)length));

    /// <summary>At most 32 bytes, filled up with zeros.</summary>
    public static Hash256 Chunk(ReadOnlySpan<byte> bytes)
    {
        Span<byte> padded = stackalloc byte[Hash256.Size];
        padded.Clear();
        bytes.CopyTo(padded);
        return new Hash256(padded);
    }

    public static Hash256 Integer(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Chunk(bytes);
    }

    private static Hash256 Pair(Hash256 left, Hash256 right)
    {
        Span<byte> both = stackalloc byte[2 * Hash256.Size];
        left.Bytes.CopyTo(both);
        right.Bytes.CopyTo(both[Hash256.Size..]);
        Span<byte> digest = stackalloc byte[Hash256.Size];
        SHA256.HashData(both, digest);
        return new Hash256(digest);
    }

    private static Hash256[] ZeroRoots()
    {
        var zeros = new Hash256[MaximumDepth + 1];
        for (int i = 0; i < MaximumDepth; i++)
        {
            zeros[i + 1] = Pair(zeros[i], zeros[i]);
        }

        return zeros;
    }
}
