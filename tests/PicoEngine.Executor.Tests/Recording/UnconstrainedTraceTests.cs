// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Text.Json;
using PicoEngine.Assembler;
using PicoEngine.Executor.Syscalls;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>What a proof is made from says nothing about what an unconstrained block did.</summary>
public sealed class UnconstrainedTraceTests
{
    private const uint Pushed = 0x1234;

    // Instructions of the block, the same number in all programs so that the text behind it lies at the same addresses.
    private const int BlockLength = 24;

    private static readonly JsonSerializerOptions Fields = new() { IncludeFields = true };

    [Fact]
    public void Records_are_the_same_whatever_a_block_does()
    {
        string idle = Records(_ => { }, out ExecutionReport without);
        string busy = Records(
            code =>
            {
                // Stores over code, data and stack, changed registers, 5000 turns.
                code.Li(S0, 5000).Li(S1, Guest.Buffer).Li(S2, 0x20);
                Label again = code.Mark();
                code.Sw(S0, 0, S1).Sw(S0, 0, S2).Addi(S1, S1, 4).Addi(S0, S0, -1).Bne(S0, Zero, again).Li(Sp, 12);
            },
            out ExecutionReport with);
        Assert.Equal(idle, busy);
        Assert.Equal(without.Cycles, with.Cycles);
        Assert.Equal(without.PublicValues.ToArray(), with.PublicValues.ToArray());
        Assert.Equal(without.TouchedWords, with.TouchedWords);
        Assert.True(with.UnconstrainedCycles > without.UnconstrainedCycles + 20_000);

        // The comparison sees a difference: a block may leave one in the input.
        string other = Records(_ => { }, out _, pushed: Pushed + 1);
        Assert.NotEqual(idle, other);
    }

    private static string Records(Action<CodeBuilder> work, out ExecutionReport report, uint pushed = Pushed)
    {
        CodeBuilder code = new();
        Label behind = new();
        code.Li(S0, 7).Li(S1, 8).Li(S2, 9).Li(Sp, Guest.Buffer + 0x4000);
        code.Call(SyscallCode.EnterUnconstrained).Beq(T0, Zero, behind);
        int start = code.Count;
        work(code);
        Assert.InRange(code.Count, start, start + BlockLength);
        while (code.Count < start + BlockLength)
        {
            code.Addi(Zero, Zero, 0);
        }

        code.StoreWords(Guest.Buffer, pushed).Call(SyscallCode.Write, 4, Guest.Buffer, 4).Call(SyscallCode.ExitUnconstrained);
        code.Bind(behind);
        code.Call(SyscallCode.HintLength).Mv(A1, T0).Li(A0, Guest.Buffer + 64).Li(T0, (uint)SyscallCode.HintRead).Ecall();
        code.Reveal(S0).Reveal(S1).Reveal(S2).RevealMemory(Guest.Buffer + 64, 4).Halt();
        using GuestProgram program = Guest.Load(code);
        report = Guest.Run(program, options: Guest.SmallShards);
        List<ShardTrace> traces = RunChecker.AssertRun(program, report);
        return JsonSerializer.Serialize(
            traces.Select(trace => new
            {
                trace.Instructions, trace.MemoryInstructions, trace.HintSteps, trace.HintWrites, trace.Refreshes, trace.Registers, trace.Memory, trace.EndTimestamp,
                trace.Checkpoint.Cycles, trace.Checkpoint.Rows, trace.Checkpoint.Cost,
            }),
            Fields);
    }
}
