// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PicoEngine.Proving.Resumption;

/// <summary>
/// A finished shard as a file: magic, SHA-256 of the run's manifest, number, shape, three lists of words after their lengths, and the SHA-256 of all of it.
/// Numbers are little-endian words of four bytes. The file only guards against damage: whether a proof is right is for the verifier to say.
/// </summary>
internal static class StoredShardCodec
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "PICOSHD1"u8;

    public static byte[] Write(StoredShard shard, ReadOnlySpan<byte> manifestSha256)
    {
        using MemoryStream stream = new();
        stream.Write(Magic);
        stream.Write(manifestSha256);
        WriteWord(stream, (uint)shard.Number);
        WriteWord(stream, (uint)shard.Shape);
        foreach (uint[] words in (ReadOnlySpan<uint[]>)[shard.PublicValues, shard.GlobalSum, shard.Proof])
        {
            WriteWord(stream, (uint)words.Length);
            foreach (uint word in words)
            {
                WriteWord(stream, word);
            }
        }

        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>The shard, or null when the bytes are damaged or of another run.</summary>
    public static StoredShard? Read(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> manifestSha256)
    {
        if (bytes.Length < Magic.Length + (2 * HashBytes) || !bytes.StartsWith(Magic)
            || !SHA256.HashData(bytes[..^HashBytes]).AsSpan().SequenceEqual(bytes[^HashBytes..])
            || !bytes.Slice(Magic.Length, HashBytes).SequenceEqual(manifestSha256))
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes[(Magic.Length + HashBytes)..^HashBytes];
        return TryWord(ref rest, out uint number) && TryWord(ref rest, out uint shape)
            && TryWords(ref rest, out uint[] publicValues) && TryWords(ref rest, out uint[] sum) && TryWords(ref rest, out uint[] proof)
            && rest.IsEmpty && number <= int.MaxValue && shape <= int.MaxValue
            ? new StoredShard((int)number, (int)shape, publicValues, sum, proof)
            : null;
    }

    private static void WriteWord(MemoryStream stream, uint word)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, word);
        stream.Write(bytes);
    }

    private static bool TryWord(ref ReadOnlySpan<byte> bytes, out uint word)
    {
        bool isThere = BinaryPrimitives.TryReadUInt32LittleEndian(bytes, out word);
        bytes = isThere ? bytes[sizeof(uint)..] : bytes;
        return isThere;
    }

    private static bool TryWords(ref ReadOnlySpan<byte> bytes, out uint[] words)
    {
        words = [];
        if (!TryWord(ref bytes, out uint count) || count > (uint)bytes.Length / sizeof(uint))
        {
            return false;
        }

        words = new uint[count];
        for (int i = 0; i < words.Length; i++)
        {
            TryWord(ref bytes, out words[i]);
        }

        return true;
    }
}
