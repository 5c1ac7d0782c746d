// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Chains;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>A block taken apart, of a known chain and fork.</summary>
internal sealed record Block
{
    public required ulong ChainId { get; init; }

    public required EthereumFork Fork { get; init; }

    public required BlockHeader Header { get; init; }

    /// <summary>Each as its type and payload, or as the list of a legacy transaction.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Transactions { get; init; }

    public required IReadOnlyList<Withdrawal> Withdrawals { get; init; }

    /// <summary>Bytes of the block's RLP.</summary>
    public required int EncodedSize { get; init; }

    /// <summary>Takes RLP of <c>[header, transactions, ommers(, withdrawals)]</c> apart.</summary>
    /// <exception cref="PicoException"><c>block-malformed</c>, <c>block-unsupported</c>.</exception>
    public static Block Decode(ulong chainId, ReadOnlyMemory<byte> encoded)
    {
        try
        {
            return DecodeParts(chainId, encoded);
        }
        catch (RlpException exception)
        {
            throw new PicoException(ErrorCatalog.BlockMalformed, $"the block's RLP: {exception.Message}", inner: exception);
        }
    }

    public BlockFacts Facts(BlockWitness witness) => new()
    {
        ChainId = ChainId,
        ChainName = ChainTable.NameOf(ChainId) ?? string.Empty,
        Fork = Fork,
        Number = Header.Number,
        Hash = Header.Hash,
        ParentHash = Header.ParentHash,
        StateRoot = Header.StateRoot,
        ReceiptsRoot = Header.ReceiptsRoot,
        Timestamp = Header.Timestamp,
        GasUsed = Header.GasUsed,
        GasLimit = Header.GasLimit,
        TransactionCount = Transactions.Count,
        WithdrawalCount = Withdrawals.Count,
        BlockBytes = EncodedSize,
        WitnessBytes = witness.State.Concat(witness.Codes).Concat(witness.Headers).Sum(item => (long)item.Length),
    };

    private static Block DecodeParts(ulong chainId, ReadOnlyMemory<byte> encoded)
    {
        RlpReader parts = RlpReader.OfList(encoded, "the block");
        BlockHeader header = BlockHeader.Decode(parts.Item("the header").Encoded);
        EthereumFork fork = ForkOf(chainId, header);
        RlpReader items = parts.List("the list of transactions");
        var transactions = new List<ReadOnlyMemory<byte>>();
        while (!items.AtEnd)
        {
            RlpItem item = items.Item($"transaction {transactions.Count}");
            transactions.Add(item.IsList ? item.Encoded : item.Payload);
        }

        parts.List("the list of ommers").End("the list of ommers, empty since Paris,");
        List<Withdrawal> withdrawals = fork >= EthereumFork.Shanghai ? ReadWithdrawals(parts.List("the list of withdrawals")) : [];
        parts.End("the block");
        return new Block
        {
            ChainId = chainId,
            Fork = fork,
            Header = header,
            Transactions = transactions,
            Withdrawals = withdrawals,
            EncodedSize = encoded.Length,
        };
    }

    private static EthereumFork ForkOf(ulong chainId, BlockHeader header)
    {
        if (ChainTable.NameOf(chainId) is not { } name)
        {
            throw new PicoException(ErrorCatalog.BlockUnsupported, $"chain {chainId} is none of {ChainTable.Known}");
        }

        if (ChainTable.ForkOf(chainId, header.Number, header.Timestamp) is not { } fork)
        {
            throw new PicoException(ErrorCatalog.BlockUnsupported, $"block {header.Number} of {name} is from before Paris");
        }

        int expected = BlockHeader.FieldCountOf(fork);
        return header.FieldCount == expected
            ? fork
            : throw new PicoException(
                ErrorCatalog.BlockMalformed,
                $"the header of block {header.Number} has {header.FieldCount} fields, and one of {name} at timestamp {header.Timestamp} ({fork}) has {expected}");
    }

    private static List<Withdrawal> ReadWithdrawals(RlpReader items)
    {
        var withdrawals = new List<Withdrawal>();
        while (!items.AtEnd)
        {
            string what = $"withdrawal {withdrawals.Count}";
            RlpReader fields = items.List(what);
            ulong index = fields.UInt64(what);
            ulong validator = fields.UInt64(what);
            ReadOnlyMemory<byte> address = fields.Bytes(what, BlockHeader.AddressSize);
            ulong amount = fields.UInt64(what);
            fields.End(what);
            withdrawals.Add(new Withdrawal(index, validator, address, amount));
        }

        return withdrawals;
    }
}
