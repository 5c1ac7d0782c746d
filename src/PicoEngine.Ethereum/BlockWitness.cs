// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Ethereum;

/// <summary>A block and what a stateless validator needs to execute it, as files and nodes give them: bytes that nobody has checked.</summary>
/// <param name="ChainId">The chain that the block is said to belong to.</param>
/// <param name="Block">RLP of <c>[header, transactions, ommers(, withdrawals)]</c>.</param>
/// <param name="State">RLP of nodes of the state's and storages' tries, in any order.</param>
/// <param name="Codes">Contract codes.</param>
/// <param name="Headers">RLP of ancestors' headers, ascending; the last is the parent.</param>
public sealed record BlockWitness(
    ulong ChainId,
    ReadOnlyMemory<byte> Block,
    IReadOnlyList<ReadOnlyMemory<byte>> State,
    IReadOnlyList<ReadOnlyMemory<byte>> Codes,
    IReadOnlyList<ReadOnlyMemory<byte>> Headers);
