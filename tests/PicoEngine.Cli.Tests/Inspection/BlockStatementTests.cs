// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Cli.Inspection;
using PicoEngine.Contracts.Errors;
using PicoEngine.Ethereum;
using Xunit;

namespace PicoEngine.Cli.Tests.Inspection;

public sealed class BlockStatementTests
{
    private static readonly StatelessOutput Right = new(new Hash256(Enumerable.Repeat((byte)7, 32).ToArray()), true, 1, StatelessOutput.SchemaOf(EthereumFork.Prague));

    [Fact]
    public void Valid_block_of_a_real_chain_is_not_refused() => Read(Right).RequireValidBlock("x.pico");

    [Fact]
    public void Statement_that_is_no_valid_block_of_a_real_chain_is_refused_with_the_reason()
    {
        AssertRefused("NOT find the block valid", Right with { Valid = false });
        AssertRefused("could not decode", Right with { PayloadRoot = default, Valid = false });
        AssertRefused("test vectors", Right with { SchemaId = StatelessOutput.SchemaOf(EthereumFork.Prague, StatelessOutput.TestRevision) });
        AssertRefused("whose forks the block guest", Right with { ChainId = 5 });
        AssertRefused("does not know", Right with { SchemaId = 0x2001 });
        AssertRefused("does not know", Right with { SchemaId = 0x0d01 });
        AssertRefused("does not know", Right with { SchemaId = 0x1102 });
    }

    [Fact]
    public void Read_refuses_what_is_no_output()
    {
        byte[] bytes = Right.ToBytes();
        Assert.Null(BlockStatement.Read(bytes.AsSpan(1), []));
        Assert.Null(BlockStatement.Read([.. bytes, 0], []));
        bytes[32] = 2;
        Assert.Null(BlockStatement.Read(bytes, []));
    }

    private static BlockStatement Read(StatelessOutput output)
    {
        BlockStatement statement = BlockStatement.Read(output.ToBytes(), [])!;
        Assert.Equal((BlockNaming.Missing, output), (statement.Naming, statement.Output));
        return statement;
    }

    private static void AssertRefused(string reason, StatelessOutput output)
    {
        PicoException failure = Assert.Throws<PicoException>(() => Read(output).RequireValidBlock("x.pico"));
        Assert.Same(ErrorCatalog.BlockNotValid, failure.Error);
        Assert.Contains(reason, failure.Detail, StringComparison.Ordinal);
    }
}
