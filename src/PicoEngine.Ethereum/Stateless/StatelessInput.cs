// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Ethereum.Ssz;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>The block guest's one input element: the schema, big-endian in two bytes, and SSZ of the request, the witness, the chain and the senders' keys (EIP-8025).</summary>
internal static class StatelessInput
{
    // The schema, the fields of the input and those of the witness: what comes before the request's content and the first list.
    private const int FixedSize = sizeof(ushort) + (3 * sizeof(uint)) + sizeof(ulong) + (3 * sizeof(uint));

    // Words of the guest's memory.
    private const int Alignment = sizeof(uint);

    private static readonly byte[] Zeros = new byte[Alignment];

    public static byte[] Encode(NewPayloadRequest request, BlockWitness witness, ReadOnlyMemory<byte> publicKeys)
    {
        SszWriter encodedRequest = request.Encode();
        int address = FixedSize + encodedRequest.Size;
        var lists = new SszWriter();
        lists.Variable(Aligned(witness.State, ref address));
        lists.Variable(Aligned(witness.Codes, ref address));
        lists.Variable(witness.Headers);
        var input = new SszWriter();
        input.Variable(encodedRequest);
        input.Variable(lists);
        input.UInt64(request.Block.ChainId);
        input.Variable(publicKeys);
        Span<byte> schema = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(schema, StatelessOutput.SchemaOf(request.Block.Fork, request.Block.Revision));
        return input.ToBytes(schema);
    }

    /// <summary>
    /// The items, and between them such of zeros that every one begins at a multiple of four: then the guest hashes it without a copy.
    /// Nothing asks for what was put in, and the guest does not even hash it among trie nodes, which are longer.
    /// </summary>
    /// <param name="items">Nodes or codes.</param>
    /// <param name="address">Where the list begins in the input, and then where it ends; both modulo four, so that offsets, of four bytes each, do not count.</param>
    private static List<ReadOnlyMemory<byte>> Aligned(IReadOnlyList<ReadOnlyMemory<byte>> items, ref int address)
    {
        var aligned = new List<ReadOnlyMemory<byte>>(2 * items.Count);
        foreach (ReadOnlyMemory<byte> item in items)
        {
            Align(aligned, address);
            aligned.Add(item);
            address = item.Length;
        }

        if (items.Count > 0)
        {
            Align(aligned, address);
            address = 0;
        }

        return aligned;
    }

    private static void Align(List<ReadOnlyMemory<byte>> items, int address)
    {
        if (address % Alignment != 0)
        {
            items.Add(Zeros.AsMemory(0, Alignment - (address % Alignment)));
        }
    }
}
