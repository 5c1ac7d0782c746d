// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Ssz;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>What a consensus client asks an execution client about a block: the containers of consensus-specs of the block's own fork, Bellatrix to Electra.</summary>
/// <param name="Block">The block.</param>
/// <param name="VersionedHashes">Of the blobs of all its transactions, from Cancun on.</param>
/// <param name="Requests">What its execution asks for, from Prague on.</param>
internal sealed record NewPayloadRequest(Block Block, ReadOnlyMemory<byte> VersionedHashes, ExecutionRequests Requests)
{
    // Limits of lists in consensus-specs: items, and for byte lists chunks, as powers of two.
    private const int TransactionSizeDepth = 25;
    private const int TransactionsDepth = 20;
    private const int MaximumTransactionSize = 1 << 30;
    private const int MaximumTransactions = 1 << TransactionsDepth;
    private const int WithdrawalsDepth = 4;
    private const int MaximumExtraData = 32;
    private const int VersionedHashesDepth = 12;

    // Sizes of the fields of DepositRequest, WithdrawalRequest and ConsolidationRequest, and the depths of a request and of the list.
    private static readonly (int[] Fields, int Depth, int ListDepth)[] RequestTypes =
    [
        ([48, 32, 8, 96, 8], 3, 13),
        ([20, 48, 8], 2, 4),
        ([20, 48, 48], 2, 1),
    ];

    private BlockHeader Header => Block.Header;

    /// <exception cref="PicoException"><c>block-malformed</c>: a list is longer than the consensus layer allows, which no encoding can hold.</exception>
    public void RequireEncodable()
    {
        Require(Header.ExtraData.Length <= MaximumExtraData, "extraData is longer than 32 bytes");
        Require(Block.Transactions.Count <= MaximumTransactions && Block.Transactions.All(item => item.Length <= MaximumTransactionSize), "it has too many or too long transactions");
        Require(Block.Withdrawals.Count <= 1 << WithdrawalsDepth, "it has more than 16 withdrawals");
        Require(VersionedHashes.Length <= Hash256.Size << VersionedHashesDepth, "it names more than 4096 blobs");
        for (int type = 0; type < ExecutionRequests.TypeCount; type++)
        {
            int size = RequestTypes[type].Fields.Sum();
            int length = Requests.Lists[type].Length;
            Require(length % size == 0 && length / size <= 1 << RequestTypes[type].ListDepth, $"its requests of type {type} are no list of the consensus layer");
        }

        void Require(bool isRight, string problem)
        {
            if (!isRight)
            {
                throw new PicoException(ErrorCatalog.BlockMalformed, $"block {Header.Number}: {problem}");
            }
        }
    }

    /// <summary>Its encoding.</summary>
    public SszWriter Encode()
    {
        var request = new SszWriter();
        request.Variable(EncodePayload());
        if (Block.Fork >= EthereumFork.Cancun)
        {
            request.Variable(VersionedHashes);
            request.Hash(Header.ParentBeaconBlockRoot);
        }

        if (Block.Fork >= EthereumFork.Prague)
        {
            var lists = new SszWriter();
            foreach (ReadOnlyMemory<byte> list in Requests.Lists)
            {
                lists.Variable(list);
            }

            request.Variable(lists);
        }

        return request;
    }

    /// <summary>Roots of the fields of the execution payload, in order.</summary>
    public List<Hash256> PayloadFieldRoots()
    {
        List<Hash256> fields =
        [
            Header.ParentHash,
            Merkleizer.Chunk(Header.Coinbase.Span),
            Header.StateRoot,
            Header.ReceiptsRoot,
            Merkleizer.Bytes(Header.LogsBloom.Span, 3),
            Header.PrevRandao,
            Merkleizer.Integer(Header.Number),
            Merkleizer.Integer(Header.GasLimit),
            Merkleizer.Integer(Header.GasUsed),
            Merkleizer.Integer(Header.Timestamp),
            Merkleizer.ByteList(Header.ExtraData.Span, 0),
            Merkleizer.Chunk(BaseFee()),
            Header.Hash,
            Merkleizer.List([.. Block.Transactions.Select(item => Merkleizer.ByteList(item.Span, TransactionSizeDepth))], TransactionsDepth),
        ];
        if (Block.Fork >= EthereumFork.Shanghai)
        {
            fields.Add(Merkleizer.List([.. Block.Withdrawals.Select(RootOf)], WithdrawalsDepth));
        }

        if (Block.Fork >= EthereumFork.Cancun)
        {
            fields.Add(Merkleizer.Integer(Header.BlobGasUsed));
            fields.Add(Merkleizer.Integer(Header.ExcessBlobGas));
        }

        return fields;
    }

