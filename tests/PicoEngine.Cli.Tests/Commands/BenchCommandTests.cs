// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Cli.Benchmarks;
using PicoEngine.Executor;
using Xunit;

namespace PicoEngine.Cli.Tests.Commands;

public sealed class BenchCommandTests
{
    [Fact]
    public void Bench_e2e_sets_phases_beside_their_limits()
    {
        CommandRun run = CommandRun.Of("bench", "e2e", "--cycles", "15000", "--json", "--progress", "none");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement report = run.Json();
        Assert.Equal("e2e", report.GetProperty("benchmark").GetString());
        Assert.InRange(report.GetProperty("cycles").GetInt64(), 15000 - 13, 15000);
        Assert.Equal(1, report.GetProperty("shards").GetInt32());
        Assert.Equal("cpu", report.GetProperty("backend").GetString());
        Assert.Equal("cpu", Assert.Single(report.GetProperty("provedOn").EnumerateArray()).GetProperty("id").GetString());
        Assert.True(report.GetProperty("proofBytes").GetInt64() > 0);
        Dictionary<string, JsonElement> rows = report.GetProperty("rows").EnumerateArray().ToDictionary(row => row.GetProperty("name").GetString()!);
        foreach (string phase in (string[])["boundary commit", "commit", "lookups", "constraints", "open", "all phases"])
        {
            Assert.Equal("s", rows[phase].GetProperty("unit").GetString());
            Assert.InRange(rows[phase].GetProperty("share").GetDouble(), 1e-6, 1);
        }

        double seconds = rows["all phases"].GetProperty("measured").GetDouble();
        Assert.Equal(report.GetProperty("cycles").GetInt64() / seconds / 1e3, rows["cycles"].GetProperty("measured").GetDouble(), 1e-6);
        Assert.Equal(report.GetProperty("cells").GetInt64() / seconds / 1e6, rows["cells"].GetProperty("measured").GetDouble(), 1e-6);
    }

    [Fact]
    public void Bench_primitives_sets_rates_beside_their_limits()
    {
        CommandRun run = CommandRun.Of("bench", "primitives", "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        JsonElement[] rows = [.. run.Json().GetProperty("rows").EnumerateArray()];
        Assert.All(rows, row => Assert.True(row.GetProperty("measured").GetDouble() > 0));
        string[] limited = [.. rows.Where(row => row.TryGetProperty("limit", out _)).Select(row => row.GetProperty("name").GetString()!)];
        foreach (string name in (string[])["extension products", "Poseidon2 width 24", "Poseidon2 width 16", "NTT 2^20 to 2^20, 16 columns", "Merkle tree, 2^20 rows of 60 words"])
        {
            Assert.Contains(name, limited);
        }
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public void InputFor_gives_about_as_many_cycles(ulong cycles)
    {
        using GuestProgram program = ProofBenchmark.LoadBuiltIn();
        ulong executed = GuestExecutor.Execute(program, ProofBenchmark.InputFor(cycles), cancellation: TestContext.Current.CancellationToken).Cycles;
        Assert.InRange(executed, cycles - 13, cycles);
    }

    [Fact]
    public void Bench_reference_is_read_before_anything_is_measured()
    {
        CommandRun.Of("bench", "--compare", "absent.json").AssertFails(10, "PICO-10007");
        CommandRun.Of("bench", "--compare", Guests.FibonacciInput).AssertFails(10, "PICO-10012");
    }

    [Fact]
    public void Bench_guest_that_fails_ends_with_3() =>
        CommandRun.Of("bench", "--elf", Guests.Fibonacci, "--input", "0x01", "--threads", "1", "--progress", "none").AssertFails(3, "PICO-3002");

    [Theory]
    [InlineData("e2e")]
    [InlineData("primitives")]
    public void Bench_cancelled_ends_with_8(string benchmark)
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = new CommandContext { Output = TextWriter.Null, Error = TextWriter.Null, OpenInput = () => Stream.Null, Cancellation = source.Token };
        CommandRun.In(context, "bench", benchmark).AssertFails(8, "PICO-8001");
    }
}
