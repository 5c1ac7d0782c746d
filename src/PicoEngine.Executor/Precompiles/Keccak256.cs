// SPDX-License-Identifier: MIT OR Apache-2.0
namespace PicoEngine.Executor.Precompiles;

/// <summary>KECCAK256: the hash of Ethereum, Keccak[c = 512] with the padding 0x01 … 0x80 (not that of SHA-3), on bytes as they lie in guest memory.</summary>
public static class Keccak256
{
    /// <summary>Bytes that a permutation takes in.</summary>
    public const int RateBytes = 136;

    /// <summary>Words that a permutation takes in.</summary>
    public const int RateWords = RateBytes / 4;

    /// <summary>Words of a hash.</summary>
    public const int DigestWords = 8;

    /// <summary>Longest input of a call in bytes: what a call adds to a shard stays below what the smallest shard that runs are cut for holds.</summary>
    public const uint MaximumLength = 65_535;

    /// <summary>Permutations that an input takes: there is always room for the padding.</summary>
    /// <param name="length">Its length in bytes.</param>
    public static uint Blocks(uint length) => (length / RateBytes) + 1;

    /// <summary>Words that hold an input, the last one in part where the length is no multiple of 4.</summary>
    /// <param name="length">Its length in bytes.</param>
    public static uint Words(uint length) => (length + 3) / 4;

    /// <summary>Hashes an input.</summary>
    /// <param name="data">The input, first byte in the lowest bits; bits behind its last byte are ignored.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="digest8">Receives the hash, first byte in the lowest bits.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public static void Hash(ReadOnlySpan<uint> data, uint length, Span<uint> digest8)
    {
        if (data.Length != Words(length) || digest8.Length != DigestWords)
        {
            throw new ArgumentException($"expected {Words(length)} and {DigestWords} words, got {data.Length} and {digest8.Length}");
        }

        Span<uint> state = stackalloc uint[KeccakPermutation.StateWords];
        state.Clear();
        for (; data.Length > RateWords || length >= RateBytes; data = data[RateWords..], length -= RateBytes)
        {
            Absorb(state, data[..RateWords]);
            KeccakPermutation.Permute(state);
        }

        int whole = (int)(length / 4);
        int bits = (int)(8 * (length % 4));
        Absorb(state, data[..whole]);
        uint tail = bits == 0 ? 0 : data[whole] & ((1u << bits) - 1);
        state[whole] ^= tail | (1u << bits);
        state[RateWords - 1] ^= 0x8000_0000;
        KeccakPermutation.Permute(state);
        state[..DigestWords].CopyTo(digest8);
    }

    private static void Absorb(Span<uint> state, ReadOnlySpan<uint> words)
    {
        for (int i = 0; i < words.Length; i++)
        {
            state[i] ^= words[i];
        }
    }
}
