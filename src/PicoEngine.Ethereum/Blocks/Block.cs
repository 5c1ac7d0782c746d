// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Chains;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>A block taken apart, of a known chain and fork.</summary>
internal sealed record Block
{
    // The consensus layer's limit.
    private const int MaximumTransactions = 1 << 20;

    public required ulong ChainId { get; init; }

    public required EthereumFork Fork { get; init; }

    /// <summary>Second byte of the schema: <see cref="StatelessOutput.ChainRevision"/>, or the other one for a test vector.</summary>
    public required byte Revision { get; init; }

    public required BlockHeader Header { get; init; }

    /// <summary>Each as its type and payload, or as the list of a legacy transaction.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Transactions { get; init; }

    public required IReadOnlyList<Withdrawal> Withdrawals { get; init; }

    /// <summary>Bytes of the block's RLP.</summary>
    public required int EncodedSize { get; init; }

    /// <summary>Takes RLP of <c>[header, transactions, ommers(, withdrawals)]</c> apart.</summary>
    /// <param name="chainId">The chain, which decides the fork by the block's time.</param>
    /// <param name="encoded">The RLP.</param>
    /// <param name="vectorFork">For test vectors: the fork, whatever the chain has at that time.</param>
    /// <exception cref="PicoException"><c>block-malformed</c>: also where the header's roots are not those of transactions and withdrawals; <c>block-unsupported</c>.</exception>
    public static Block Decode(ulong chainId, ReadOnlyMemory<byte> encoded, EthereumFork? vectorFork = null)
    {
        try
        {
            return DecodeParts(chainId, encoded, vectorFork);
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

    private static Block DecodeParts(ulong chainId, ReadOnlyMemory<byte> encoded, EthereumFork? vectorFork)
    {
        RlpReader parts = RlpReader.OfList(encoded, "the block");
        BlockHeader header = BlockHeader.Decode(parts.Item("the header").Encoded);
        EthereumFork fork = vectorFork ?? ForkOf(chainId, header);
        RequireFieldCount(header, fork);
        RlpReader items = parts.List("the list of transactions");
        var transactions = new List<ReadOnlyMemory<byte>>();
        while (!items.AtEnd)
        {
            RlpItem item = transactions.Count < MaximumTransactions ? items.Item($"transaction {transactions.Count}") : throw new RlpException("the block has more than 2^20 transactions");
            transactions.Add(item.IsList ? item.Encoded : item.Payload);
        }

        RequireRoot("transactions", transactions, header.TransactionsRoot);
        parts.List("the list of ommers").End("the list of ommers, empty since Paris,");
        List<Withdrawal> withdrawals = fork >= EthereumFork.Shanghai ? ReadWithdrawals(parts.List("the list of withdrawals"), header) : [];
        parts.End("the block");
        return new Block
        {
            ChainId = chainId,
            Fork = fork,
            Revision = vectorFork is null ? StatelessOutput.ChainRevision : StatelessOutput.TestRevision,
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

        return ChainTable.ForkOf(chainId, header.Number, header.Timestamp)
            ?? throw new PicoException(ErrorCatalog.BlockUnsupported, $"block {header.Number} of {name} is from before Paris");
    }

    private static void RequireFieldCount(BlockHeader header, EthereumFork fork)
    {
        int expected = BlockHeader.FieldCountOf(fork);
        if (header.FieldCount != expected)
        {
            throw new RlpException($"the header of block {header.Number} has {header.FieldCount} fields, and one of its time ({fork}) has {expected}");
        }
    }

    private static void RequireRoot(string what, IReadOnlyList<ReadOnlyMemory<byte>> items, Hash256 root)
    {
        Hash256 actual = OrderedTrie.Root(items);
        if (actual != root)
        {
            throw new RlpException($"the header names the {what} root {root}, and that of the block's {what} is {actual}");
        }
    }

    private static List<Withdrawal> ReadWithdrawals(RlpReader items, BlockHeader header)
    {
        var withdrawals = new List<Withdrawal>();
        var encodings = new List<ReadOnlyMemory<byte>>();
        while (!items.AtEnd)
        {
            string what = $"withdrawal {withdrawals.Count}";
            RlpItem item = items.Item(what);
            RlpReader fields = RlpReader.OfList(item.Encoded, what);
            encodings.Add(item.Encoded);
            ulong index = fields.UInt64(what);
            ulong validator = fields.UInt64(what);
            ReadOnlyMemory<byte> address = fields.Bytes(what, BlockHeader.AddressSize);
            ulong amount = fields.UInt64(what);
            fields.End(what);
            withdrawals.Add(new Withdrawal(index, validator, address, amount));
        }

        RequireRoot("withdrawals", encodings, header.WithdrawalsRoot);
        return withdrawals;
    }
}
