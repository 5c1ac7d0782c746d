// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class HashPrecompileTests
{
    // FIPS 180-4, section 5.3.3.
    private static readonly uint[] Sha256InitialState =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(128)]
    [InlineData(183)]
    [InlineData(192)]
    public void Sha256_agrees_with_the_platform(int length)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        Assert.Equal(SHA256.HashData(message), Sha256ByRounds(message));
    }

    [Fact]
    public void Sha256_of_abc_is_the_published_digest()
    {
        // FIPS 180-4, example "abc".
        Assert.Equal("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", Convert.ToHexString(Sha256ByRounds("abc"u8.ToArray())));
    }

    [Fact]
    public void Sha256Extend_leaves_the_first_sixteen_words()
    {
        uint[] w = new uint[64];
        new Random(3).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(w.AsSpan()));
        uint[] before = [.. w];
        Sha256Rounds.Extend(w);
        Assert.Equal(before[..16], w[..16]);
        Assert.NotEqual(before[16..], w[16..]);
    }

    [Fact]
    public void Sha256Rounds_refuse_spans_of_another_length()
    {
        Assert.Throws<ArgumentException>(() => Sha256Rounds.Extend(new uint[63]));
        Assert.Throws<ArgumentException>(() => Sha256Rounds.Compress(new uint[64], new uint[9]));
        Assert.Throws<ArgumentException>(() => Sha256Rounds.Compress(new uint[65], new uint[8]));
    }

    [Fact]
    public void Keccak_of_the_zero_state_twice_gives_the_published_lanes()
    {
        // Keccak team, KeccakF-1600-IntermediateValues.txt: the first lanes after one and after two permutations of the zero state.
        uint[] state = new uint[50];
        KeccakPermutation.Permute(state);
        Assert.Equal([0xF1258F7940E1DDE7, 0x84D5CCF933C0478A, 0xD598261EA65AA9EE, 0xBD1547306F80494D, 0x8B284E056253D057], Lanes(state)[..5]);
        Assert.Equal(0xEAF1FF7B5CECA249UL, Lanes(state)[24]);
        KeccakPermutation.Permute(state);
        Assert.Equal([0x2D5C954DF96ECB3C, 0x6A332CD07057B56D, 0x093D8D1270D76B6C, 0x8A20D9B25569D094, 0x4F9C4F99E5E7F156], Lanes(state)[..5]);
        Assert.Equal(0x20D06CD26A8FBF5CUL, Lanes(state)[24]);
    }

    [Theory]
    // Keccak-256 as Ethereum uses it: the hashes of the empty string, of "abc" and of the RLP of an empty list.
    [InlineData("", "C5D2460186F7233C927E7DB2DCC703C0E500B653CA82273B7BFAD8045D85A470")]
    [InlineData("616263", "4E03657AEA45A94FC7D47BA826C8D667C0D1E6E33A64A036EC44F58FA12D6C45")]
    [InlineData("C0", "1DCC4DE8DEC75D7AAB85B567B6CCD41AD312451B948A7413F0A142FD40D49347")]
    public void Keccak256_of_known_messages_is_the_known_hash(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(Sponge(Convert.FromHexString(message), 0x01)));

    [Theory]
    // FIPS 202 examples: SHA3-256 of the empty message and of "abc".
    [InlineData("", "A7FFC6F8BF1ED76651C14756A061D662F580FF4DE43B49FA82D80A4B80F8434A")]
    [InlineData("abc", "3A985DA74FE225B2045C172D6BD390BD855F086E3E9D525B46BFE24511431532")]
    public void Sha3_of_known_messages_is_the_known_hash(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(Sponge(Encoding.ASCII.GetBytes(message), 0x06)));

    [Theory]
    [InlineData(135)]
    [InlineData(136)]
    [InlineData(137)]
    [InlineData(1000)]
    public void Sha3_agrees_with_the_platform(int length)
    {
        Assert.SkipUnless(SHA3_256.IsSupported, "this platform's cryptography library has no SHA-3");
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        Assert.Equal(SHA3_256.HashData(message), Sponge(message, 0x06));
    }

    [Fact]
    public void KeccakPermute_refuses_a_span_of_another_length() =>
        Assert.Throws<ArgumentException>(() => KeccakPermutation.Permute(new uint[49]));

    private static byte[] Sha256ByRounds(byte[] message)
    {
        byte[] padded = new byte[(message.Length + 9 + 63) / 64 * 64];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), 8UL * (ulong)message.Length);
        uint[] state = [.. Sha256InitialState];
        uint[] w = new uint[64];
        for (int block = 0; block < padded.Length; block += 64)
        {
            for (int i = 0; i < 16; i++)
            {
                w[i] = BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(block + (4 * i)));
            }

            Sha256Rounds.Extend(w);
            Sha256Rounds.Compress(w, state);
        }

        byte[] digest = new byte[32];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(4 * i), state[i]);
        }

        return digest;
    }

    // FIPS 202 sponge with rate 136 and 32 bytes out; the suffix is 0x06 for SHA-3 and 0x01 for the original Keccak.
    private static byte[] Sponge(byte[] message, byte suffix)
    {
        const int Rate = 136;
        byte[] padded = new byte[((message.Length / Rate) + 1) * Rate];
        message.CopyTo(padded, 0);
        padded[message.Length] ^= suffix;
        padded[^1] ^= 0x80;
        uint[] state = new uint[50];
        for (int block = 0; block < padded.Length; block += Rate)
        {
            for (int i = 0; i < Rate / 4; i++)
            {
                state[i] ^= BinaryPrimitives.ReadUInt32LittleEndian(padded.AsSpan(block + (4 * i)));
            }

            KeccakPermutation.Permute(state);
        }

        byte[] digest = new byte[32];
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(digest.AsSpan(4 * i), state[i]);
        }

        return digest;
    }

    private static ulong[] Lanes(uint[] state) => [.. Enumerable.Range(0, 25).Select(i => state[2 * i] | ((ulong)state[(2 * i) + 1] << 32))];
}
