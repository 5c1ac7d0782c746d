// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>What a block's header says, its hash computed from its bytes. Nothing of it is proved by being here.</summary>
public sealed record BlockFacts
{
    public required ulong ChainId { get; init; }

    /// <summary>Name of the chain: <c>mainnet</c>, <c>sepolia</c>, <c>hoodi</c>.</summary>
    public required string ChainName { get; init; }

    /// <summary>The rules that the chain has at the block's time.</summary>
    public required EthereumFork Fork { get; init; }

    public required ulong Number { get; init; }

    public required Hash256 Hash { get; init; }

    public required Hash256 ParentHash { get; init; }

    public required Hash256 StateRoot { get; init; }

    public required Hash256 ReceiptsRoot { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public required ulong Timestamp { get; init; }

    public required ulong GasUsed { get; init; }

    public required ulong GasLimit { get; init; }

    public required int TransactionCount { get; init; }

    public required int WithdrawalCount { get; init; }

    /// <summary>Bytes of the block's RLP.</summary>
    public required int BlockBytes { get; init; }

    /// <summary>Bytes of nodes, codes and headers.</summary>
    public required long WitnessBytes { get; init; }

    /// <summary>Reads the header of a block.</summary>
    /// <exception cref="Contracts.Errors.PicoException"><c>block-malformed</c>, <c>block-unsupported</c>.</exception>
    public static BlockFacts Read(BlockWitness witness) => Blocks.Block.Decode(witness.ChainId, witness.Block).Facts(witness);
}
