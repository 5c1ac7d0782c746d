// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum.Blocks;
using PicoEngine.Ethereum.Cryptography;
using PicoEngine.Ethereum.Json;
using PicoEngine.Ethereum.Rlp;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>What a witness must have before anybody executes with it; the guest checks all of it again, and the rest.</summary>
internal static class WitnessChecks
{
    /// <exception cref="PicoException"><c>witness-malformed</c>: the headers are no chain that ends in the block's parent, or the parent's state has no root node.</exception>
    public static void Require(Block block, BlockWitness witness)
    {
        BlockHeader parent = RequireAncestors(block.Header, witness.Headers);
        bool changesState = block.Header.StateRoot != parent.StateRoot;
        if (changesState && !witness.State.Any(node => KeccakHash.Of(node.Span) == parent.StateRoot))
        {
            throw Malformed(block.Header, $"no node of the witness hashes to the parent's state root, {parent.StateRoot}");
        }
    }

    private static BlockHeader RequireAncestors(BlockHeader header, IReadOnlyList<ReadOnlyMemory<byte>> headers)
    {
        if (headers.Count is 0 or > WitnessJsonReader.MaximumHeaders)
        {
            throw Malformed(header, headers.Count == 0 ? "the witness has no headers; it must have at least the parent's" : "the witness has more than 256 headers");
        }

        BlockHeader? parent = null;
        Hash256 expected = header.ParentHash;
        ulong number = header.Number;
        for (int i = headers.Count - 1; i >= 0; i--)
        {
            BlockHeader ancestor = Decode(header, headers[i], i);
            if (ancestor.Hash != expected)
            {
                throw Malformed(header, $"headers[{i}] (block {ancestor.Number}) has the hash {ancestor.Hash}, and {Child(i)} names {expected} as its parent");
            }

            if (number == 0 || ancestor.Number != number - 1)
            {
                throw Malformed(header, $"headers[{i}] has number {ancestor.Number}, and {Child(i)} has number {number}");
            }

            expected = ancestor.ParentHash;
            number = ancestor.Number;
            parent ??= ancestor;
        }

        return parent!;

        string Child(int i) => i == headers.Count - 1 ? "the block" : $"headers[{i + 1}]";
    }

    private static BlockHeader Decode(BlockHeader header, ReadOnlyMemory<byte> encoded, int index)
    {
        try
        {
            return BlockHeader.Decode(encoded);
        }
        catch (RlpException exception)
        {
            throw Malformed(header, $"headers[{index}]: {exception.Message}");
        }
    }

    private static PicoException Malformed(BlockHeader header, string problem) =>
        new(ErrorCatalog.WitnessMalformed, $"block {header.Number}: {problem}");
}
