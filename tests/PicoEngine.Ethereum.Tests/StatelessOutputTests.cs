// SPDX-License-Identifier: MIT OR Apache-2.0

using CsCheck;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class StatelessOutputTests
{
    private static readonly StatelessOutput Expected =
        new(new Hash256([.. Enumerable.Range(1, 32).Select(i => (byte)i)]), Valid: true, ChainId: 11155111, StatelessOutput.SchemaOf(EthereumFork.Osaka));

    [Fact]
    public void ToBytes_has_the_layout_of_the_guest()
    {
        Assert.Equal("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2001a736aa00000000001201", Convert.ToHexStringLower(Expected.ToBytes()));
        Assert.Equal(EthereumFork.Osaka, Expected.Fork);
        Assert.Equal(StatelessOutput.ChainRevision, Expected.Revision);
    }

    [Fact]
    public void TryParse_gives_back_every_output_and_nothing_else()
    {
        Gen.Byte.Array[StatelessOutput.Size].Sample(
            bytes =>
            {
                bytes[32] &= 1;
                Assert.True(StatelessOutput.TryParse(bytes, out StatelessOutput? output));
                Assert.Equal(bytes, output.ToBytes());
                Assert.Equal(bytes[41] is >= 0x0e and <= 0x14, output.Fork is not null);
            },
            iter: 2_000,
            threads: 1);
        byte[] wrong = Expected.ToBytes();
        Assert.False(StatelessOutput.TryParse(wrong.AsSpan(1), out _));
        Assert.False(StatelessOutput.TryParse([.. wrong, 0], out _));
        wrong[32] = 2;
        Assert.False(StatelessOutput.TryParse(wrong, out _));
    }

    [Fact]
    public void Compare_says_what_differs_and_what_it_means()
    {
        Assert.True(OutputCheck.Compare(Expected, Expected.ToBytes()).Matches);
        AssertOnly("another program", [1, 2, 3]);
        AssertOnly("could not decode", (Expected with { PayloadRoot = default, Valid = false, ChainId = 0 }).ToBytes());
        AssertOnly("another block", (Expected with { PayloadRoot = new Hash256(new byte[31].Append((byte)1).ToArray()) }).ToBytes());
        AssertOnly("did not find the block valid", (Expected with { Valid = false }).ToBytes());
        AssertOnly("The chain is 1,", (Expected with { ChainId = 1 }).ToBytes());
        AssertOnly("other rules", (Expected with { SchemaId = StatelessOutput.SchemaOf(EthereumFork.Bpo1) }).ToBytes());
        AssertOnly("test vectors", (Expected with { SchemaId = StatelessOutput.SchemaOf(EthereumFork.Osaka, StatelessOutput.TestRevision) }).ToBytes());
    }

    private static void AssertOnly(string words, byte[] publicValues)
    {
        OutputCheck check = OutputCheck.Compare(Expected, publicValues);
        Assert.False(check.Matches);
        Assert.Contains(words, Assert.Single(check.Differences), StringComparison.Ordinal);
    }
}
