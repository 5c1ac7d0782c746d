// SPDX-License-Identifier: MIT OR Apache-2.0

using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Tests;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class BlockFileTests
{
    private const string Path = "tests/vectors/ethereum/requests-of-three-types.json.gz";

    // A small block file that is right in form; the block is no block, which nothing here looks at without hash and number.
    private const string Small = """{"chainId":1,"block":"0xc0","executionWitness":{"state":["0x01","0xABcd"],"codes":["0x"],"headers":["0xc1c0"],"keys":["0x02"]},"note":{"a":[1,[2]]}}""";

    /// <summary>What is malformed, the text, and what the message must name.</summary>
    public static TheoryData<string, string> Malformed => new()
    {
        { "", "JSON" },
        { "[]", "the file's value is no object" },
        { "\"0x\"", "the file's value is no object" },
        { Small[..^1], "JSON" },
        { Small[..40], "JSON" },
        { Small + "{}", "JSON" },
        { Small.Replace("\"chainId\":1,", "", StringComparison.Ordinal), "chainId is missing" },
        { Small.Replace("\"block\":\"0xc0\",", "", StringComparison.Ordinal), "block is missing" },
        { Small.Replace("executionWitness", "witness", StringComparison.Ordinal), "executionWitness is missing" },
        { Small.Replace("\"state\":", "\"State\":", StringComparison.Ordinal), "executionWitness.state is missing" },
        { Small.Replace("\"codes\":", "\"c\":", StringComparison.Ordinal), "executionWitness.codes is missing" },
        { Small.Replace("\"headers\":", "\"h\":", StringComparison.Ordinal), "executionWitness.headers is missing" },
        { Small.Replace("\"note\":", "\"block\":", StringComparison.Ordinal), "block is given twice" },
        { Small.Replace("\"keys\":", "\"codes\":", StringComparison.Ordinal), "codes is given twice" },
        { Small.Replace("\"chainId\":1", "\"chainId\":-1", StringComparison.Ordinal), "chainId is no number" },
        { Small.Replace("\"chainId\":1", "\"chainId\":1.5", StringComparison.Ordinal), "chainId is no number" },
        { Small.Replace("\"chainId\":1", "\"chainId\":18446744073709551616", StringComparison.Ordinal), "chainId is no number" },
        { Small.Replace("\"chainId\":1", "\"chainId\":\"0x10000000000000000\"", StringComparison.Ordinal), "chainId is no number" },
        { Small.Replace("\"chainId\":1", "\"chainId\":null", StringComparison.Ordinal), "chainId is no number" },
        { Small.Replace("\"chainId\":1", "\"chainId\":\"\\ud800\"", StringComparison.Ordinal), "chainId is no valid UTF-8" },
        { Small.Replace("\"0xc0\"", "\"c0\"", StringComparison.Ordinal), "block is not 0x" },
        { Small.Replace("\"0xc0\"", "\"0xc\"", StringComparison.Ordinal), "block is not 0x" },
        { Small.Replace("\"0xc0\"", "\"0xcg\"", StringComparison.Ordinal), "block has something else than hex digits" },
        { Small.Replace("\"0xc0\"", "\"0x\\u00630\"", StringComparison.Ordinal), "block is not 0x" },
        { Small.Replace("\"0xc0\"", "12", StringComparison.Ordinal), "block is no text" },
        { Small.Replace("\"0xABcd\"", "[\"0x\"]", StringComparison.Ordinal), "executionWitness.state[1] is no text" },
        { Small.Replace("\"0xABcd\"", "{}", StringComparison.Ordinal), "executionWitness.state[1] is no text" },
        { Small.Replace("\"0xABcd\"", "null", StringComparison.Ordinal), "executionWitness.state[1] is no text" },
        { Small.Replace("[\"0x\"]", "7", StringComparison.Ordinal), "executionWitness.codes is neither a list nor an object" },
        { Small.Replace("[\"0xc1c0\"]", $"[{string.Join(',', Enumerable.Repeat("\"0x\"", 257))}]", StringComparison.Ordinal), "executionWitness.headers has more than 256 items" },
        { Small.Replace("{\"a\":[1,[2]]}", new string('[', 200) + new string(']', 200), StringComparison.Ordinal), "JSON" },
        { Small.Replace("{\"a\":[1,[2]]}", new string('[', 2_000_000), StringComparison.Ordinal), "JSON" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Parse_malformed_text_names_source_and_member(string text, string problem)
    {
        var exception = Assert.Throws<PicoException>(() => BlockFile.Parse(Encoding.UTF8.GetBytes(text), "some.json"));
        Assert.Equal(ErrorCatalog.BlockFileMalformed, exception.Error);
        Assert.StartsWith("some.json: ", exception.Detail, StringComparison.Ordinal);
        Assert.Contains(problem, exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_small_file_keeps_order_and_bytes()
    {
        foreach (string text in (string[])[Small, "\ufeff" + Small, Small.Replace(":1,", ":\"0x1\",", StringComparison.Ordinal), Small.Replace(":1,", ":\"1\",", StringComparison.Ordinal)])
        {
            BlockWitness witness = BlockFile.Parse(Encoding.UTF8.GetBytes(text), "some.json");
            Assert.Equal(1ul, witness.ChainId);
            Assert.Equal("C0", Convert.ToHexString(witness.Block.Span));
            Assert.Equal(["01", "ABCD"], witness.State.Select(item => Convert.ToHexString(item.Span)));
            Assert.Equal([""], witness.Codes.Select(item => Convert.ToHexString(item.Span)));
            Assert.Equal(["C1C0"], witness.Headers.Select(item => Convert.ToHexString(item.Span)));
        }
    }

    [Fact]
    public void Parse_older_map_form_gives_the_same_as_lists()
    {
        string text = Small.Replace("[\"0x01\",\"0xABcd\"]", """{"0xaa":"0x01","0xbb":"0xABcd"}""", StringComparison.Ordinal).Replace("[\"0x\"]", """{"0xcc":"0x"}""", StringComparison.Ordinal);
        BlockWitness witness = BlockFile.Parse(Encoding.UTF8.GetBytes(text), "some.json");
        Assert.Equal(["01", "ABCD"], witness.State.Select(item => Convert.ToHexString(item.Span)));
        Assert.Equal([""], witness.Codes.Select(item => Convert.ToHexString(item.Span)));
    }

    [Theory]
    [InlineData("mainnet-16424145")]
    [InlineData("mainnet-18884864")]
    [InlineData("mainnet-21077746")]
    [InlineData("mainnet-23879620")]
    public void Parse_headers_as_objects_of_geth_gives_their_bytes(string name)
    {
        BlockWitness witness = EthereumData.Witness(name);
        string objects = string.Join(',', witness.Headers.Reverse().Select(header => GethHeader.Of(header)));
        BlockWitness read = BlockFile.Parse(Encoding.UTF8.GetBytes(Small.Replace("\"0xc1c0\"", objects, StringComparison.Ordinal)), "geth");
        Assert.Equal(witness.Headers.Select(item => Convert.ToHexString(item.Span)), read.Headers.Select(item => Convert.ToHexString(item.Span)));
    }

    [Fact]
    public void Parse_plain_and_compressed_text_give_the_same()
    {
        byte[] compressed = File.ReadAllBytes(RepositoryFiles.FullPath(Path));
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        BlockWitness left = BlockFile.Parse(compressed, "a");
        BlockWitness right = BlockFile.Parse(plain.ToArray(), "b");
        Assert.Equal(left.Block.ToArray(), right.Block.ToArray());
        Assert.Equal(left.State.Select(item => Convert.ToHexString(item.Span)), right.State.Select(item => Convert.ToHexString(item.Span)));
        Assert.NotEmpty(left.State);
    }

    [Fact]
    public void Parse_compressed_text_cut_anywhere_is_refused()
    {
        byte[] compressed = File.ReadAllBytes(RepositoryFiles.FullPath(Path));
        for (int size = 2; size < compressed.Length - 8; size += 97)
        {
            var exception = Assert.Throws<PicoException>(() => BlockFile.Parse(compressed.AsMemory(0, size), "cut"));
            Assert.Equal(ErrorCatalog.BlockFileMalformed, exception.Error);
        }
    }

    [Fact]
    public void Parse_text_that_unpacks_beyond_the_limit_is_refused()
    {
        using var bomb = new MemoryStream();
        using (var gzip = new GZipStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] spaces = new byte[1 << 20];
            spaces.AsSpan().Fill((byte)' ');
            for (long written = 0; written <= BlockFile.MaximumBytes; written += spaces.Length)
            {
                gzip.Write(spaces);
            }
        }

        var exception = Assert.Throws<PicoException>(() => BlockFile.Parse(bomb.ToArray(), "bomb"));
        Assert.Equal(ErrorCatalog.BlockTooLarge, exception.Error);
    }

    [Theory]
    [InlineData("hash", "\"0x0000000000000000000000000000000000000000000000000000000000000000\"")]
    [InlineData("hash", "\"0x00\"")]
    [InlineData("number", "5")]
    public void Parse_file_that_names_another_block_is_refused(string member, string value)
    {
        JsonObject file = RealBlock();
        file[member] = JsonNode.Parse(value);
        var exception = Assert.Throws<PicoException>(() => BlockFile.Parse(Encoding.UTF8.GetBytes(file.ToJsonString()), "other"));
        Assert.Equal(ErrorCatalog.BlockFileMalformed, exception.Error);
        Assert.Contains(member, exception.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_file_that_is_not_there_is_refused()
    {
        var exception = Assert.Throws<PicoException>(() => BlockFile.Read(RepositoryFiles.FullPath("no-such-file.json")));
        Assert.Equal(ErrorCatalog.FileUnreadable, exception.Error);
        var folder = Assert.Throws<PicoException>(() => BlockFile.Read(RepositoryFiles.FullPath("tests")));
        Assert.Equal(ErrorCatalog.FileUnreadable, folder.Error);
        Assert.Contains("it is a folder", folder.Detail, StringComparison.Ordinal);
        Assert.Equal(ErrorCatalog.FileUnreadable, Assert.Throws<PicoException>(() => BlockFile.Read("\0")).Error);
    }

    [Fact]
    public void Parse_changed_bytes_lead_to_a_witness_or_a_typed_error()
    {
        byte[] text = Encoding.UTF8.GetBytes(Small);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.Byte, Gen.Int[0, text.Length]).Sample(
            (position, value, size) =>
            {
                byte[] changed = [.. text];
                changed[position] = value;
                try
                {
                    _ = BlockFile.Parse(changed.AsMemory(0, size), "changed");
                }
                catch (PicoException exception) when (exception.Error == ErrorCatalog.BlockFileMalformed || exception.Error == ErrorCatalog.BlockMalformed || exception.Error == ErrorCatalog.BlockUnsupported)
                {
                }
            },
            iter: 20_000,
            threads: 1);
    }

    private static JsonObject RealBlock()
    {
        using var gzip = new GZipStream(File.OpenRead(EthereumData.PathOf("mainnet-21429992")), CompressionMode.Decompress);
        return JsonNode.Parse(gzip)!.AsObject();
    }
}
