// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Ethereum.Cryptography;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>Yellow Paper, section 4.4, with the fields of EIP-1559, 4895, 4844, 4788 and 7685.</summary>
internal sealed record BlockHeader
{
    public const int AddressSize = 20;
    public const int BloomSize = 256;
    private const int NonceSize = 8;

    /// <summary>Keccak-256 of the header's RLP.</summary>
    public required Hash256 Hash { get; init; }

    public required Hash256 ParentHash { get; init; }

    public required ReadOnlyMemory<byte> Coinbase { get; init; }

    public required Hash256 StateRoot { get; init; }

    public required Hash256 TransactionsRoot { get; init; }

    public required Hash256 ReceiptsRoot { get; init; }

    public required ReadOnlyMemory<byte> LogsBloom { get; init; }

    public required ulong Number { get; init; }

    public required ulong GasLimit { get; init; }

    public required ulong GasUsed { get; init; }

    public required ulong Timestamp { get; init; }

    public required ReadOnlyMemory<byte> ExtraData { get; init; }

    public required Hash256 PrevRandao { get; init; }

    /// <summary>Big-endian, without leading zeros; empty before EIP-1559.</summary>
    public ReadOnlyMemory<byte> BaseFee { get; init; }

    public Hash256 WithdrawalsRoot { get; init; }

    public ulong BlobGasUsed { get; init; }

    public ulong ExcessBlobGas { get; init; }

    public Hash256 ParentBeaconBlockRoot { get; init; }

    public Hash256 RequestsHash { get; init; }

    /// <summary>15 before EIP-1559, then 16, 17, 20 or 21.</summary>
    public required int FieldCount { get; init; }

    /// <summary>How many fields the headers of a fork have.</summary>
    public static int FieldCountOf(EthereumFork fork) => fork switch
    {
        >= EthereumFork.Prague => 21,
        EthereumFork.Cancun => 20,
        EthereumFork.Shanghai => 17,
        _ => 16,
    };

    /// <summary>Reads a header of any number of fields.</summary>
    /// <exception cref="RlpException">It is none.</exception>
    public static BlockHeader Decode(ReadOnlyMemory<byte> encoded)
    {
        RlpReader fields = RlpReader.OfList(encoded, "the header");
        Hash256 parentHash = fields.Hash("parentHash");
        fields.Hash("ommersHash");
        ReadOnlyMemory<byte> coinbase = fields.Bytes("coinbase", AddressSize);
        Hash256 stateRoot = fields.Hash("stateRoot");
        Hash256 transactionsRoot = fields.Hash("transactionsRoot");
        Hash256 receiptsRoot = fields.Hash("receiptsRoot");
        ReadOnlyMemory<byte> bloom = fields.Bytes("logsBloom", BloomSize);
        fields.Integer("difficulty");
        var header = new BlockHeader
        {
            Hash = KeccakHash.Of(encoded.Span),
            ParentHash = parentHash,
            Coinbase = coinbase,
            StateRoot = stateRoot,
            TransactionsRoot = transactionsRoot,
            ReceiptsRoot = receiptsRoot,
            LogsBloom = bloom,
            Number = fields.UInt64("number"),
            GasLimit = fields.UInt64("gasLimit"),
            GasUsed = fields.UInt64("gasUsed"),
            Timestamp = fields.UInt64("timestamp"),
            ExtraData = fields.Bytes("extraData"),
            PrevRandao = fields.Hash("prevRandao"),
            FieldCount = 15,
        };
        fields.Bytes("nonce", NonceSize);
        header = ReadLaterFields(fields, header);
        fields.End("the header");
        return header;
    }

    private static BlockHeader ReadLaterFields(RlpReader fields, BlockHeader header)
    {
        if (!fields.AtEnd)
        {
            header = header with { BaseFee = fields.Integer("baseFeePerGas"), FieldCount = 16 };
        }

        if (!fields.AtEnd)
        {
            header = header with { WithdrawalsRoot = fields.Hash("withdrawalsRoot"), FieldCount = 17 };
        }

        if (!fields.AtEnd)
        {
            header = header with
            {
                BlobGasUsed = fields.UInt64("blobGasUsed"),
                ExcessBlobGas = fields.UInt64("excessBlobGas"),
                ParentBeaconBlockRoot = fields.Hash("parentBeaconBlockRoot"),
                FieldCount = 20,
            };
        }

        return fields.AtEnd ? header : header with { RequestsHash = fields.Hash("requestsHash"), FieldCount = 21 };
    }
}
