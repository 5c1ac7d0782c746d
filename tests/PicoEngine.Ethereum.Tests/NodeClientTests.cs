// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using PicoEngine.Contracts.Errors;
using Xunit;

namespace PicoEngine.Ethereum.Tests;

public sealed class NodeClientTests
{
    private const string Name = "mainnet-21429992";
    private const ulong Number = 21429992;
    private const string SmallWitness = """{"state":[],"codes":[],"headers":[]}""";

    private static readonly Lazy<BlockWitness> Block = new(() => EthereumData.Witness(Name));

    private static string RawBlock => Hex(Block.Value.Block);

    [Fact]
    public async Task FetchAsync_gives_the_block_that_the_file_has()
    {
        string witness = $$"""{"state":{{List(Block.Value.State)}},"codes":{{List(Block.Value.Codes)}},"keys":["0x00"],"headers":{{List(Block.Value.Headers)}} }""";
        using TestNode node = new((method, parameter) => method switch
        {
            "eth_chainId" => TestNode.Result("\"0x1\""),
            "debug_getRawBlock" when parameter == "0x146fee8" => TestNode.Result(RawBlock),
            "debug_executionWitness" when parameter == "0x146fee8" => TestNode.Result(witness),
            _ => TestNode.Error(-32602, "other parameters"),
        });
        var seen = new ProgressList();
        using var client = new NodeClient(node.Address, new NodeOptions { ChainId = 1, Progress = seen });
        BlockWitness fetched = await client.FetchAsync(Number, TestContext.Current.CancellationToken);
        Assert.Equal(["eth_chainId", "debug_getRawBlock", "debug_executionWitness"], node.Calls);
        Assert.Equal(node.Calls, seen.Seen.Select(item => item.Method).Distinct());
        BlockJob job = BlockJob.Create(fetched, null, TestContext.Current.CancellationToken);
        Assert.Equal(EthereumData.Job(Name).GuestInput.ToArray(), job.GuestInput.ToArray());
    }

    [Fact]
    public async Task FetchAsync_reads_long_answers_of_unknown_length_and_older_maps()
    {
        string filler = new(' ', 3 << 20);
        string witness = $$"""{"state":{"0x11":"0x22"},"codes":{"0x33":"0x44"},"headers":["0xc0"]{{filler}}}""";
        using TestNode node = new((method, _) => method == "debug_executionWitness"
            ? Encoding.UTF8.GetBytes($$"""HTTP/1.1 200 OK{{"\r\n"}}Connection: close{{"\r\n\r\n"}}{"result":{{witness}} }""")
            : Good(method));
        var seen = new ProgressList();
        using var client = new NodeClient(node.Address, new NodeOptions { Progress = seen });
        BlockWitness fetched = await client.FetchAsync(Number, TestContext.Current.CancellationToken);
        Assert.Equal("22", Convert.ToHexString(fetched.State[0].Span));
        Assert.Equal("44", Convert.ToHexString(fetched.Codes[0].Span));
        Assert.Contains(seen.Seen, item => item.Bytes > 2 << 20 && item.TotalBytes is null);
    }

    [Fact]
    public async Task FetchAsync_witness_without_headers_is_completed_with_the_parents()
    {
        string header = Hex(Block.Value.Headers[0]);
        using TestNode node = new((method, parameter) => method switch
        {
            "debug_executionWitness" => TestNode.Result("""{"state":{},"codes":{}}"""),
            "debug_getRawHeader" when parameter == "0x146fee7" => TestNode.Result(header),
            _ => Good(method),
        });
        using var client = new NodeClient(node.Address);
        BlockWitness fetched = await client.FetchAsync(Number, TestContext.Current.CancellationToken);
        Assert.Equal(Block.Value.Headers[0].ToArray(), Assert.Single(fetched.Headers).ToArray());
    }

