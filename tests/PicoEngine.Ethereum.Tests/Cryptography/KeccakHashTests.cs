// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text;
using PicoEngine.Ethereum.Cryptography;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Cryptography;

public sealed class KeccakHashTests
{
    // The empty string and "abc" as published by the Keccak team; rlp(""), the root of an empty trie (Yellow Paper, appendix D).
    [Theory]
    [InlineData("", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("616263", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("80", "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")]
    public void Of_published_inputs_gives_the_published_hashes(string hex, string hash) =>
        Assert.Equal(hash, KeccakHash.Of(Convert.FromHexString(hex)).ToString());

    [Fact]
    public void Of_slices_does_not_depend_on_where_they_stand()
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('x', 1000));
        for (int size = 0; size < 300; size++)
        {
            Assert.Equal(KeccakHash.Of(text.AsSpan(0, size).ToArray()), KeccakHash.Of(text.AsSpan(size % 7, size)));
        }
    }
}