    /// <summary>Roots of the request's fields behind the payload, in order.</summary>
    public List<Hash256> FurtherRoots()
    {
        List<Hash256> roots = [];
        if (Block.Fork >= EthereumFork.Cancun)
        {
            roots.Add(Merkleizer.WithLength(Merkleizer.Bytes(VersionedHashes.Span, VersionedHashesDepth), VersionedHashes.Length / Hash256.Size));
            roots.Add(Header.ParentBeaconBlockRoot);
        }

        if (Block.Fork >= EthereumFork.Prague)
        {
            roots.Add(Merkleizer.Root([.. Requests.Lists.Select((list, type) => RootOf(list, type))], 2));
        }

        return roots;
    }

    private static Hash256 RootOf(Withdrawal withdrawal) => Merkleizer.Root(
        [
            Merkleizer.Integer(withdrawal.Index),
            Merkleizer.Integer(withdrawal.Validator),
            Merkleizer.Chunk(withdrawal.Address.Span),
            Merkleizer.Integer(withdrawal.Amount),
        ],
        2);

    private static Hash256 RootOf(ReadOnlyMemory<byte> list, int type)
    {
        (int[] sizes, int depth, int listDepth) = RequestTypes[type];
        var items = new List<Hash256>();
        for (int position = 0; position < list.Length;)
        {
            var fields = new Hash256[sizes.Length];
            for (int i = 0; i < sizes.Length; i++)
            {
                int size = sizes[i];
                fields[i] = Merkleizer.Bytes(list.Span.Slice(position, size), size <= 32 ? 0 : size <= 64 ? 1 : 2);
                position += size;
            }

            items.Add(Merkleizer.Root(fields, depth));
        }

        return Merkleizer.List([.. items], listDepth);
    }

    private SszWriter EncodePayload()
    {
        var payload = new SszWriter();
        payload.Hash(Header.ParentHash);
        payload.Fixed(Header.Coinbase);
        payload.Hash(Header.StateRoot);
        payload.Hash(Header.ReceiptsRoot);
        payload.Fixed(Header.LogsBloom);
        payload.Hash(Header.PrevRandao);
        payload.UInt64(Header.Number);
        payload.UInt64(Header.GasLimit);
        payload.UInt64(Header.GasUsed);
        payload.UInt64(Header.Timestamp);
        payload.Variable(Header.ExtraData);
        payload.Fixed(BaseFee());
        payload.Hash(Header.Hash);
        payload.Variable(Block.Transactions);
        if (Block.Fork >= EthereumFork.Shanghai)
        {
            var withdrawals = new SszWriter();
            foreach (Withdrawal withdrawal in Block.Withdrawals)
            {
                withdrawals.UInt64(withdrawal.Index);
                withdrawals.UInt64(withdrawal.Validator);
                withdrawals.Fixed(withdrawal.Address);
                withdrawals.UInt64(withdrawal.Amount);
            }

            payload.Variable(withdrawals);
        }

        if (Block.Fork >= EthereumFork.Cancun)
        {
            payload.UInt64(Header.BlobGasUsed);
            payload.UInt64(Header.ExcessBlobGas);
        }

        return payload;
    }

    // 32 bytes, little-endian.
    private byte[] BaseFee()
    {
        byte[] bytes = new byte[Hash256.Size];
        Header.BaseFee.Span.CopyTo(bytes.AsSpan(bytes.Length - Header.BaseFee.Length));
        Array.Reverse(bytes);
        return bytes;
    }
}
