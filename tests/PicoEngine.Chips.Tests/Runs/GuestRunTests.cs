// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Executor;
using Xunit;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>Whole executions hold: every constraint, every bus, the global bus over all shards, and the verifier's rules between shards.</summary>
public sealed class GuestRunTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10, 1, null, 1)]
    [InlineData(4000, 70, null, 2)]
    [InlineData(5600, 130, null, 5)]
    [InlineData(5600, 130, 1024, 5)] // the address chain is spread over shards
    [InlineData(10, 1, 1024, 2)] // and goes on in shards that execute nothing
    public void Findings_of_a_mixed_program_are_none(uint iterations, long cellsPerRow, int? wordsPerShard, int shards)
    {
        using var program = SystemPrograms.Mixed(iterations);
        AssertHolds(GuestRun.Of(program, Hints(7000, 11, 0), cellsPerRow, wordsPerShard), shards);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(4099, 1, 1)]
    [InlineData(20_001, 190, 2)]
    [InlineData(19_003, 200, 5)]
    public void Findings_of_a_hint_are_none_whole_or_cut(int length, long cellsPerRow, int shards)
    {
        using var program = SystemPrograms.Hint();
        AssertHolds(GuestRun.Of(program, Hints(length), cellsPerRow), shards);
    }

    private static GuestInput Hints(params ReadOnlySpan<int> lengths)
    {
        GuestInput input = new();
        foreach (var length in lengths)
        {
            input.Add(Enumerable.Range(0, length).Select(i => (byte)(17 * i + 5)).ToArray());
        }

        return input;
    }

    private void AssertHolds(GuestRun run, int shards)
    {
        output.WriteLine($"{run.Report.Cycles} cycles, {run.Shards.Length} shards");
        var clock = Stopwatch.StartNew();
        Assert.Empty(run.Findings().Take(20));
        output.WriteLine($"oracle {clock.ElapsedMilliseconds} ms");
        Assert.Equal(shards, run.Shards.Length);
    }
}
