// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

/// <summary>Command lines, files, nodes and blocks that are not right: both block commands end with the same typed error, and leave no proof.</summary>
public sealed class BlockFailureTests : WithoutProof
{
    [Theory]
    [InlineData("A block is missing")]
    [InlineData("--number goes with --rpc", "FILE", "--number", "1")]
    [InlineData("--rpc needs --number", "--rpc", "http://localhost")]
    [InlineData("exclude each other", "FILE", "--rpc", "http://localhost", "--number", "1")]
    [InlineData("--rpc must be an address", "--rpc", "localhost:8545", "--number", "1")]
    [InlineData("--number must be", "--rpc", "http://localhost", "--number", "latest")]
    [InlineData("--witness goes with one FILE", "--witness", "w.json", "--rpc", "http://localhost", "--number", "1")]
    [InlineData("--chain-id goes with", "FILE", "--chain-id", "1")]
    public void Block_that_is_not_named_rightly_ends_with_2(string complaint, params string[] arguments) => AssertFails(2, "PICO-2001", complaint, arguments);

    [Fact]
    public void Block_file_that_is_absent_ends_with_10() => AssertFails(10, "PICO-10007", "absent.json", Folder.Path("absent.json"));

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"chainId\":1}")]
    [InlineData("{\"chainId\":1,\"block\":\"0xzz\"}")]
    public void Block_file_that_is_none_ends_with_10(string text) => AssertFails(10, "PICO-10013", "none.json", Folder.Write("none.json", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Block_file_that_was_cut_ends_with_10()
    {
        byte[] file = File.ReadAllBytes(Blocks.Small);
        AssertFails(10, "PICO-10013", "cut.json.gz", Folder.Write("cut.json.gz", file[..(file.Length / 2)]));
    }

    [Fact]
    public void Program_in_place_of_a_block_ends_with_10() => AssertFails(10, "PICO-10013", "fibonacci.elf", Guests.Fibonacci);

    [Fact]
    public void Block_of_an_unknown_chain_ends_with_10() =>
        AssertFails(10, "PICO-10015", "5", Blocks.Write(Folder, "chain.json", block => block["chainId"] = 5));

    [Fact]
    public void Block_of_another_chain_ends_with_3_for_its_transactions_are_not_signed_for_that_chain() =>
        AssertFails(3, "PICO-3022", "of hoodi is not shown to be valid: invalid transaction", Blocks.Write(Folder, "hoodi.json", block => block["chainId"] = 560048));

    [Fact]
    public void Block_without_its_parent_ends_with_10() =>
        AssertFails(10, "PICO-10016", "", Blocks.Write(Folder, "parent.json", block => block["executionWitness"]!["headers"] = new JsonArray()));

    [Fact]
    public void Block_whose_witness_lacks_a_node_ends_with_3_and_the_guests_reason() =>
        AssertFails(3, "PICO-3022", "incomplete witness", Blocks.Write(Folder, "node.json", Blocks.DropNode));

    [Fact]
    public void Block_whose_witness_lacks_the_codes_ends_with_3() =>
        AssertFails(3, "PICO-3022", "block 21429992 of mainnet", Blocks.Write(Folder, "codes.json", block => block["executionWitness"]!["codes"] = new JsonArray()));

    [Fact]
    public void Node_that_does_not_answer_ends_with_9()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        AssertFails(9, "PICO-9001", "eth_chainId", "--rpc", $"http://127.0.0.1:{port}", "--number", "21429992");
    }

    private void AssertFails(int exitCode, string code, string detail, params string[] arguments)
    {
        string[] named = [.. arguments.Select(argument => argument == "FILE" ? Blocks.Small : argument)];
        foreach (string[] line in (string[][])[["execute-block", .. named, "--json"], ["prove-block", .. named, "-o", Output, "--json"]])
        {
            CommandRun run = CommandRun.Of(line);
            run.AssertFails(exitCode, code);
            Assert.Contains(detail, run.Error, StringComparison.Ordinal);
            Assert.Equal(code, run.Json().GetProperty("error").GetProperty("code").GetString());
        }
    }
}
