// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using PicoEngine.Ethereum.Ssz;
using PicoEngine.Ethereum.Stateless;

namespace PicoEngine.Ethereum;

/// <summary>
/// Opens the root that a proof of the block guest is about: the roots of the payload's fields, of which those of numbers and hashes are the values
/// themselves, and of the request's other fields. Whoever has the proved root recomputes it from these, so nobody needs to be trusted for them.
/// </summary>
/// <remarks>Bytes: 1 (the format), the payload's 14 (Paris), 15 (Shanghai) or 17 roots, then none, 2 (Cancun) or 3 further ones; at most 641.</remarks>
public sealed class PayloadAttestation
{
    private const byte Format = 1;
    private const int StateRootField = 2;
    private const int ReceiptsRootField = 3;
    private const int NumberField = 6;
    private const int GasLimitField = 7;
    private const int GasUsedField = 8;
    private const int TimestampField = 9;
    private const int BlockHashField = 12;

    // Fields of the payload and fields behind it, by the first fork that has them.
    private static readonly (EthereumFork Fork, int Payload, int Further)[] Shapes =
        [(EthereumFork.Prague, 17, 3), (EthereumFork.Cancun, 17, 2), (EthereumFork.Shanghai, 15, 0), (EthereumFork.Paris, 14, 0)];

    private readonly Hash256[] _payload;
    private readonly Hash256[] _further;

    private PayloadAttestation(Hash256[] payload, Hash256[] further)
    {
        _payload = payload;
        _further = further;
        Hash256 payloadRoot = Merkleizer.Root(payload, payload.Length > 16 ? 5 : 4);
        Root = Merkleizer.Root([payloadRoot, .. further], further.Length == 0 ? 0 : 2);
    }

    /// <summary>hash_tree_root of the NewPayloadRequest that has these fields.</summary>
    public Hash256 Root { get; }

    public Hash256 ParentHash => _payload[0];

    public Hash256 StateRoot => _payload[StateRootField];

    public Hash256 ReceiptsRoot => _payload[ReceiptsRootField];

    public ulong BlockNumber => Number(NumberField);

    public ulong GasLimit => Number(GasLimitField);

    public ulong GasUsed => Number(GasUsedField);

    /// <summary>Seconds since 1970.</summary>
    public ulong Timestamp => Number(TimestampField);

    public Hash256 BlockHash => _payload[BlockHashField];

    /// <summary>Reads what <see cref="Encode"/> wrote; says nothing about whether it is true.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out PayloadAttestation? attestation)
    {
        attestation = null;
        if (bytes.IsEmpty || bytes[0] != Format || bytes.Length % Hash256.Size != 1)
        {
            return false;
        }

        int count = bytes.Length / Hash256.Size;
        (EthereumFork _, int payload, int further) = Array.Find(Shapes, shape => shape.Payload + shape.Further == count);
        if (payload == 0)
        {
            return false;
        }

        var roots = new Hash256[count];
        for (int i = 0; i < count; i++)
        {
            roots[i] = new Hash256(bytes.Slice(1 + (i * Hash256.Size), Hash256.Size));
        }

        if (!IsNumber(roots[NumberField]) || !IsNumber(roots[GasLimitField]) || !IsNumber(roots[GasUsedField]) || !IsNumber(roots[TimestampField]))
        {
            return false;
        }

        attestation = new PayloadAttestation(roots[..payload], roots[payload..]);
        return true;
    }

    /// <summary>The bytes to keep beside a proof.</summary>
    public byte[] Encode()
    {
        byte[] bytes = new byte[1 + (Hash256.Size * (_payload.Length + _further.Length))];
        bytes[0] = Format;
        int position = 1;
        foreach (Hash256 root in _payload.Concat(_further))
        {
            root.Bytes.CopyTo(bytes.AsSpan(position));
            position += Hash256.Size;
        }

        return bytes;
    }

    /// <summary>Whether the proved root is the root of these fields, in the shape that the proved schema's fork has.</summary>
    public bool Matches(StatelessOutput output)
    {
        if (output.Fork is not { } fork || output.PayloadRoot != Root)
        {
            return false;
        }

        (EthereumFork _, int payload, int further) = Array.Find(Shapes, shape => fork >= shape.Fork);
        return payload == _payload.Length && further == _further.Length;
    }

    internal static PayloadAttestation Of(NewPayloadRequest request) => new([.. request.PayloadFieldRoots()], [.. request.FurtherRoots()]);

    // A number's root is its eight bytes, little-endian, and zeros.
    private static bool IsNumber(Hash256 root) => !root.Bytes[sizeof(ulong)..].ContainsAnyExcept((byte)0);

    private ulong Number(int field) => BinaryPrimitives.ReadUInt64LittleEndian(_payload[field].Bytes);
}
