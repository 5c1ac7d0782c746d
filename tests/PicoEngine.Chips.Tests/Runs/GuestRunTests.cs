// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using PicoEngine.Assembler;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>Whole executions hold: every constraint, every bus, the global bus over all shards, and the verifier's rules between shards.</summary>
public sealed class GuestRunTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(10, 1, null, 1)]
    [InlineData(5200, 70, null, 2)]
    [InlineData(4800, 130, null, 5)]
    [InlineData(4800, 130, 1024, 5)] // the address chain is spread over shards
    [InlineData(10, 1, 1024, 2)] // and goes on in shards that execute nothing
    public void Findings_of_a_mixed_program_are_none(uint iterations, long cellsPerRow, int? wordsPerShard, int shards)
    {
        using var program = SystemPrograms.Mixed(iterations);
        var run = GuestRun.Of(program, Hints(7000, 11, 0), cellsPerRow, wordsPerShard);
        AssertHolds(run, shards);

        // A register is stale at the end of a shard of 2^14 instructions and more.
        var refreshes = run.Shards[^1].Traces[GuestRun.Index("register_refresh")];
        Assert.Equal(iterations == 5200, refreshes.Height > 0);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 1, 1)]
    [InlineData(4099, 1, 1)]
    [InlineData(20_001, 180, 2)]
    [InlineData(15_003, 200, 5)]
    public void Findings_of_a_hint_are_none_whole_or_cut(int length, long cellsPerRow, int shards)
    {
        using var program = SystemPrograms.Hint();
        AssertHolds(GuestRun.Of(program, Hints(length), cellsPerRow), shards);
    }

    [Theory]
    [InlineData("fibonacci", "fibonacci", 1, 1)]
    [InlineData("fibonacci", "fibonacci", 200, 4)]
    [InlineData("quicksort", "quicksort-small", 1, 1)]
    [InlineData("quicksort", "quicksort-small", 100, 4)]
    [InlineData("sha256", "sha256", 1, 1)]
    [InlineData("sha256", "sha256", 240, 19)]
    public void Findings_of_a_guest_are_none(string guest, string input, long cellsPerRow, int shards)
    {
        using var program = Guest(guest);
        AssertHolds(GuestRun.Of(program, Input(input), cellsPerRow), shards);
    }

    [Theory]
    [InlineData(SyscallCode.KeccakPermute)]
    [InlineData(SyscallCode.Sha256Extend)]
    public void Build_refuses_a_call_that_no_table_of_the_shape_proves(SyscallCode code)
    {
        CodeBuilder text = new();
        text.Li(A0, SystemPrograms.Buffer).Li(A1, 0).Li(T0, (uint)code).Ecall();
        using var program = SystemPrograms.Load(SystemPrograms.End(text));
        var shape = GuestRun.Machine.InShape(GuestRun.Machine.Shapes[0], preprocessedWidth: 1);
        Assert.Empty(CallCodes.Of(shape));
        Assert.Equal((uint)code, Assert.Throws<UnprovableCallException>(() => GuestRun.Of(program, shape)).Code);
    }

    /// <summary>A guest of the repository.</summary>
    internal static GuestProgram Guest(string name) => GuestProgram.Load(RepositoryFiles.Read($"native/guests/elf/{name}.elf"));

    /// <summary>An input of the repository.</summary>
    internal static GuestInput Input(string name) => GuestInput.From(RepositoryFiles.Read($"native/guests/inputs/{name}.bin"));

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