    [Fact]
    public async Task FetchAsync_nobody_listens_there()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/secret-key");
        port.Stop();
        using var client = new NodeClient(address);
        await AssertFails(client, ErrorCatalog.NodeUnreachable, "eth_chainId");
    }

    [Theory]
    [InlineData(401, "other credentials")]
    [InlineData(403, "other credentials")]
    [InlineData(404, "HTTP status 404")]
    [InlineData(503, "HTTP status 503")]
    public async Task FetchAsync_status_other_than_success_is_named(int status, string words) =>
        await AssertFails((_, _) => TestNode.Http("<html>no</html>", status), ErrorCatalog.NodeError, words);

    [Fact]
    public async Task FetchAsync_error_of_the_node_is_shown_without_harmful_characters() =>
        await AssertFails(
            (method, _) => method == "debug_executionWitness" ? TestNode.Error(-32000, "state at block is pruned \\u001b[31m") : Good(method),
            ErrorCatalog.NodeError,
            "error -32000 state at block is pruned \\x1b[31m");

    [Theory]
    [InlineData(-32601, "nope", 200)]
    [InlineData(-32601, "Method not found", 400)]
    [InlineData(-32000, "the method debug_executionWitness does not exist/is not available", 200)]
    [InlineData(-32600, "Unsupported method: debug_executionWitness", 403)]
    public async Task FetchAsync_missing_method_is_told_from_other_errors(int code, string message, int status) =>
        await AssertFails(
            (method, _) => method == "debug_executionWitness" ? TestNode.Error(code, message, status) : Good(method),
            ErrorCatalog.NodeMethodMissing,
            "debug_executionWitness");

    [Fact]
    public async Task FetchAsync_block_that_the_node_does_not_have_is_named() =>
        await AssertFails((method, _) => method == "debug_getRawBlock" ? TestNode.Result("null") : Good(method), ErrorCatalog.NodeError, "may not have this block");

    [Fact]
    public async Task FetchAsync_other_block_than_asked_for_is_refused()
    {
        string other = Hex(EthereumData.Witness("mainnet-21429020").Block);
        await AssertFails((method, _) => method == "debug_getRawBlock" ? TestNode.Result(other) : Good(method), ErrorCatalog.NodeError, "gave block 21429020");
    }

    [Theory]
    [InlineData("eth_chainId", "\"one\"")]
    [InlineData("debug_getRawBlock", "17")]
    [InlineData("debug_getRawBlock", "\"0x1\"")]
    [InlineData("debug_executionWitness", "[]")]
    [InlineData("debug_executionWitness", """{"state":[]}""")]
    [InlineData("debug_executionWitness", """{"state":[],"codes":[],"headers":[{"number":17}]}""")]
    [InlineData("debug_executionWitness", """{"state":[],"codes":[],"headers":[{"number":"0x"}]}""")]
    [InlineData("debug_executionWitness", """{"state":[],"codes":[],"headers":[{"number":"0x1g"}]}""")]
    [InlineData("debug_executionWitness", """{"state":[],"codes":[],"headers":{"0x11":"0x22"}}""")]
    public async Task FetchAsync_answer_of_another_form_is_refused(string broken, string result) =>
        await AssertFails((method, _) => method == broken ? TestNode.Result(result) : Good(method), ErrorCatalog.NodeError, broken);

    [Fact]
    public async Task FetchAsync_answer_that_is_no_json_is_refused() =>
        await AssertFails((_, _) => TestNode.Http("<html>"), ErrorCatalog.NodeError, "no valid JSON: it begins with <html>");

    [Fact]
    public async Task FetchAsync_block_that_is_none_is_refused() =>
        await AssertFails((method, _) => method == "debug_getRawBlock" ? TestNode.Result("\"0xc0\"") : Good(method), ErrorCatalog.BlockMalformed, "header");

    [Fact]
    public async Task FetchAsync_answer_that_breaks_off_is_no_answer() =>
        await AssertFails((_, _) => TestNode.Http("{\"result\":", contentLength: 1000), ErrorCatalog.NodeUnreachable, "eth_chainId");

    [Fact]
    public async Task FetchAsync_wrong_chain_names_both() =>
        await AssertFails((_, _) => TestNode.Result("\"0xaa36a7\""), ErrorCatalog.NodeWrongChain, "11155111 (sepolia), not 1 (mainnet)", new NodeOptions { ChainId = 1 });

    [Fact]
    public async Task FetchAsync_unknown_chain_is_refused() =>
        await AssertFails((_, _) => TestNode.Result("\"0xa\""), ErrorCatalog.BlockUnsupported, "follows chain 10");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FetchAsync_answer_beyond_the_limit_is_refused(bool saysItsLength)
    {
        byte[] body = Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string(' ', 200_000));
        await AssertFails(
            (_, _) => saysItsLength ? TestNode.Http(" ", contentLength: 200_000) : body,
            ErrorCatalog.BlockTooLarge,
            "eth_chainId",
            new NodeOptions { MaximumAnswerBytes = 100_000 });
    }

    [Fact]
    public async Task FetchAsync_silent_node_runs_into_the_timeout() =>
        await AssertFails((_, _) => null, ErrorCatalog.NodeUnreachable, "within 0.2 s", new NodeOptions { Timeout = TimeSpan.FromSeconds(0.2) });

    [Fact]
    public async Task FetchAsync_cancelled_ends_as_cancelled()
    {
        using TestNode node = new((_, _) => null);
        using var client = new NodeClient(node.Address);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        cancellation.CancelAfter(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.FetchAsync(Number, cancellation.Token));
    }

    [Fact]
    public async Task FetchAsync_sends_user_and_password_of_the_address()
    {
        using TestNode node = new((method, _) => Good(method));
        var address = new UriBuilder(node.Address) { UserName = "anna", Password = "p%40ss" }.Uri;
        using var client = new NodeClient(address);
        _ = await client.FetchAsync(Number, TestContext.Current.CancellationToken);
        Assert.Equal("Basic " + Convert.ToBase64String("anna:p@ss"u8), node.Authorization);
    }

    [Fact]
    public void NodeClient_takes_http_addresses_only()
    {
        foreach (string address in (string[])["ftp://node", "file:///node", "node"])
        {
            var exception = Assert.Throws<PicoException>(() => new NodeClient(new Uri(address, UriKind.RelativeOrAbsolute)));
            Assert.Equal(ErrorCatalog.Usage, exception.Error);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ParseAnswers_takes_whole_answers_and_bare_results(bool isWhole)
    {
        string block = isWhole ? $$"""{"id":7,"jsonrpc":"2.0","result":{{RawBlock}} }""" : RawBlock;
        string witness = isWhole ? $$"""{"id":7,"result":{{SmallWitness}} }""" : SmallWitness;
        BlockWitness read = BlockFile.ParseAnswers(Encoding.UTF8.GetBytes(block), "block", Encoding.UTF8.GetBytes(witness), "witness", 1);
        Assert.Equal(Block.Value.Block.ToArray(), read.Block.ToArray());
        Assert.Empty(read.State);
    }

    [Theory]
    [InlineData("\"0xc0\"", "{}", "NodeError")]
    [InlineData("\"0xc0\"", "{\"error\":{\"code\":-32601,\"message\":\"x\"}}", "NodeMethodMissing")]
    [InlineData("\"0xc0\"", "[]", "BlockFileMalformed")]
    [InlineData("\"0xc0\"", "{\"keys\":[],\"state\":[]}", "BlockFileMalformed")]
    [InlineData("[]", SmallWitness, "BlockFileMalformed")]
    [InlineData("\"c0\"", SmallWitness, "BlockFileMalformed")]
    [InlineData("{\"result\":\"0xc0\",\"result\":\"0xc0\"}", SmallWitness, "BlockFileMalformed")]
    public void ParseAnswers_of_another_form_are_refused(string block, string witness, string error)
    {
        var exception = Assert.Throws<PicoException>(() => BlockFile.ParseAnswers(Encoding.UTF8.GetBytes(block), "b", Encoding.UTF8.GetBytes(witness), "w", 1));
        Assert.Equal(typeof(ErrorCatalog).GetField(error)!.GetValue(null), exception.Error);
    }

    private static byte[] Good(string method) => TestNode.Result(method switch
    {
        "eth_chainId" => "\"0x1\"",
        "debug_getRawBlock" => RawBlock,
        _ => SmallWitness,
    });

    private static async Task AssertFails(Func<string, string, byte[]?> respond, ErrorCode error, string words, NodeOptions? options = null)
    {
        using var node = new TestNode(respond);
        using var client = new NodeClient(node.Address, options);
        await AssertFails(client, error, words);
    }

    private static async Task AssertFails(NodeClient client, ErrorCode error, string words)
    {
        var exception = await Assert.ThrowsAsync<PicoException>(() => client.FetchAsync(Number, TestContext.Current.CancellationToken));
        Assert.Equal(error, exception.Error);
        Assert.Contains(words, exception.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", exception.ToString(), StringComparison.Ordinal);
    }

    private static string Hex(ReadOnlyMemory<byte> bytes) => $"\"0x{Convert.ToHexStringLower(bytes.Span)}\"";

    private static string List(IEnumerable<ReadOnlyMemory<byte>> items) => $"[{string.Join(',', items.Select(Hex))}]";

    private sealed class ProgressList : IProgress<NodeProgress>
    {
        public List<NodeProgress> Seen { get; } = [];

        public void Report(NodeProgress value) => Seen.Add(value);
    }
}
