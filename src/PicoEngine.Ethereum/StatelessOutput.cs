// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PicoEngine.Ethereum;

/// <summary>The 43 bytes that the block guest puts out: what a proof of it is about (EIP-8025).</summary>
/// <param name="PayloadRoot">hash_tree_root of the NewPayloadRequest; zero where the input could not be decoded.</param>
/// <param name="Valid">Whether the block is valid. A proof of false proves that the input did not show a valid block.</param>
/// <param name="ChainId">The chain that the block was validated for; 0 where the input could not be decoded.</param>
/// <param name="SchemaId">Fork and revision, the fork in the upper byte.</param>
public sealed record StatelessOutput(Hash256 PayloadRoot, bool Valid, ulong ChainId, ushort SchemaId)
{
    /// <summary>Bytes of an output.</summary>
    public const int Size = 43;

    /// <summary>Revision of inputs whose fork follows from chain and timestamp.</summary>
    public const byte ChainRevision = 0x01;

    /// <summary>Revision for test vectors: rules as named, whatever the chain has at that time. No statement about a real chain.</summary>
    public const byte TestRevision = 0xff;

    private const int FirstFork = 0x0e;
    private const int ValidOffset = Hash256.Size;
    private const int ChainOffset = ValidOffset + 1;
    private const int SchemaOffset = ChainOffset + sizeof(ulong);

    /// <summary>The fork that <see cref="SchemaId"/> names; null for a number that this engine does not know.</summary>
    public EthereumFork? Fork
    {
        get
        {
            int fork = (SchemaId >> 8) - FirstFork;
            return fork is >= 0 and <= (int)EthereumFork.Bpo2 ? (EthereumFork)fork : null;
        }
    }

    /// <summary>Name of the chain; null for one that this engine does not know.</summary>
    public string? ChainName => Chains.ChainTable.NameOf(ChainId);

    /// <summary>The schema's second byte: <see cref="ChainRevision"/> or <see cref="TestRevision"/> in what the guest validates.</summary>
    public byte Revision => (byte)SchemaId;

    /// <summary>The schema of a fork.</summary>
    public static ushort SchemaOf(EthereumFork fork, byte revision = ChainRevision) => (ushort)(((FirstFork + (int)fork) << 8) | revision);

    /// <summary>Reads the public values of a run of the block guest.</summary>
    /// <returns>False for another length or a validity other than 0 and 1.</returns>
    public static bool TryParse(ReadOnlySpan<byte> publicValues, [NotNullWhen(true)] out StatelessOutput? output)
    {
        output = publicValues.Length == Size && publicValues[ValidOffset] <= 1
            ? new StatelessOutput(
                new Hash256(publicValues[..Hash256.Size]),
                publicValues[ValidOffset] == 1,
                BinaryPrimitives.ReadUInt64LittleEndian(publicValues[ChainOffset..]),
                BinaryPrimitives.ReadUInt16BigEndian(publicValues[SchemaOffset..]))
            : null;
        return output is not null;
    }

    /// <summary>The 43 bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        PayloadRoot.Bytes.CopyTo(bytes);
        bytes[ValidOffset] = Valid ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChainOffset), ChainId);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(SchemaOffset), SchemaId);
        return bytes;
    }
}
