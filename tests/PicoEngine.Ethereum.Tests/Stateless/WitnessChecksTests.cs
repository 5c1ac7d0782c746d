// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Stateless;

public sealed class WitnessChecksTests
{
    // A block that reads 13 ancestors.
    private const string Name = "mainnet-21077746";

    private static readonly Lazy<BlockWitness> Block = new(() => EthereumData.Witness(Name));

    [Fact]
    public void Create_without_headers_says_what_is_missing() =>
        AssertRefused(Block.Value with { Headers = [] }, "has no headers");

    [Fact]
    public void Create_without_the_parent_names_the_header_that_stands_there() =>
        AssertRefused(Block.Value with { Headers = [.. Block.Value.Headers.SkipLast(1)] }, "headers[11] (block 21077744)");

    [Fact]
    public void Create_with_a_gap_between_headers_is_refused() =>
        AssertRefused(Block.Value with { Headers = [.. Block.Value.Headers.Where((_, i) => i != 5)] }, "headers[4] (block 21077737)");

    [Fact]
    public void Create_with_headers_in_another_order_is_refused() =>
        AssertRefused(Block.Value with { Headers = [.. Block.Value.Headers.Reverse()] }, "headers[12] (block 21077733)");

    [Fact]
    public void Create_with_too_many_headers_is_refused() =>
        AssertRefused(Block.Value with { Headers = [.. Enumerable.Repeat(Block.Value.Headers[0], 257)] }, "more than 256 headers");

    [Fact]
    public void Create_with_a_header_that_is_none_is_refused() =>
        AssertRefused(Block.Value with { Headers = [new byte[] { 0xc1, 0x80 }, .. Block.Value.Headers.Skip(1)] }, "headers[0]: parentHash has 0 bytes");

    [Fact]
    public void Create_with_the_witness_of_another_block_is_refused()
    {
        BlockWitness other = EthereumData.Witness("mainnet-21429992");
        AssertRefused(Block.Value with { Headers = other.Headers }, "headers[0] (block 21429991)");
        AssertRefused(Block.Value with { State = other.State }, "no node of the witness hashes to the parent's state root");
    }

    [Fact]
    public void Create_with_fewer_headers_than_the_block_reads_is_left_to_the_guest()
    {
        BlockWitness parentOnly = Block.Value with { Headers = [Block.Value.Headers[^1]] };
        BlockJob job = BlockJob.Create(parentOnly, null, TestContext.Current.CancellationToken);
        Assert.Equal(EthereumData.Job(Name).Expected, job.Expected);
    }

    private static void AssertRefused(BlockWitness witness, string words)
    {
        var exception = Assert.Throws<PicoException>(() => BlockJob.Create(witness, null, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorCatalog.WitnessMalformed, exception.Error);
        Assert.StartsWith("block 21077746: ", exception.Detail, StringComparison.Ordinal);
        Assert.Contains(words, exception.Detail, StringComparison.Ordinal);
    }
}
