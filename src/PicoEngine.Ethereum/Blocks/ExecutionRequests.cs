// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PicoEngine.Ethereum.Blocks;

/// <summary>What executing a block asks of the consensus layer (EIP-7685): deposits, withdrawals, consolidations, each type's requests one after the other.</summary>
internal sealed record ExecutionRequests(IReadOnlyList<ReadOnlyMemory<byte>> Lists)
{
    /// <summary>EIP-6110, EIP-7002, EIP-7251: types 0, 1, 2.</summary>
    public const int TypeCount = 3;

    /// <summary>No requests.</summary>
    public static ExecutionRequests None { get; } = new(new ReadOnlyMemory<byte>[TypeCount]);

    /// <summary>The header's requests hash: SHA-256 of the SHA-256 of each type that has requests, its number before them.</summary>
    public Hash256 Hash()
    {
        var digests = new List<byte>();
        for (byte type = 0; type < Lists.Count; type++)
        {
            if (!Lists[type].IsEmpty)
            {
                digests.AddRange(SHA256.HashData([type, .. Lists[type].Span]));
            }
        }

        return new Hash256(SHA256.HashData([.. digests]));
    }

    /// <summary>Reads a sequence of length (u32, little-endian), type and data, as the requests guest puts it out; types ascend.</summary>
    /// <returns>Null for anything else.</returns>
    public static ExecutionRequests? TryParse(ReadOnlyMemory<byte> output)
    {
        var lists = new ReadOnlyMemory<byte>[TypeCount];
        int next = 0;
        while (!output.IsEmpty)
        {
            if (output.Length <= sizeof(uint))
            {
                return null;
            }

            uint length = BinaryPrimitives.ReadUInt32LittleEndian(output.Span);
            output = output[sizeof(uint)..];
            if (length < 2 || length > (uint)output.Length || output.Span[0] < next || output.Span[0] >= TypeCount)
            {
                return null;
            }

            byte type = output.Span[0];
            lists[type] = output[1..(int)length];
            output = output[(int)length..];
            next = type + 1;
        }

        return new ExecutionRequests(lists);
    }
}
