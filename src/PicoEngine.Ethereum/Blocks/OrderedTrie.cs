// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Cryptography;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>Root of the Merkle Patricia trie of a list, its keys the RLP of 0, 1, 2 … (Yellow Paper, sections 4.4 and D).</summary>
internal static class OrderedTrie
{
    private const int Branches = 16;
    private static readonly byte[] Empty = RlpEncoding.OfBytes([]);

    public static Hash256 Root(IReadOnlyList<ReadOnlyMemory<byte>> items)
    {
        Entry[] entries = [.. items.Select((item, index) => new Entry(Nibbles(RlpEncoding.OfInteger((ulong)index)), item))];
        Array.Sort(entries, static (left, right) => left.Key.AsSpan().SequenceCompareTo(right.Key));
        return KeccakHash.Of(entries.Length == 0 ? Empty : Node(entries, 0));
    }

    // No key is the beginning of another, so entries never end in a branch. At most ten nibbles deep: keys have five bytes.
    private static byte[] Node(ReadOnlySpan<Entry> entries, int depth)
    {
        byte[] first = entries[0].Key;
        if (entries.Length == 1)
        {
            return RlpEncoding.OfList([.. RlpEncoding.OfBytes(HexPrefix(first.AsSpan(depth), isLeaf: true)), .. RlpEncoding.OfBytes(entries[0].Value.Span)]);
        }

        int common = first.AsSpan(depth).CommonPrefixLength(entries[^1].Key.AsSpan(depth));
        if (common > 0)
        {
            byte[] path = RlpEncoding.OfBytes(HexPrefix(first.AsSpan(depth, common), isLeaf: false));
            return RlpEncoding.OfList([.. path, .. Reference(entries, depth + common)]);
        }

        var items = new List<byte>();
        for (int nibble = 0; nibble < Branches; nibble++)
        {
            int count = 0;
            while (count < entries.Length && entries[count].Key[depth] == nibble)
            {
                count++;
            }

            items.AddRange(count == 0 ? Empty : Reference(entries[..count], depth + 1));
            entries = entries[count..];
        }

        items.AddRange(Empty);
        return RlpEncoding.OfList([.. items]);
    }

    // What a parent holds of a node: itself, or its hash where it has 32 bytes or more.
    private static byte[] Reference(ReadOnlySpan<Entry> entries, int depth)
    {
        byte[] node = Node(entries, depth);
        return node.Length < Hash256.Size ? node : RlpEncoding.OfBytes(KeccakHash.Of(node).Bytes);
    }

    private static byte[] Nibbles(byte[] bytes)
    {
        byte[] nibbles = new byte[2 * bytes.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            nibbles[2 * i] = (byte)(bytes[i] >> 4);
            nibbles[(2 * i) + 1] = (byte)(bytes[i] & 15);
        }

        return nibbles;
    }

    // Yellow Paper, appendix C.
    private static byte[] HexPrefix(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        bool isOdd = nibbles.Length % 2 != 0;
        byte[] path = new byte[1 + (nibbles.Length / 2)];
        path[0] = (byte)((isLeaf ? 0x20 : 0) | (isOdd ? 0x10 | nibbles[0] : 0));
        nibbles = isOdd ? nibbles[1..] : nibbles;
        for (int i = 0; i < nibbles.Length / 2; i++)
        {
            path[1 + i] = (byte)((nibbles[2 * i] << 4) | nibbles[(2 * i) + 1]);
        }

        return path;
    }

    private readonly record struct Entry(byte[] Key, ReadOnlyMemory<byte> Value);
}
