// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>The two register cells that no instruction names: the sink for results of x0, and the hint cursor.</summary>
public sealed class HiddenRegisterTests
{
    [Fact]
    public void Sink_takes_what_instructions_compute_for_x0()
    {
        // An instruction of each kind with rd = x0, and what it computes.
        (Action<CodeBuilder> Emit, uint Result)[] cases =
        [
            (code => code.Add(Zero, S1, S1), 14), (code => code.Addi(Zero, S1, -8), uint.MaxValue), (code => code.Lui(Zero, 0x5000), 0x5000),
            (code => code.Xor(Zero, S1, S1), 0), (code => code.Slli(Zero, S1, 31), 0x80000000), (code => code.Slti(Zero, S1, 8), 1),
            (code => code.Mul(Zero, S1, S1), 49), (code => code.Emit(Opcode.Divu, Zero, S1, Zero, 0), uint.MaxValue),
            (code => code.Lw(Zero, 0, S0), 0xfedcba98), (code => code.Lb(Zero, 1, S0), 0xffffffba), (code => code.Fence(), 0),
        ];
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer).Li(S1, 7).Li(T0, 0xfedcba98).Sw(T0, 0, S0);
        int first = code.Count;
        Array.ForEach(cases, item => item.Emit(code));
        code.Jal(Zero, 4).Halt();

        using GuestProgram program = Guest.Load(code);
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, Guest.Run(program)));
        InstructionRecord[] rows =
        [
            .. trace.Instructions.SelectMany(table => table).Concat(trace.MemoryInstructions.SelectMany(table => table).Select(row => row.Instruction))
                .Where(row => row.Index >= first && row.Index <= first + cases.Length).OrderBy(row => row.Index),
        ];
        uint link = program.Image.TextBase + (4 * (uint)(first + cases.Length + 1));
        uint[] results = [.. cases.Select(item => item.Result), link];
        Assert.Equal(results, rows.Select(row => row.A));
        Assert.Equal([0, .. results[..^1]], rows.Select(row => row.PreviousA));
        Assert.Equal(new BoundaryRecord(RegisterNumbers.Sink, 0, link, rows[^1].Timestamp + 3), trace.Registers[RegisterNumbers.Sink]);
        Assert.Equal(new BoundaryRecord(0, 0, 0, trace.Registers[0].LastTimestamp), trace.Registers[0]);
    }

    [Fact]
    public void Sink_keeps_its_value_over_shards_and_unconstrained_blocks()
    {
        CodeBuilder code = new CodeBuilder().Li(S1, 5).Mul(Zero, S1, S1);
        var done = new Label();
        code.Call(SyscallCode.EnterUnconstrained).Beq(T0, Zero, done);
        code.Addi(Zero, S1, 600).Call(SyscallCode.ExitUnconstrained);
        code.Bind(done);
        code.Addi(Zero, S1, 1);
        for (int i = 0; i < 3; i++)
        {
            code.Call(SyscallCode.Write, 1, 0, 0);
        }

        code.Addi(Zero, S1, 2).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        Assert.Equal(1u, report.UnconstrainedBlocks);
        Assert.Equal(
            [(6u, 25u), (7u, 6u)],
            traces.SelectMany(trace => trace.Instructions[(int)InstructionTable.AddImmediate])
                .Where(row => program.Image.Instructions.Span[(int)row.Index] is { Opcode: Opcode.Addi, Rd: 0, Rs1: S1 })
                .Select(row => (row.A, row.PreviousA)));
        Assert.Contains(report.Shards, shard => shard.Start.Sink == 6 && shard.End.Sink == 6);
    }

    [Fact]
    public void Sink_and_cursor_that_rest_are_refreshed()
    {
        var code = new CodeBuilder();
        code.Addi(Zero, Zero, 99).Call(SyscallCode.HintRead, Guest.Buffer, 4).Li(S0, 9000);
        Label again = code.Mark();
        code.Addi(S0, S0, -1).Bne(S0, Zero, again);
        code.Addi(Zero, Zero, 100).Call(SyscallCode.HintRead, Guest.Buffer, 4).Halt();
        using GuestProgram program = Guest.Load(code);
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, Guest.Run(program, GuestInput.From([1, 1, 1, 1], [2, 3, 4, 5]))));
        Assert.Single(trace.Refreshes, refresh => refresh is { Register: RegisterNumbers.Sink, Value: 99, Epoch: 1 });
        Assert.Single(trace.Refreshes, refresh => refresh is { Register: RegisterNumbers.HintCursor, Value: 0, Epoch: 1 });
        Assert.Equal([0u, 0x1_0000u], trace.HintSteps.Select(step => step.CursorPreviousTimestamp));
        Assert.Equal(trace.HintSteps[1].Timestamp, trace.Registers[RegisterNumbers.HintCursor].LastTimestamp);
    }

    [Fact]
    public void Hint_that_is_cut_has_an_ecall_row_in_every_shard()
    {
        var element = new byte[1 << 20];
        var code = new CodeBuilder().Call(SyscallCode.HintRead, Guest.Buffer, (uint)element.Length);
        uint ecall = code.BaseAddress + (4 * (uint)(code.Count - 1));
        code.Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(
            program, GuestInput.From(element), new ExecutionOptions { Shards = new ShardLimits { TouchedWords = ShardLimits.MinimumCount } });
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        Assert.True(traces.Count > 2);
        uint cursor = 0;
        for (int i = 0; i < traces.Count; i++)
        {
            ShardTrace trace = traces[i];
            HintStepRecord step = Assert.Single(trace.HintSteps);
            InstructionRecord row = Assert.Single(trace.Instructions[(int)InstructionTable.SystemCall], row => row.Timestamp == step.Timestamp);
            Assert.Equal(
                (Guest.Buffer, (uint)element.Length, (uint)SyscallCode.HintRead, (uint)SyscallCode.HintRead), (row.B, row.C, row.PreviousA, row.A));
            Assert.Equal((cursor, 0u), (step.CursorBefore, step.CursorPreviousTimestamp));
            bool last = i == traces.Count - 1;
            uint next = last ? 0 : cursor + step.WordCount;
            Assert.Equal(new BoundaryRecord(RegisterNumbers.HintCursor, cursor, next, step.Timestamp), trace.Registers[RegisterNumbers.HintCursor]);
            Assert.Equal(last, step.IsFinal);
            if (i > 0)
            {
                // The call is the shard's first row, and finds its registers as they were: untouched in this shard.
                Assert.Equal((1u, ecall), (row.Timestamp, trace.Checkpoint.Start.Pc));
                Assert.Equal((1, 2, 3), (row.GapC, row.GapB, row.GapA));
            }

            Assert.Equal(last ? 0 : ecall, trace.Checkpoint.End.Pc);
            Assert.True(last || trace.EndTimestamp == row.Timestamp + 4);
            cursor = next;
        }
    }
}
