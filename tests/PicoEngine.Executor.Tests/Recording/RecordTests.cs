// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Differential;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>The records of every shard of a run are what a proof needs, by the judgement of <see cref="RecordChecker"/>.</summary>
public sealed class RecordTests(ITestOutputHelper output)
{
    private const int FirstSeed = 1 << 20;

    [Fact]
    public void Replay_of_500_random_programs_satisfies_the_checker()
    {
        const int Batches = 25;
        long rows = 0;
        for (int i = 0; i < Batches; i++)
        {
            using GuestProgram program = GuestProgram.Load(new RandomBatch(FirstSeed + i).Elf);
            ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
            List<ShardTrace> traces = RunChecker.AssertRun(program, report);
            Assert.True(traces.Count > 3);
            rows += traces.Sum(trace => trace.Checkpoint.Rows.Sum(count => count));
        }

        output.WriteLine($"{Batches * RandomBatch.ProgramCount} programs, {rows} rows");
    }

    [Theory]
    [InlineData("fibonacci", "fibonacci", 1)]
    [InlineData("sha256", "sha256", 1)]
    [InlineData("keccak", "keccak", 2)]
    [InlineData("quicksort", "quicksort-small", 5)]
    [InlineData("instructions", null, 15)]
    [InlineData("precompiles", null, 4)]
    [InlineData("edges", null, 15)]
    [InlineData("extensions", null, 15)]
    public void Replay_of_a_guest_in_small_shards_satisfies_the_checker(string guest, string? input, int leastShards)
    {
        using GuestProgram program = GuestProgram.Load(RepositoryFiles.Read($"native/guests/elf/{guest}.elf"));
        GuestInput elements = input is null ? GuestInput.Empty : GuestInput.From(RepositoryFiles.Read($"native/guests/inputs/{input}.bin"));
        ExecutionReport report = Guest.Run(program, elements, Guest.SmallShards);
        Assert.Equal(0u, report.ExitCode);
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        Assert.True(traces.Count >= leastShards, $"{traces.Count} shards");
    }

    [Fact]
    public void Replay_of_a_guest_in_default_shards_refreshes_registers()
    {
        using GuestProgram program = GuestProgram.Load(RepositoryFiles.Read("native/guests/elf/instructions.elf"));
        ExecutionReport report = Guest.Run(program);
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, report));
        Assert.NotEmpty(trace.Refreshes);
    }

    [Fact]
    public void Hint_of_several_megabytes_is_cut_over_shards()
    {
        var element = new byte[(5 << 20) + 3];
        new Random(5).NextBytes(element);
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer).Sw(S0, 0, S0);
        ReadElement(code);
        code.Lw(T3, 0, S0).Reveal(T3);
        code.Li(S1, (uint)element.Length & ~3u).Add(S1, S0, S1).Lw(T3, 0, S1).Reveal(T3).Halt();

        using GuestProgram program = Guest.Load(code);
        var limits = new ShardLimits { TouchedWords = 1 << 18 };
        ExecutionReport report = Guest.Run(program, GuestInput.From(element), new ExecutionOptions { Shards = limits });
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);

        Assert.InRange(traces.Count, 5, 8);
        Assert.Equal(traces.Count - 1, traces.Count(trace => trace.Checkpoint.End.HintCursor > 0));
        Assert.All(traces, trace => Assert.True(trace.Memory.Length <= limits.TouchedWords));
        Assert.Equal(1ul, report.Syscalls[SyscallCode.HintRead]);
        Assert.Equal([BitConverter.ToUInt32(element), element[^3] | (uint)element[^2] << 8 | (uint)element[^1] << 16], report.Words());
        Assert.Equal(report.Cycles, Guest.Run(program, GuestInput.From(element), Guest.Plain).Cycles);
    }

    [Theory]
    [InlineData(1 << 22, 1 << 22)]
    [InlineData(1 << 29, 1 << 17)]
    public void Hint_is_cut_before_it_exceeds_interactions_or_rows(long interactions, long rows)
    {
        var element = new byte[3 << 20];
        new Random(6).NextBytes(element);
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer);
        ReadElement(code);
        code.Halt();
        using GuestProgram program = Guest.Load(code);
        var limits = new ShardLimits { Interactions = interactions, RowsPerTable = rows };
        ExecutionReport report = Guest.Run(program, GuestInput.From(element), new ExecutionOptions { Shards = limits });
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        Assert.True(traces.Count > 2);
        Assert.All(report.Shards, shard => Assert.InRange(shard.Cost.Interactions, 0, interactions));
        Assert.All(report.Shards, shard => Assert.InRange(shard.HintWords, 0u, (uint)rows));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(16_000)]
    public void Hint_that_finds_no_room_in_its_shard_is_one_call(int stores)
    {
        // The first hint fills the shard nearly to where a look would end it; the stores that follow it leave no room for the second.
        const int LeastRoom = 20_608;
        var limits = new ShardLimits { TouchedWords = ShardLimits.MinimumCount };
        byte[] first = new byte[4 * (limits.TouchedWords - LeastRoom - 2)];
        byte[] second = [1, 2, 3, 4, 5];
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer);
        ReadElement(code);
        code.Li(S1, Guest.Buffer + (uint)first.Length);
        for (int i = 0; i < stores; i++)
        {
            _ = i % 512 == 511 ? code.Addi(S1, S1, 2044) : code.Sw(S1, 4 * (i % 512), S1);
        }

        code.Call(SyscallCode.HintRead, Guest.Buffer, (uint)second.Length).RevealMemory(Guest.Buffer, 8).Halt();

        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, GuestInput.From(first, second), new ExecutionOptions { Shards = limits });
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        Assert.Equal(stores > 1000 ? 2 : 1, traces.Count);
        Assert.Equal(2ul, report.Syscalls[SyscallCode.HintRead]);
        Assert.Equal([1, 2, 3, 4, 5, 0, 0, 0], report.PublicValues.ToArray());
    }

    [Fact]
    public void Hint_over_its_own_destination_twice_keeps_the_order_of_writes()
    {
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer);
        ReadElement(code);
        ReadElement(code);
        code.RevealMemory(Guest.Buffer, 8).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, GuestInput.From([1, 2, 3, 4, 5, 6, 7, 8], [9, 9]));
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, report));
        Assert.Equal(3, trace.HintWrites.Length);
        Assert.Equal([9, 9, 0, 0, 5, 6, 7, 8], report.PublicValues.ToArray());
    }

    [Fact]
    public void Rows_of_every_table_occur_among_the_random_programs()
    {
        using GuestProgram program = GuestProgram.Load(new RandomBatch(FirstSeed).Elf);
        ExecutionReport report = Guest.Run(program);
        Assert.All(Enum.GetValues<InstructionTable>(), table => Assert.True(report.Shards.Sum(shard => shard.Rows[(int)table]) > 0, table.ToString()));
    }

    /// <summary>HINT_LEN and HINT_READ to the address in s0.</summary>
    private static void ReadElement(CodeBuilder code) =>
        code.Call(SyscallCode.HintLength).Mv(A1, T0).Mv(A0, S0).Call(SyscallCode.HintRead);
}
