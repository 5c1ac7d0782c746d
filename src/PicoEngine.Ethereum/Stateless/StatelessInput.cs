// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using PicoEngine.Ethereum.Ssz;

namespace PicoEngine.Ethereum.Stateless;

/// <summary>The block guest's one input element: the schema, big-endian in two bytes, and SSZ of the request, the witness, the chain and the senders' keys (EIP-8025).</summary>
internal static class StatelessInput
{
    public static byte[] Encode(NewPayloadRequest request, BlockWitness witness, ReadOnlyMemory<byte> publicKeys)
    {
        var lists = new SszWriter();
        lists.Variable(witness.State);
        lists.Variable(witness.Codes);
        lists.Variable(witness.Headers);
        var input = new SszWriter();
        input.Variable(request.Encode());
        input.Variable(lists);
        input.UInt64(request.Block.ChainId);
        input.Variable(publicKeys);
        Span<byte> schema = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(schema, StatelessOutput.SchemaOf(request.Block.Fork, request.Block.Revision));
        return input.ToBytes(schema);
    }
}
