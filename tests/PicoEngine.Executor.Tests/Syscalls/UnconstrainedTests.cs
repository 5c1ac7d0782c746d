// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Recording;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>Blocks between ENTER_UNCONSTRAINED and EXIT_UNCONSTRAINED leave no trace but their output.</summary>
public sealed class UnconstrainedTests
{
    [Fact]
    public void Block_is_undone_in_registers_memory_and_cycles()
    {
        // Words at both sides of page borders, at the ends of memory, and in the image.
        uint[] addresses = [0x20, 0xffc, 0x1000, Guest.Buffer - 4, Guest.Buffer, Guest.Buffer + 0xffc, 0x77fff000, 0x77fffffc];
        var code = new CodeBuilder();
        foreach (uint address in addresses)
        {
            code.StoreWords(address, address ^ 0x12345678);
        }

        for (int register = 6; register < 32; register++)
        {
            code.Li(register, 0x01010101u * (uint)register);
        }

        Block(code, () =>
        {
            foreach (uint address in addresses)
            {
                code.StoreWords(address, 0xffffffff).Sb(Zero, 1, T1).Sh(Zero, 2, T1);
            }

            for (int register = 1; register < 32; register++)
            {
                code.Li(register, 0xdead0000);
            }
        });
        code.Li(T0, Guest.Buffer + 0x2000);
        for (int register = 1; register < 32; register++)
        {
            code.Sw(register, 4 * register, T0);
        }

        code.RevealMemory(Guest.Buffer + 0x2000, 128);
        foreach (uint address in addresses)
        {
            code.RevealMemory(address, 4);
        }

        using GuestProgram program = Guest.Load(code.Halt());
        ExecutionReport report = Guest.Run(program);
        uint[] words = report.Words();
        Assert.Equal(Enumerable.Range(6, 26).Select(register => 0x01010101u * (uint)register), words[6..32]);
        Assert.Equal(0u, words[1]);
        Assert.Equal(addresses.Select(address => address ^ 0x12345678), words[32..]);
        Assert.Equal(1u, report.UnconstrainedBlocks);
        Assert.Equal(report.Cycles, report.InstructionCounts.Aggregate(0ul, (sum, count) => sum + count));
        Assert.InRange(report.UnconstrainedCycles, 60ul, 200ul);
        RunChecker.AssertRun(program, report);
        ExecutionReport plain = Guest.Run(program, options: Guest.Plain);
        Assert.Equal((report.Cycles, report.UnconstrainedCycles), (plain.Cycles, plain.UnconstrainedCycles));
        Assert.Equal(words, plain.Words());
    }

    [Fact]
    public void Block_counts_one_cycle_whatever_its_length()
    {
        ulong[] cycles = [.. new[] { 0, 1, 100, 50_000 }.Select(turns =>
        {
            var code = new CodeBuilder();
            Block(code, () =>
            {
                code.Li(S0, (uint)turns + 1);
                Label again = code.Mark();
                code.Addi(S0, S0, -1).Bne(S0, Zero, again);
            });
            using GuestProgram program = Guest.Load(code.Halt());
            ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
            RunChecker.AssertRun(program, report);
            Assert.True(report.UnconstrainedCycles > 2 * (ulong)turns);
            return report.Cycles;
        })];

        // ENTER with its code, the branch over the block, HALT with its code and argument.
        Assert.All(cycles, count => Assert.Equal(2ul + 1 + 3, count));
    }

