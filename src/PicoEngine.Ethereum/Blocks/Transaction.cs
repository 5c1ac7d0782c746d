// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Cryptography;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>Of a transaction of any type: its signature, what it signs, and the blobs that it names.</summary>
/// <param name="SigningHash">Keccak-256 of what the sender signed.</param>
/// <param name="R">Big-endian, without leading zeros.</param>
/// <param name="S">Likewise.</param>
/// <param name="IsOdd">Parity of the y coordinate of the signature's point.</param>
/// <param name="BlobHashes">Versioned hashes of EIP-4844, one after the other.</param>
internal sealed record Transaction(Hash256 SigningHash, ReadOnlyMemory<byte> R, ReadOnlyMemory<byte> S, bool IsOdd, ReadOnlyMemory<byte> BlobHashes)
{
    private const byte FirstListByte = 0xc0;
    private const int AccessListType = 1;
    private const int BlobType = 3;
    private const int AuthorizationType = 4;

    // EIP-155: v is 35 or 36 and twice the chain id, or 27 or 28 without one.
    private const ulong LegacyParity = 27;
    private const ulong ChainParity = 35;

    /// <summary>Takes a transaction apart as the guest does: <paramref name="encoded"/> is its type and payload, or the list of a legacy one.</summary>
    /// <returns>Null for what is no transaction of the fork.</returns>
    public static Transaction? TryDecode(ReadOnlyMemory<byte> encoded, EthereumFork fork)
    {
        if (encoded.IsEmpty)
        {
            return null;
        }

        byte type = encoded.Span[0];
        if (type < FirstListByte
            && (type is 0 or > AuthorizationType || (type == BlobType && fork < EthereumFork.Cancun) || (type == AuthorizationType && fork < EthereumFork.Prague)))
        {
            return null;
        }

        try
        {
            return type >= FirstListByte ? DecodeLegacy(encoded) : DecodeTyped(type, encoded[1..]);
        }
        catch (RlpException)
        {
            return null;
        }
    }

    private static Transaction? DecodeLegacy(ReadOnlyMemory<byte> encoded)
    {
        ReadOnlyMemory<byte> payload = Payload(encoded);
        var fields = new RlpReader(payload);
        fields.UInt64("nonce");
        fields.Integer("gasPrice");
        fields.UInt64("gasLimit");
        ReadTo(fields);
        fields.Integer("value");
        fields.Bytes("data");
        ReadOnlyMemory<byte> signed = payload[..fields.Position];
        ulong v = fields.UInt64("v");
        ReadOnlyMemory<byte> r = fields.Integer("r");
        ReadOnlyMemory<byte> s = fields.Integer("s");
        fields.End("the transaction");
        if (v is LegacyParity or LegacyParity + 1)
        {
            return new Transaction(SignedHash([], signed, []), r, s, v != LegacyParity, default);
        }

        if (v < ChainParity)
        {
            return null;
        }

        ulong chainId = (v - ChainParity) / 2;
        return new Transaction(SignedHash([], signed, ChainItems(chainId)), r, s, (v - ChainParity) % 2 != 0, default);
    }

    private static Transaction? DecodeTyped(byte type, ReadOnlyMemory<byte> encoded)
    {
        ReadOnlyMemory<byte> payload = Payload(encoded);
        var fields = new RlpReader(payload);
        fields.UInt64("chainId");
        fields.UInt64("nonce");
        fields.Integer("maxPriorityFeePerGas");
        if (type != AccessListType)
        {
            fields.Integer("maxFeePerGas");
        }

        fields.UInt64("gasLimit");
        bool isCreate = ReadTo(fields);
        fields.Integer("value");
        fields.Bytes("data");
        ReadAccessList(fields.List("accessList"));
        ReadOnlyMemory<byte> blobs = default;
        if (type == BlobType)
        {
            fields.Integer("maxFeePerBlobGas");
            blobs = ReadBlobHashes(fields.List("blobVersionedHashes"));
        }

        if (type == AuthorizationType)
        {
            ReadAuthorizations(fields.List("authorizationList"));
        }

        ReadOnlyMemory<byte> signed = payload[..fields.Position];
        ulong parity = fields.UInt64("yParity");
        ReadOnlyMemory<byte> r = fields.Integer("r");
        ReadOnlyMemory<byte> s = fields.Integer("s");
        fields.End("the transaction");
        return parity > 1 || (type >= BlobType && isCreate) ? null : new Transaction(SignedHash([type], signed, []), r, s, parity == 1, blobs);
    }

    private static ReadOnlyMemory<byte> Payload(ReadOnlyMemory<byte> encoded)
    {
        var outer = new RlpReader(encoded);
        RlpItem item = outer.Item("the transaction");
        outer.End("the transaction");
        return item.IsList ? item.Payload : throw new RlpException("the transaction is no list");
    }

    private static bool ReadTo(RlpReader fields)
    {
        int size = fields.Bytes("to").Length;
        return size is 0 or BlockHeader.AddressSize ? size == 0 : throw new RlpException("to is no address");
    }

    private static void ReadAccessList(RlpReader entries)
    {
        while (!entries.AtEnd)
        {
            RlpReader entry = entries.List("an entry of accessList");
            entry.Bytes("address", BlockHeader.AddressSize);
            RlpReader keys = entry.List("storageKeys");
            while (!keys.AtEnd)
            {
                keys.Bytes("a storage key", Hash256.Size);
            }

            entry.End("an entry of accessList");
        }
    }

    private static byte[] ReadBlobHashes(RlpReader items)
    {
        var hashes = new List<byte>();
        while (!items.AtEnd)
        {
            hashes.AddRange(items.Bytes("a versioned hash", Hash256.Size).Span);
        }

        return [.. hashes];
    }

    private static void ReadAuthorizations(RlpReader entries)
    {
        while (!entries.AtEnd)
        {
            RlpReader entry = entries.List("an authorization");
            entry.Integer("chainId");
            entry.Bytes("address", BlockHeader.AddressSize);
            entry.UInt64("nonce");
            entry.Integer("yParity", 1);
            entry.Integer("r");
            entry.Integer("s");
            entry.End("an authorization");
        }
    }

    // chainId, 0, 0 of EIP-155.
    private static byte[] ChainItems(ulong chainId) => [.. RlpEncoding.OfInteger(chainId), .. RlpEncoding.OfInteger(0), .. RlpEncoding.OfInteger(0)];

    // The fields before the signature as they stand, as a list of their own.
    private static Hash256 SignedHash(ReadOnlySpan<byte> type, ReadOnlyMemory<byte> fields, ReadOnlySpan<byte> chain) =>
        KeccakHash.Of([.. type, .. RlpEncoding.OfList([.. fields.Span, .. chain])]);
}
