// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Sharding;

/// <summary>Shards end before their limits and not long before.</summary>
public sealed class ShardLimitTests
{
    private const int RowsPerCall = 64;

    [Fact]
    public void Calls_that_share_a_table_fill_it_together()
    {
        const int Turns = 5000;
        CodeBuilder code = new CodeBuilder().Li(S0, Turns);
        Label again = code.Mark();
        code.Call(SyscallCode.Bn254FpAdd, Guest.Buffer, Guest.Buffer + 64).Call(SyscallCode.Bn254FpMultiply, Guest.Buffer, Guest.Buffer + 64);
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Halt();
        long limit = ShardLimits.MinimumCount;
        ExecutionReport report = Run(code, Costs(9, 9), new ShardLimits { RowsPerTable = limit });
        uint[] calls = [.. report.Shards.Select(shard => Count(shard, SyscallCode.Bn254FpAdd) + Count(shard, SyscallCode.Bn254FpMultiply))];
        Assert.Equal([(uint)limit / RowsPerCall, (uint)limit / RowsPerCall, (uint)limit / RowsPerCall, (uint)limit / RowsPerCall], calls[..4]);
        Assert.Equal((2 * Turns) - (4 * limit / RowsPerCall), calls[4]);
        Assert.Equal(5, calls.Length);
    }

    [Fact]
    public void Calls_with_tables_of_their_own_fill_them_apart()
    {
        const int Turns = 3000;
        CodeBuilder code = new CodeBuilder().Li(S0, Turns);
        Label again = code.Mark();
        code.Call(SyscallCode.Bn254FpAdd, Guest.Buffer, Guest.Buffer + 64).Call(SyscallCode.Bn254FpMultiply, Guest.Buffer, Guest.Buffer + 64);
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Halt();
        ExecutionReport report = Run(code, Costs(0, 255), new ShardLimits { RowsPerTable = ShardLimits.MinimumCount });
        Assert.Equal(2, report.Shards.Count);
        Assert.Equal((uint)ShardLimits.MinimumCount / RowsPerCall, Count(report.Shards[0], SyscallCode.Bn254FpAdd));
    }

    [Fact]
    public void Boundary_cells_have_a_limit_of_their_own()
    {
        // Two passes over the same words: the second meets no new ones.
        const int Words = 600_000;
        CodeBuilder code = new CodeBuilder().Li(S2, 2);
        Label pass = code.Mark();
        code.Li(S0, Guest.Buffer).Li(S1, Guest.Buffer + (4 * Words));
        Label again = code.Mark();
        code.Sw(S2, 0, S0).Addi(S0, S0, 4).Bne(S0, S1, again);
        code.Addi(S2, S2, -1).Bne(S2, Zero, pass).Halt();
        var limits = new ShardLimits { BoundaryCells = ShardLimits.MinimumBoundaryCells };
        ExecutionReport report = Run(code, ShardCostModel.Design, limits);

        Assert.Equal(Words, report.TouchedWords);
        Assert.Equal(Words, report.Shards.Sum(shard => shard.NewWords));
        Assert.All(report.Shards, shard => Assert.InRange(shard.Cost.BoundaryCells, 1, limits.BoundaryCells));
        Assert.All(report.Shards, shard => Assert.Equal((8 * (shard.Memory.Count + 34)) + (6 * shard.NewWords), shard.Cost.BoundaryCells));
        Assert.All(report.Shards.SkipLast(1), shard => Assert.InRange(shard.Cost.BoundaryCells, limits.BoundaryCells * 4 / 5, limits.BoundaryCells));
        ShardCheckpoint[] second = [.. report.Shards.Where(shard => shard.NewWords == 0)];
        Assert.True(second.Length >= 2);
        Assert.True(second.Max(shard => shard.Memory.Count) > report.Shards[0].Memory.Count * 3 / 2);
    }

    [Fact]
    public void Hint_is_cut_before_it_exceeds_boundary_cells()
    {
        var element = new byte[2 << 20];
        CodeBuilder code = new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, (uint)element.Length).Halt();
        var limits = new ShardLimits { BoundaryCells = ShardLimits.MinimumBoundaryCells };
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, GuestInput.From(element), new ExecutionOptions { Shards = limits });
        Assert.InRange(report.Shards.Count, 4, 6);
        Assert.All(report.Shards, shard => Assert.InRange(shard.Cost.BoundaryCells, 1, limits.BoundaryCells));
    }

    [Fact]
    public void Cost_model_refuses_table_numbers_out_of_range()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Costs(0, TableRows.TableLimit));
        Assert.Throws<ArgumentOutOfRangeException>(() => Costs(-1, 0));
    }

    private static uint Count(ShardCheckpoint shard, SyscallCode code) => shard.Calls.GetValueOrDefault(code);

    private static ShardCostModel Costs(int addTable, int multiplyTable) => new(
        [.. Enumerable.Repeat(new TableCost(1, 1), InstructionTables.Count)],
        new Dictionary<SyscallCode, CallCost>
        {
            [SyscallCode.Bn254FpAdd] = new(new(1, 1), new TableRows(addTable, RowsPerCall)),
            [SyscallCode.Bn254FpMultiply] = new(new(1, 1), new TableRows(multiplyTable, RowsPerCall)),
        },
        touchedWord: new(1, 1),
        hintWord: new(1, 1));

    private static ExecutionReport Run(CodeBuilder code, ShardCostModel costs, ShardLimits limits) =>
        Guest.Run(code, options: new ExecutionOptions { Costs = costs, Shards = limits });
}
