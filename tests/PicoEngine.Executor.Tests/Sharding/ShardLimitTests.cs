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
        ExecutionReport report = Run(code, Costs(1, 1), new ShardLimits { RowsPerTable = limit });
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
        ExecutionReport report = Run(code, Costs(0, 1), new ShardLimits { RowsPerTable = ShardLimits.MinimumCount });
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

    [Theory]
    [InlineData(10, 1 << 24, 1 << 24)]
    [InlineData(13, 1 << 24, 1 << 29)]
    [InlineData(16, 1 << 26, 1 << 29)]
    public void Blocks_of_tables_fit_the_limits_of_a_shard(int logBlockHeight, long cells, long interactions)
    {
        // Keccak calls amid branches, loads, stores and new words.
        const int Turns = 200_000;
        CodeBuilder code = new CodeBuilder().Li(S0, Turns).Li(S1, Guest.Buffer + 4096).Li(S2, 0);
        Label again = code.Mark();
        code.Sw(S2, 0, S1).Lw(T1, 0, S1).Addi(S1, S1, 4).Xor(S2, S2, S1).Mul(S3, S2, T1).Slli(S4, S3, 3).Sltu(S5, S3, S4);
        var skip = new Label();
        code.Andi(T2, S0, 255).Bne(T2, Zero, skip).Call(SyscallCode.KeccakPermute, Guest.Buffer, 0);
        code.Bind(skip);
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Halt();

        TableShape[] instructions = [.. Enumerable.Range(0, InstructionTables.Count).Select(table => new TableShape(new(14 + (2 * table), 9 + table), logBlockHeight))];
        TableShape keccak = new(new(2640, 50), 5);
        TableShape boundary = new(new(4, 6, BoundaryCells: 8), logBlockHeight);
        TableShape memory = new(new(3, 5, BoundaryCells: 6), logBlockHeight);
        TableShape refresh = new(new(8, 6), 10);
        var shard = new TableCost(70_000, 130_000, 1000);
        var costs = new ShardCostModel(
            instructions, [keccak], new Dictionary<SyscallCode, IReadOnlyList<TableRows>> { [SyscallCode.KeccakPermute] = [new(0, 24)] },
            boundary, hint: new(new(20, 8), logBlockHeight), memory, refresh, shard);
        var limits = new ShardLimits { Cells = cells, Interactions = interactions };
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: new ExecutionOptions { Costs = costs, Shards = limits });

        Assert.True(report.Shards.Count > 1);
        foreach (ShardCheckpoint checkpoint in report.Shards)
        {
            (long Rows, TableShape Table)[] tables =
            [
                .. checkpoint.Rows.Select((rows, table) => ((long)rows, instructions[table])),
                (24 * Count(checkpoint, SyscallCode.KeccakPermute), keccak),
                (34 + checkpoint.Memory.Count, boundary),
                (checkpoint.NewWords, memory),
                (34 * (((long)checkpoint.Cycles * 4) + Count(checkpoint, SyscallCode.KeccakPermute) + 1 >> 16), refresh),
            ];
            TableCost expected = shard;
            foreach ((long rows, TableShape table) in tables)
            {
                long height = (rows + (1 << table.LogBlockHeight) - 1) / (1 << table.LogBlockHeight) * (1 << table.LogBlockHeight);
                expected += table.Row * height;
            }

            Assert.Equal(expected, checkpoint.Cost);
            Assert.InRange(checkpoint.Cost.Cells, 1, limits.Cells);
            Assert.InRange(checkpoint.Cost.Interactions, 1, limits.Interactions);
        }

        TableCost first = report.Shards[0].Cost;
        Assert.True(first.Cells > limits.Cells * 6 / 10 || first.Interactions > limits.Interactions * 6 / 10, first.ToString());
    }

    [Fact]
    public void Cost_model_refuses_calls_with_rows_in_no_table()
    {
        Assert.Throws<ArgumentException>(() => Costs(0, 2));
        Assert.Throws<ArgumentException>(() => Costs(-1, 0));
    }

    private static uint Count(ShardCheckpoint shard, SyscallCode code) => shard.Calls.GetValueOrDefault(code);

    private static ShardCostModel Costs(int addTable, int multiplyTable) => new(
        [.. Enumerable.Repeat(new TableShape(new(1, 1)), InstructionTables.Count)],
        [new(new(1, 1)), new(new(1, 1))],
        new Dictionary<SyscallCode, IReadOnlyList<TableRows>>
        {
            [SyscallCode.Bn254FpAdd] = [new(addTable, RowsPerCall)],
            [SyscallCode.Bn254FpMultiply] = [new(multiplyTable, RowsPerCall)],
        },
        boundary: new(new(1, 1)),
        hint: new(new(1, 1)));

    private static ExecutionReport Run(CodeBuilder code, ShardCostModel costs, ShardLimits limits) =>
        Guest.Run(code, options: new ExecutionOptions { Costs = costs, Shards = limits });
}