    [Fact]
    public void Output_of_a_block_persists()
    {
        var lines = new List<string>();
        var code = new CodeBuilder();
        code.StoreWords(Guest.Buffer, 0x000a6968);
        Block(code, () => code.Call(SyscallCode.Write, 1, Guest.Buffer, 3).Call(SyscallCode.Write, 3, Guest.Buffer, 2).Call(SyscallCode.Write, 4, Guest.Buffer, 3));
        code.Call(SyscallCode.HintLength).Mv(S0, T0).Reveal(S0).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: new ExecutionOptions { OnLine = (_, line) => lines.Add(line) });
        Assert.Equal(["hi"], lines);
        Assert.Equal("hi\x03\0\0\0"u8.ToArray(), report.PublicValues.ToArray());
        Assert.False(report.Syscalls.ContainsKey(SyscallCode.ExitUnconstrained));
        Assert.Equal(1ul, report.Syscalls[SyscallCode.EnterUnconstrained]);
        Assert.Equal(1ul, report.Syscalls[SyscallCode.Write]);
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Hundred_blocks_one_after_the_other_are_each_undone()
    {
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer).Li(S1, 100);
        Label again = code.Mark();
        Block(code, () => code.Lw(T1, 0, S0).Addi(T1, T1, 77).Sw(T1, 0, S0).Li(S1, 1));
        code.Lw(T1, 0, S0).Addi(T1, T1, 1).Sw(T1, 0, S0).Addi(S1, S1, -1).Bne(S1, Zero, again);
        code.RevealMemory(Guest.Buffer, 4).Halt();
        using GuestProgram program = Guest.Load(code);
        ExecutionReport report = Guest.Run(program, options: Guest.SmallShards);
        Assert.Equal([100], report.Words());
        Assert.Equal(100u, report.UnconstrainedBlocks);
        RunChecker.AssertRun(program, report);
    }

    [Fact]
    public void Exit_outside_of_a_block_is_an_error()
    {
        Guest.Fail(new CodeBuilder().Call(SyscallCode.ExitUnconstrained).Halt(), ErrorCatalog.GuestUnconstrainedMisuse);
        var code = new CodeBuilder();
        Block(code, () => { });
        Guest.Fail(code.Call(SyscallCode.ExitUnconstrained).Halt(), ErrorCatalog.GuestUnconstrainedMisuse);
    }

    [Fact]
    public void Call_of_any_other_kind_inside_of_a_block_is_an_error()
    {
        foreach (SyscallCode call in SyscallCodes.All.Where(call => call is not (SyscallCode.Write or SyscallCode.ExitUnconstrained)))
        {
            var code = new CodeBuilder();
            Block(code, () => code.Call(call, Guest.Buffer, Guest.Buffer + 0x400));
            ErrorCode expected = call == SyscallCode.Halt ? ErrorCatalog.GuestEndedInUnconstrained : ErrorCatalog.GuestSyscallInUnconstrained;
            PicoException exception = Guest.Fail(code.Halt(), expected, GuestInput.From([1]));
            Assert.Equal(SyscallCodes.Name(call), exception.Values["syscall"]);
        }
    }

    [Fact]
    public void Fault_inside_of_a_block_names_its_place_and_the_cycle_of_its_beginning()
    {
        var code = new CodeBuilder();
        uint pc = 0;
        Block(code, () =>
        {
            code.Nop().Nop();
            pc = code.Here;
            code.Ebreak();
        });
        PicoException exception = Guest.Fail(code.Halt(), ErrorCatalog.GuestBreakpoint);
        Assert.Equal($"0x{pc:x8}", exception.Values["pc"]);
        Assert.Equal(2ul, exception.Values["cycle"]);
    }

    [Fact]
    public void Endless_loop_inside_of_a_block_meets_the_limit()
    {
        var code = new CodeBuilder();
        Block(code, () => code.J(code.Mark()));
        Guest.Fail(code.Halt(), ErrorCatalog.CycleLimit, options: new ExecutionOptions { CycleLimit = 1_000_000 });
    }

    /// <summary>ENTER, the block, EXIT. Uses t0.</summary>
    private static void Block(CodeBuilder code, Action body)
    {
        var after = new Label();
        code.Call(SyscallCode.EnterUnconstrained).Beq(T0, Zero, after);
        body();
        code.Call(SyscallCode.ExitUnconstrained);
        code.Bind(after);
    }
}
