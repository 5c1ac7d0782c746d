// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class EstimateCommandTests(ProvenFibonacci proven) : IClassFixture<ProvenFibonacci>
{
    [Fact]
    public void Estimate_agrees_with_the_proof_in_what_it_counts_exactly()
    {
        CommandRun run = CommandRun.Of("estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--json", "-v", "--backend", "cpu");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement estimate = run.Json();
        Assert.Equal("cpu", estimate.GetProperty("backend").GetString());
        Assert.Contains("as asked for", estimate.GetProperty("backendReason").GetString(), StringComparison.Ordinal);
        foreach (string member in (string[])["cycles", "shards", "proofBytes", "vkeyDigest", "securityBits", "runUnionBits", "parameters", "programSha256"])
        {
            Assert.Equal(proven.Report.GetProperty(member).ToString(), estimate.GetProperty(member).ToString());
        }

        double stages = estimate.GetProperty("stageSeconds").EnumerateObject().Sum(stage => stage.Value.GetDouble());
        Assert.Equal(estimate.GetProperty("seconds").GetDouble(), stages, 6);
        Assert.True(stages > 0);
        Assert.InRange(estimate.GetProperty("peakMemoryBytes").GetInt64(), 64L << 20, estimate.GetProperty("memoryLimitBytes").GetInt64());
        JsonElement plan = Assert.Single(estimate.GetProperty("devices").EnumerateArray());
        Assert.Equal("cpu", plan.GetProperty("id").GetString());
        Assert.True(plan.GetProperty("shardsInFlight").GetInt32() >= 1);
        Assert.Equal(["commit", "logUp", "zerocheck", "open"], plan.GetProperty("shardBytes").EnumerateObject().Select(phase => phase.Name));
        Assert.InRange(plan.GetProperty("peakBytes").GetInt64(), plan.GetProperty("keyBytes").GetInt64(), plan.GetProperty("usableBytes").GetInt64());
        Assert.Single(estimate.GetProperty("shardDetails").EnumerateArray());
    }

    [Fact]
    public void Estimate_text_says_time_memory_and_bytes()
    {
        CommandRun run = CommandRun.Of("estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--threads", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["program", "cycles", "time", "backend", "device", "stages", "memory", "proof", "security", "vkey"],
            run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
        Assert.Contains("with 1 thread of", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimate_of_what_cannot_be_proved_fails_as_the_proof_would()
    {
        CommandRun.Of("estimate", "--elf", Guests.Fibonacci, "--input", "0x01").AssertFails(3, "PICO-3002");
        CommandRun.Of("estimate", "--elf", Guests.Fibonacci, "--input", ProvenFibonacci.Input, "--memory-limit", "64MiB").AssertFails(6, "PICO-6002");
    }
}
