// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using System.Text.Json;
using CsCheck;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class BlockFactsTests
{
    public static TheoryData<string> Names => [.. Vectors.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Read_real_block_gives_what_its_file_says(string name)
    {
        BlockFacts facts = BlockFacts.Read(EthereumData.Witness(name));
        using var gzip = new GZipStream(File.OpenRead(EthereumData.PathOf(name)), CompressionMode.Decompress);
        using JsonDocument file = JsonDocument.Parse(gzip);
        JsonElement said = file.RootElement;
        Assert.Equal(said.GetProperty("chainId").GetUInt64(), facts.ChainId);
        Assert.StartsWith(facts.ChainName + "-", name, StringComparison.Ordinal);
        Assert.Equal(said.GetProperty("number").GetUInt64(), facts.Number);
        Assert.Equal(said.GetProperty("hash").GetString(), facts.Hash.ToString());
        Assert.Equal(said.GetProperty("gasUsed").GetUInt64(), facts.GasUsed);
        Assert.Equal(said.GetProperty("gasLimit").GetUInt64(), facts.GasLimit);
        Assert.Equal(said.GetProperty("txCount").GetInt32(), facts.TransactionCount);
        Assert.Equal(said.GetProperty("postStateRoot").GetString(), facts.StateRoot.ToString());
        Assert.Equal(said.GetProperty("receiptsRoot").GetString(), facts.ReceiptsRoot.ToString());

        // The files' fork names the rules of the machine, which BPO1 and BPO2 share with Osaka.
        string fork = facts.Fork >= EthereumFork.Osaka ? nameof(EthereumFork.Osaka) : facts.Fork.ToString();
        Assert.Equal(said.GetProperty("fork").GetString(), fork);
    }

    [Fact]
    public void Read_block_of_an_unknown_chain_names_the_known_ones()
    {
        var exception = Assert.Throws<PicoException>(() => BlockFacts.Read(EthereumData.Witness("mainnet-21429992") with { ChainId = 5 }));
        Assert.Equal(ErrorCatalog.BlockUnsupported, exception.Error);
        Assert.Contains("1 (mainnet), 11155111 (sepolia), 560048 (hoodi)", exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_block_on_a_chain_that_had_another_fork_then_is_refused()
    {
        var exception = Assert.Throws<PicoException>(() => BlockFacts.Read(EthereumData.Witness("mainnet-16424145") with { ChainId = 560048 }));
        Assert.Equal(ErrorCatalog.BlockMalformed, exception.Error);
        Assert.Contains("16 fields", exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_changed_block_gives_facts_of_another_hash_or_a_typed_error()
    {
        BlockWitness witness = EthereumData.Vector("requests-of-three-types");
        Hash256 hash = Blocks.DecodeVector(witness).Header.Hash;
        int headerEnd = 650;
        Gen.Select(Gen.Int[0, witness.Block.Length - 1], Gen.Byte[1, 255], Gen.Bool).Sample(
            (position, flip, isCut) =>
            {
                byte[] block = witness.Block.ToArray();
                block[position] ^= flip;
                try
                {
                    var read = Blocks.DecodeVector(witness with { Block = block.AsMemory(0, isCut ? position : block.Length) });
                    Assert.True(position < headerEnd, "a change behind the header must be noticed by its roots");
                    Assert.NotEqual(hash, read.Header.Hash);
                }
                catch (PicoException exception)
                {
                    Assert.Equal(ErrorCatalog.BlockMalformed, exception.Error);
                }
            },
            iter: 5_000,
            threads: 1);
    }

    private static class Blocks
    {
        public static PicoEngine.Ethereum.Blocks.Block DecodeVector(BlockWitness witness) =>
            PicoEngine.Ethereum.Blocks.Block.Decode(witness.ChainId, witness.Block, EthereumFork.Prague);
    }
}
