// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Ethereum.Tests;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class ExecuteBlockCommandTests : IDisposable
{
    private static readonly string[] Phases = ["input", "senders", "execution", "state root"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_block_json_has_facts_cycles_cells_phases_and_calls()
    {
        CommandRun run = CommandRun.Of("execute-block", Blocks.Small, "--json", "-v");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement block = Assert.Single(run.Json().GetProperty("blocks").EnumerateArray());
        Assert.Equal((1u, "mainnet", "Cancun"), (block.GetProperty("chainId").GetUInt32(), block.GetProperty("chain").GetString(), block.GetProperty("fork").GetString()));
        Assert.Equal((Blocks.Number, Blocks.Hash), (block.GetProperty("number").GetUInt64(), block.GetProperty("hash").GetString()));
        Assert.Equal((62272, 1), (block.GetProperty("gasUsed").GetInt32(), block.GetProperty("transactions").GetInt32()));
        Assert.True(block.GetProperty("valid").GetBoolean());
        Assert.Equal(block.GetProperty("expectedPublicValues").GetString(), block.GetProperty("publicValues").GetString());

        ulong cycles = block.GetProperty("cycles").GetUInt64();
        Assert.Equal(cycles / 62272.0, block.GetProperty("cyclesPerGas").GetDouble(), 9);
        JsonElement[] phases = [.. block.GetProperty("phases").EnumerateArray()];
        Assert.All(Phases, name => Assert.Contains(phases, phase => phase.GetProperty("name").GetString() == name && phase.GetProperty("cycles").GetUInt64() > 0));
        Assert.InRange(phases.Where(phase => phase.GetProperty("depth").GetInt32() == 0).Sum(phase => phase.GetProperty("cycles").GetInt64()), 1, (long)cycles);
        Assert.All(phases, phase => Assert.True(phase.GetProperty("seconds").GetDouble() >= 0));

        JsonElement[] tables = [.. block.GetProperty("tables").EnumerateObject().Select(table => table.Value)];
        Assert.Equal(block.GetProperty("cells").GetInt64(), tables.Sum(table => table.GetProperty("cells").GetInt64()));
        Assert.Equal(block.GetProperty("interactions").GetInt64(), tables.Sum(table => table.GetProperty("interactions").GetInt64()));
        Assert.Equal(block.GetProperty("cells").GetInt64(), block.GetProperty("shardDetails").EnumerateArray().Sum(shard => shard.GetProperty("cells").GetInt64()));
        Assert.True(block.GetProperty("tables").GetProperty("keccak_round").GetProperty("rows").GetInt64() > 0);
        Assert.True(block.GetProperty("syscalls").GetProperty("KECCAK256").GetInt64() > 100);
        Assert.True(block.GetProperty("keccak256Blocks").GetInt64() > 500);
        Assert.Equal(block.GetProperty("cellsPerGas").GetDouble(), run.Json().GetProperty("medians").GetProperty("all").GetProperty("cellsPerGas").GetDouble());
        Assert.False(run.Json().GetProperty("medians").TryGetProperty("mainnetAboveOneMillionGas", out _));
    }

    [Fact]
    public void Execute_block_text_shows_the_block_its_phases_tables_and_calls()
    {
        CommandRun run = CommandRun.Of("execute-block", Blocks.Small, "--progress", "none");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Empty(run.Error);
        foreach (string text in (string[])["21429992 of mainnet (1), Cancun, 1 transaction", Blocks.Hash, "valid, all 43 bytes", "state root", "keccak_round", "more", "SECP256K1_ADD"])
        {
            Assert.Contains(text, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Execute_block_of_several_files_makes_a_table_goes_on_after_a_bad_one_and_ends_with_its_code()
    {
        string changed = Blocks.Write(_folder, "changed.json", Blocks.DropNode);
        CommandRun run = CommandRun.Of("execute-block", Blocks.Small, changed, _folder.Path("absent.json"), Blocks.Small, "--progress", "plain");
        run.AssertFails(3, "PICO-3022");
        Assert.Contains("error PICO-10007 ", run.Error, StringComparison.Ordinal);
        Assert.Contains("progress: changed.json: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, run.Output.Split('\n').Count(line => line.Contains("mainnet 21429992", StringComparison.Ordinal) && line.Contains(" valid ", StringComparison.Ordinal)));
        Assert.Contains("block-invalid", run.Output, StringComparison.Ordinal);
        Assert.Contains("median", run.Output, StringComparison.Ordinal);

        CommandRun json = CommandRun.Of("execute-block", Blocks.Small, changed, "--json");
        JsonElement[] blocks = [.. json.Json().GetProperty("blocks").EnumerateArray()];
        Assert.Equal([true, false], blocks.Select(block => block.GetProperty("valid").GetBoolean()));
        Assert.Equal("incomplete witness", blocks[1].GetProperty("error").GetProperty("reason").GetString());
        Assert.Equal("PICO-3022", json.Json().GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1, json.Json().GetProperty("medians").GetProperty("all").GetProperty("blocks").GetInt32());
    }

    [Fact]
    public void Execute_block_reads_a_nodes_answers_from_files()
    {
        var block = Blocks.Json();
        string raw = _folder.Write("raw.json", System.Text.Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"result":"{{block["block"]!.GetValue<string>()}}"}"""));
        string witness = _folder.Write("witness.json", System.Text.Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":1,"result":{{block["executionWitness"]!.ToJsonString()}}}"""));
        CommandRun run = CommandRun.Of("execute-block", raw, "--witness", witness, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Blocks.Hash, run.Json().GetProperty("blocks")[0].GetProperty("hash").GetString());
        CommandRun.Of("execute-block", raw, "--witness", witness, "--chain-id", "5").AssertFails(10, "PICO-10015");
    }

    [Fact]
    public void Execute_block_asks_a_node_and_keeps_its_address_to_itself()
    {
        var block = Blocks.Json();
        using var node = new TestNode((method, number) => method switch
        {
            "eth_chainId" => TestNode.Result("\"0x1\""),
            "debug_getRawBlock" when number == "0x146fee8" => TestNode.Result(block["block"]!.ToJsonString()),
            "debug_executionWitness" => TestNode.Result(block["executionWitness"]!.ToJsonString()),
            _ => TestNode.Error(-32601, "the method is not available"),
        });
        CommandRun run = CommandRun.Of("execute-block", "--rpc", node.Address.ToString(), "--number", "21429992", "--json", "--progress", "plain");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Blocks.Hash, run.Json().GetProperty("blocks")[0].GetProperty("hash").GetString());
        Assert.Contains("progress: asking the node for eth_chainId", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-key", run.Error + run.Output, StringComparison.Ordinal);

        CommandRun.Of("execute-block", "--rpc", node.Address.ToString(), "--number", "0x146fee8", "--chain-id", "560048").AssertFails(9, "PICO-9004");
        CommandRun missing = CommandRun.Of("prove-block", "--rpc", node.Address.ToString(), "--number", "7", "-o", _folder.Path("none.pico"));
        missing.AssertFails(9, "PICO-9003");
        Assert.DoesNotContain("secret-key", missing.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Path("none.pico")));
    }

    [Fact]
    public void Execute_block_past_the_cycle_limit_ends_with_11() => CommandRun.Of("execute-block", Blocks.Small, "--cycles-limit", "1000").AssertFails(11, "PICO-11001");

    [Fact]
    public void Execute_block_stops_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var context = new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Cancellation = cancelled.Token };
        CommandRun.In(context, "execute-block", Blocks.Small).AssertFails(8, "PICO-8001");
    }
}
