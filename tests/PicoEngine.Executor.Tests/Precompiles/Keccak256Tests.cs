// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Executor.Tests.Syscalls;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class Keccak256Tests
{
    public static TheoryData<string, int, string> KnownAnswers => new()
    {
        // The hash of nothing (the Yellow Paper's KEC(()), code hash of an account without code), of its RLP (root of an empty trie),
        // and of the RLP of an empty list (uncles of a block without any).
        { "", 1, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470" },
        { "80", 1, "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421" },
        { "c0", 1, "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347" },

        // keccak256("abc"), keccak256("testing"): the solidity documentation's and geth's own test values.
        { "616263", 1, "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45" },
        { "74657374696e67", 1, "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02" },
    };

    [Theory]
    [MemberData(nameof(KnownAnswers))]
    public void Hash_gives_known_answers(string data, int blocks, string digest)
    {
        byte[] bytes = Convert.FromHexString(data);
        Assert.Equal(digest, Convert.ToHexStringLower(Hash(bytes, 0)));
        Assert.Equal((uint)blocks, Keccak256.Blocks((uint)bytes.Length));
    }

    [Fact]
    public void Hash_of_every_length_over_three_blocks_is_that_of_the_specification()
    {
        var random = new Random(1);
        for (int length = 0; length <= 410; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            byte[] expected = HashOracle.Keccak256(bytes);
            Assert.Equal(expected, Hash(bytes, 0));
            Assert.Equal(expected, Hash(bytes, 0xff));
            Assert.Equal((uint)(length / 136) + 1, Keccak256.Blocks((uint)length));
        }
    }

    [Fact]
    public void Hash_of_the_longest_input_is_that_of_the_specification()
    {
        var bytes = new byte[Keccak256.MaximumLength];
        new Random(2).NextBytes(bytes);
        Assert.Equal(HashOracle.Keccak256(bytes), Hash(bytes, 0x5a));
        Assert.Equal(482u, Keccak256.Blocks(Keccak256.MaximumLength));
    }

    [Fact]
    public void Hash_refuses_spans_of_another_length()
    {
        Assert.Throws<ArgumentException>(() => Keccak256.Hash(new uint[2], 4, new uint[8]));
        Assert.Throws<ArgumentException>(() => Keccak256.Hash(new uint[1], 5, new uint[8]));
        Assert.Throws<ArgumentException>(() => Keccak256.Hash(new uint[1], 4, new uint[7]));
    }

    /// <summary>Hashes with bytes behind the last one that must not matter.</summary>
    private static byte[] Hash(ReadOnlySpan<byte> bytes, byte filler)
    {
        var words = new uint[(bytes.Length + 3) / 4];
        Span<byte> data = MemoryMarshal.AsBytes(words.AsSpan());
        data.Fill(filler);
        bytes.CopyTo(data);
        var digest = new uint[8];
        Keccak256.Hash(words, (uint)bytes.Length, digest);
        return MemoryMarshal.AsBytes<uint>(digest).ToArray();
    }
}
