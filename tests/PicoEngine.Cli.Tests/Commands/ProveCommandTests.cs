// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class ProveCommandTests(ProvenFibonacci proven) : IClassFixture<ProvenFibonacci>
{
    private static readonly string[] Stages = ["execute", "setup", "trace", "boundaryCommit", "commit", "logUp", "zerocheck", "open", "verify"];

    [Fact]
    public void Prove_json_says_what_was_made_and_what_it_took()
    {
        JsonElement report = proven.Report;
        Assert.Equal(ProvenFibonacci.Cycles, report.GetProperty("cycles").GetUInt64());
        Assert.Equal(1, report.GetProperty("shards").GetInt32());
        Assert.Equal(0, report.GetProperty("reusedShards").GetInt32());
        Assert.Equal(proven.ProofFile, report.GetProperty("proofFile").GetString());
        Assert.Equal(new FileInfo(proven.ProofFile).Length, report.GetProperty("proofBytes").GetInt64());
        Assert.Equal("CORE-128", report.GetProperty("parameters").GetString());
        double union = report.GetProperty("shardUnionBits").GetDouble();
        Assert.True(union >= 128);
        Assert.True(report.GetProperty("securityBits").GetDouble() > union);
        Assert.True(report.GetProperty("runUnionBits").GetDouble() <= union);
        Assert.Matches("^0x[0-9a-f]{64}$", proven.VkeyDigest);
        Assert.True(report.GetProperty("peakMemoryBytes").GetInt64() > 0);
        JsonElement device = Assert.Single(report.GetProperty("devices").EnumerateArray());
        Assert.Equal(("cpu", 1, 0, "ready"), (device.GetProperty("id").GetString(), device.GetProperty("shards").GetInt32(), device.GetProperty("retries").GetInt32(), device.GetProperty("state").GetString()));
        JsonElement stages = report.GetProperty("stageSeconds");
        Assert.Equal(Stages, stages.EnumerateObject().Select(stage => stage.Name));
        double sum = stages.EnumerateObject().Sum(stage => stage.Value.GetDouble());
        Assert.InRange(sum, 0.5 * report.GetProperty("seconds").GetDouble(), 1.01 * report.GetProperty("seconds").GetDouble());
        JsonElement shard = Assert.Single(report.GetProperty("shardDetails").EnumerateArray());
        Assert.Equal(ProvenFibonacci.Cycles, shard.GetProperty("cycles").GetUInt64());
        Assert.True(shard.GetProperty("rows").GetProperty("program").GetInt64() > 0);
    }

    [Fact]
    public void Prove_progress_json_is_a_stream_of_objects_that_ends_at_one()
    {
        JsonElement[] events = [.. proven.Error.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(("backend", proven.Report.GetProperty("backendReason").GetString()), (events[0].GetProperty("event").GetString(), events[0].GetProperty("backendReason").GetString()));
        events = events[1..];
        Assert.Equal("setup", events[0].GetProperty("stage").GetString());
        Assert.All(Stages, stage => Assert.Contains(events, item => item.GetProperty("stage").GetString() == stage));
        double[] fractions = [.. events.Select(item => item.GetProperty("fraction").GetDouble())];
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
        Assert.Contains("fibonacci(1000)", proven.Error, StringComparison.Ordinal); // the guest's own line
    }

    [Fact]
    public void Prove_timeline_has_every_stage_in_order_and_the_shard_around_them()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(proven.TimelineFile));
        JsonElement[] spans = [.. document.RootElement.GetProperty("traceEvents").EnumerateArray().Where(item => item.GetProperty("ph").GetString() == "X")];
        JsonElement[] phases = [.. spans.Where(span => span.GetProperty("cat").GetString() == "phase")];
        JsonElement shard = spans.First(span => span.GetProperty("cat").GetString() == "shard");
        Assert.Equal("setup", phases[0].GetProperty("name").GetString());
        Assert.Equal("verify", phases[^1].GetProperty("name").GetString());
        for (int i = 1; i < phases.Length; i++)
        {
            Assert.Equal(End(phases[i - 1]), Start(phases[i]), 0.5);
        }

        JsonElement commit = phases.Single(span => span.GetProperty("name").GetString() == "commit");
        Assert.Equal("shard 1", shard.GetProperty("name").GetString());
        Assert.Equal(1, commit.GetProperty("args").GetProperty("shard").GetInt32());
        Assert.InRange(Start(commit), Start(shard), End(shard));
    }

    [Fact]
    public void Prove_with_other_options_that_must_not_matter_makes_the_same_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("old.pico", [1, 2, 3]);
        CommandRun run = CommandRun.Of(
            "prove", "--elf", Guests.Fibonacci, "--input", Guests.FibonacciInput, "-o", file, "--threads", "1", "--no-verify", "--expect-vkey", proven.VkeyDigest,
            "--resume", folder.Path("shards"), "--progress", "none");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(File.ReadAllBytes(proven.ProofFile), File.ReadAllBytes(file));
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["proof", "program", "cycles", "time", "backend", "stages", "memory", "security", "public", "vkey"], lines.Select(line => line.Split(' ')[0]));
        Assert.EndsWith(proven.VkeyDigest, lines[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(file + ".part"));

        // The same command again takes the finished shard.
        CommandRun again = CommandRun.Of(
            "prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", folder.Path("again.pico"), "--resume", folder.Path("shards"), "--json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(1, again.Json().GetProperty("reusedShards").GetInt32());
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(folder.Path("again.pico")));

        // Another run is not that folder's.
        CommandRun other = CommandRun.Of("prove", "--elf", Guests.Fibonacci, "--input", "0xe9030000", "-o", folder.Path("b.pico"), "--resume", folder.Path("shards"));
        other.AssertFails(7, "PICO-7001");
        Assert.False(File.Exists(folder.Path("b.pico")));
    }

    [Fact]
    public void Prove_at_100_bits_makes_a_smaller_proof_with_another_key()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Path("small.pico");
        JsonElement report = CommandRun.Of("prove", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "-o", file, "--security", "100", "--json").Json();
        Assert.Equal("CORE-100", report.GetProperty("parameters").GetString());
        Assert.InRange(report.GetProperty("securityBits").GetDouble(), 100, 128);
        Assert.True(report.GetProperty("proofBytes").GetInt64() < new FileInfo(proven.ProofFile).Length);
        string key = report.GetProperty("vkeyDigest").GetString()!;
        Assert.Equal(key, CommandRun.Of("vkey", "--elf", Guests.Fibonacci, "--security", "100").Output.Trim());
        Assert.Equal("CORE-100", CommandRun.Of("verify", file, "--vkey", key, "--json").Json().GetProperty("parameters").GetString());
        CommandRun.Of("verify", file, "--vkey", proven.VkeyDigest).AssertFails(7, "PICO-7002");
    }

    private static double Start(JsonElement span) => span.GetProperty("ts").GetDouble();

    private static double End(JsonElement span) => Start(span) + span.GetProperty("dur").GetDouble();
}
