// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Tests.Differential;
using PicoEngine.Executor.Tests.Recording;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Sharding;

/// <summary>The ties between shards are what a dictionary finds that reads the replayed boundaries.</summary>
public sealed class CellHistoryTests(ITestOutputHelper output)
{
    [Fact]
    public void Append_and_Finish_agree_with_a_dictionary_on_200_random_programs()
    {
        int returns = 0;
        for (int i = 0; i < 10; i++)
        {
            using GuestProgram program = GuestProgram.Load(new RandomBatch((1 << 22) + i).Elf);
            returns += AssertHistory(program, Guest.Run(program, options: Guest.SmallShards));
        }

        output.WriteLine($"{returns} words touched again");
        Assert.True(returns > 100);
    }

    [Fact]
    public void Append_and_Finish_agree_with_a_dictionary_on_scattered_accesses()
    {
        // Loads and stores all over 2^16 words, chosen by a linear congruential generator.
        var code = new CodeBuilder();
        code.Li(S0, 60_000).Li(S1, 1).Li(S2, 1664525).Li(S3, Guest.Buffer).Li(S4, 0x3fffc);
        Label again = code.Mark();
        code.Mul(S1, S1, S2).Addi(S1, S1, 1223).Srli(T1, S1, 10).And(T1, T1, S4).Add(T1, T1, S3).Lw(T2, 0, T1).Add(T2, T2, S1);
        var skip = new Label();
        code.Andi(T3, S1, 0x700).Beq(T3, Zero, skip).Sw(T2, 0, T1);
        code.Bind(skip);
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
        Assert.True(report.Shards.Count > 20);
        Assert.True(AssertHistory(program, report) > 10_000);
    }

    [Theory]
    [InlineData("quicksort", "quicksort-small")]
    [InlineData("precompiles", null)]
    public void Append_and_Finish_agree_with_a_dictionary_on_a_guest(string guest, string? input)
    {
        using GuestProgram program = GuestProgram.Load(RepositoryFiles.Read($"native/guests/elf/{guest}.elf"));
        GuestInput elements = input is null ? GuestInput.Empty : GuestInput.From(RepositoryFiles.Read($"native/guests/inputs/{input}.bin"));
        Assert.True(AssertHistory(program, Guest.Run(program, elements, Guest.SmallShards)) > 0);
    }

    [Fact]
    public void Append_out_of_order_is_refused()
    {
        using GuestProgram program = Guest.Load(new CodeBuilder().Halt());
        ShardCheckpoint shard = Assert.Single(Guest.Run(program).Shards);
        using var history = new CellHistory();
        Assert.Throws<ArgumentOutOfRangeException>(() => history.Append(shard with { Index = 2 }));
        Assert.Empty(history.Append(shard));
        Assert.Throws<ArgumentOutOfRangeException>(() => history.Append(shard));
        Assert.Equal(1, history.ShardCount);
    }

    [Fact]
    public void Append_past_the_last_possible_shard_is_refused()
    {
        using GuestProgram program = Guest.Load(new CodeBuilder().Halt());
        ShardCheckpoint shard = Assert.Single(Guest.Run(program).Shards);
        using var history = new CellHistory();
        for (int i = 1; i <= CellHistory.MaxShards; i++)
        {
            history.Append(shard with { Index = i });
        }

        var exception = Assert.Throws<PicoException>(() => history.Append(shard with { Index = CellHistory.MaxShards + 1 }));
        Assert.Equal(ErrorCatalog.CycleLimit, exception.Error);
    }

    [Fact]
    public void Finish_of_another_run_is_refused()
    {
        using GuestProgram program = Guest.Load(new CodeBuilder().StoreWords(Guest.Buffer, 1, 2, 3).Halt());
        ExecutionReport report = Guest.Run(program);
        Assert.Equal(3, report.FinalMemory.Count);
        using var history = new CellHistory();
        Assert.Throws<ArgumentException>(() => history.Finish(report.FinalMemory));
        Assert.Equal([0, 0, 0], history.Append(report.Shards[0]));
        Assert.Equal(
            [new(Guest.Buffer, 1, 1), new(Guest.Buffer + 4, 2, 1), new(Guest.Buffer + 8, 3, 1)],
            history.Finish(report.FinalMemory));
    }

    /// <returns>How often a shard touches a word that an earlier one touched.</returns>
    private static int AssertHistory(GuestProgram program, ExecutionReport report)
    {
        var last = new Dictionary<uint, (uint Value, int Shard)>();
        int returns = 0;
        using var history = new CellHistory();
        foreach (ShardTrace trace in RunChecker.AssertRun(program, report))
        {
            ushort[] previous = history.Append(trace.Checkpoint);
            Assert.Equal(trace.Memory.Select(word => last.GetValueOrDefault(word.Address).Shard), previous.Select(shard => (int)shard));
            Assert.Equal(previous.Count(shard => shard == 0), trace.Checkpoint.NewWords);
            foreach (BoundaryRecord word in trace.Memory)
            {
                last[word.Address] = (word.ValueOut, trace.Checkpoint.Index);
            }

            returns += previous.Count(shard => shard != 0);
        }

        Assert.Equal(
            last.OrderBy(cell => cell.Key).Select(cell => new FinalCellRecord(cell.Key, cell.Value.Value, (ushort)cell.Value.Shard)),
            history.Finish(report.FinalMemory));
        FinalCellRecord[] registers = CellHistory.FinalRegisters(report.Shards[^1]);
        HartState end = report.Shards[^1].End;
        Assert.Equal([.. end.Registers, end.HintCursor, end.Sink], registers.Select(cell => cell.Value));
        Assert.Equal(Enumerable.Range(0, 34), registers.Select(cell => (int)cell.Address));
        Assert.All(registers, cell => Assert.Equal(report.Shards.Count, cell.Shard));
        return returns;
    }
}
