// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Buffers;
using System.Runtime.InteropServices;
using PicoEngine.Executor.Precompiles;

namespace PicoEngine.Ethereum.Cryptography;

/// <summary>Keccak-256 of bytes, by the executor's implementation for guest words.</summary>
internal static class KeccakHash
{
    public static Hash256 Of(ReadOnlySpan<byte> data)
    {
        Span<uint> digest = stackalloc uint[Keccak256.DigestWords];
        if (data.Length % sizeof(uint) == 0)
        {
            Keccak256.Hash(MemoryMarshal.Cast<byte, uint>(data), (uint)data.Length, digest);
        }
        else
        {
            int words = (int)Keccak256.Words((uint)data.Length);
            uint[] padded = ArrayPool<uint>.Shared.Rent(words);
            padded[words - 1] = 0;
            data.CopyTo(MemoryMarshal.AsBytes(padded.AsSpan()));
            Keccak256.Hash(padded.AsSpan(0, words), (uint)data.Length, digest);
            ArrayPool<uint>.Shared.Return(padded);
        }

        return new Hash256(MemoryMarshal.AsBytes(digest));
    }
}
