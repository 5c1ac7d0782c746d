// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Diagnostics;
using System.Text;
using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests;

/// <summary>Guests that misbehave: each ends in its typed error, at the right place, quickly, and leaves the executor usable.</summary>
public sealed class HostileGuestTests
{
    private const uint MemoryEnd = 0x7800_0000;

    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(20);

    public static TheoryData<string> Names => [.. Guests().Select(guest => guest.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Guest_ends_in_its_error_at_its_place(string name)
    {
        (_, ErrorCode error, Func<CodeBuilder, Label> write) = Guests().Single(guest => guest.Name == name);
        var code = new CodeBuilder();
        Label culprit = write(code);
        long started = Stopwatch.GetTimestamp();
        PicoException exception = Guest.Fail(code, error, options: new ExecutionOptions { CycleLimit = 1_000_000 });
        Assert.True(Stopwatch.GetElapsedTime(started) < Quickly);
        Assert.Equal($"0x{code.AddressOf(culprit):x8}", exception.Values["pc"]);
        if (code.AddressOf(culprit) < code.Here)
        {
            Assert.StartsWith("start", Assert.IsType<string>(exception.Values["symbol"]), StringComparison.Ordinal);
        }

        Assert.Equal(0u, Guest.Run(new CodeBuilder().Halt()).ExitCode);
    }

    [Fact]
    public void Regions_left_open_by_the_thousand_do_not_slow_the_others()
    {
        const int Open = 65_000;
        const int Markers = 500_000;
        var text = new StringBuilder();
        for (int i = 0; i < Open; i++)
        {
            text.Append($"cycle-tracker-start: {i:d8}\n");
        }

        text.Append("cycle-tracker-start: used\ncycle-tracker-start: used\n");
        for (int i = 0; i < Markers; i++)
        {
            text.Append("cycle-tracker-end: no region\n");
        }

        text.Append("cycle-tracker-end: used\ncycle-tracker-end: used\ncycle-tracker-end: used\n");
        byte[] element = Encoding.UTF8.GetBytes(text.ToString());
        var code = new CodeBuilder();
        code.Call(SyscallCode.HintRead, Guest.Buffer, (uint)element.Length).Call(SyscallCode.Write, 1, Guest.Buffer, (uint)element.Length).Halt();
        long started = Stopwatch.GetTimestamp();
        ExecutionReport report = Guest.Run(code, GuestInput.From(element), Guest.Plain);
        Assert.True(Stopwatch.GetElapsedTime(started) < Quickly);
        Assert.Equal(Open + 1, report.Regions.Count);
        Assert.Equal(new RegionReport("used", Open, 2, 0), report.Regions[^1] with { Duration = default });
    }

    [Fact]
    public void List_of_hostile_guests_is_long() => Assert.True(Guests().Count() >= 60);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(20_000)]
    [InlineData(100_000)]
    public void Limit_is_exact(int turns)
    {
        var code = new CodeBuilder();
        code.Li(S0, (uint)turns + 1);
        Label again = code.Mark();
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Halt();
        ulong cycles = Guest.Run(code).Cycles;
        foreach (ExecutionOptions options in (ExecutionOptions[])[Guest.Plain, Guest.SmallShards, new ExecutionOptions()])
        {
            Assert.Equal(cycles, Guest.Run(code, options: options with { CycleLimit = cycles }).Cycles);
            Assert.Equal(cycles, Guest.Run(code, options: options with { CycleLimit = ulong.MaxValue }).Cycles);
            PicoException exception = Assert.Throws<PicoException>(() => Guest.Run(code, options: options with { CycleLimit = cycles - 1 }));
            Assert.Equal(ErrorCatalog.CycleLimit, exception.Error);
            Assert.Equal(cycles - 1, exception.Values["limit"]);
        }
    }

    [Fact]
    public void Limit_of_a_straight_line_is_exact()
    {
        var code = new CodeBuilder();
        for (int i = 0; i < 30_000; i++)
        {
            code.Addi(S0, S0, 1);
        }

        code.Halt();
        ulong cycles = Guest.Run(code).Cycles;
        Assert.Equal(30_003ul, cycles);
        Assert.Equal(cycles, Guest.Run(code, options: new ExecutionOptions { CycleLimit = cycles }).Cycles);
        Guest.Fail(code, ErrorCatalog.CycleLimit, options: new ExecutionOptions { CycleLimit = cycles - 1 });
        Guest.Fail(code, ErrorCatalog.CycleLimit, options: new ExecutionOptions { CycleLimit = 10 });
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(3u)]
    [InlineData(4u)]
    public void Endless_output_meets_its_limit(uint descriptor)
    {
        var code = new CodeBuilder();
        code.Li(A0, descriptor).Li(A1, Guest.Buffer).Li(A2, 16 << 20);
        Label again = code.Mark();
        code.Li(T0, (uint)SyscallCode.Write).Ecall().J(again);
        Guest.Fail(code, ErrorCatalog.OutputLimit);
    }

    [Theory]
    [InlineData(4u, 0u)]
    [InlineData(4u, 1u)]
    [InlineData(5u, 0u)]
    [InlineData(8u, 0u)]
    public void Endless_small_hints_meet_the_limit(uint descriptor, uint length)
    {
        var code = new CodeBuilder();
        code.Li(A0, descriptor).Li(A1, Guest.Buffer).Li(A2, length).Li(T0, (uint)SyscallCode.Write);
        Label again = code.Mark();
        code.Ecall().J(again);
        AssertOutputLimit(code);
    }

    [Fact]
    public void Endless_questions_for_the_length_of_a_hint_meet_the_limit()
    {
        var code = new CodeBuilder();
        Label again = code.Mark();
        code.Call(SyscallCode.HintLength).J(again);
        AssertOutputLimit(code, GuestInput.From([1]));
    }

    [Fact]
    public void Store_into_the_text_changes_memory_and_not_the_program()
    {
        // Instructions come from the program, whose words are also memory that loads see and stores change.
        var code = new CodeBuilder();
        var target = new Label();
        code.Li(T3, InstructionEncoder.Encode(new Instruction(Opcode.Addi, S0, 0, 0, 2))).La(T1, target).Lw(S1, 0, T1).Sw(T3, 0, T1).Fence().Word(InstructionEncoder.FenceI);
        code.Bind(target);
        code.Addi(S0, Zero, 1).Lw(S2, 0, T1).Reveal(S0).Reveal(S1).Reveal(S2).Halt();
        uint one = InstructionEncoder.Encode(new Instruction(Opcode.Addi, S0, 0, 0, 1));
        Assert.Equal([1, one, one + (1 << 20)], Guest.Run(code).Words());
        Assert.Equal([1, one, one + (1 << 20)], Guest.Run(code, options: Guest.SmallShards).Words());
    }

    [Fact]
    public void Access_at_the_ends_of_memory_is_allowed()
    {
        var code = new CodeBuilder();
        code.Li(T1, 0x20).Li(T2, MemoryEnd - 4).Li(S0, 0x11223344).Sw(S0, 0, T1).Sw(S0, 0, T2).Sb(Zero, 3, T2).Sh(Zero, 0, T1);
        code.Lw(S1, 0, T1).Lw(S2, 0, T2).Lbu(S3, 3, T2).Lhu(S4, 2, T2).Reveal(S1).Reveal(S2).Reveal(S3).Reveal(S4).Halt();
        Assert.Equal([0x11220000, 0x00223344, 0, 0x0022], Guest.Run(code).Words());
    }

    [Fact]
    public void Branch_to_a_bad_target_that_is_not_taken_is_nothing()
    {
        CodeBuilder code = new CodeBuilder().Emit(Opcode.Bne, 0, 0, 0, 6).Emit(Opcode.Blt, 0, 0, 0, -4096).Emit(Opcode.Bltu, 0, 0, 0, 4094).Halt();
        Assert.Equal(0u, Guest.Run(code).ExitCode);
    }

    [Fact]
    public void Fence_does_nothing()
    {
        var code = new CodeBuilder();
        for (uint fields = 0; fields < 64; fields++)
        {
            code.Word((fields * 0x04108421 & 0xfff00f80) | 0x0000000f).Word((fields * 0x04108421 & 0xfff00f80) | 0x0000100f);
        }

        Assert.Equal(128ul + 3, Guest.Run(code.Halt()).Cycles);
    }

    private static void AssertOutputLimit(CodeBuilder code, GuestInput? input = null)
    {
        PicoException exception = Assert.Throws<PicoException>(
            () => Guest.Run(code, input, Guest.Plain with { CycleLimit = 200_000_000 }));
        Assert.Equal(ErrorCatalog.OutputLimit, exception.Error);
    }

    private static IEnumerable<(string Name, ErrorCode Error, Func<CodeBuilder, Label> Write)> Guests()
    {
        foreach (Opcode opcode in Enum.GetValues<Opcode>().Where(opcode => opcode is >= Opcode.Lb and <= Opcode.Sw))
        {
            uint size = opcode is Opcode.Lw or Opcode.Sw ? 4u : opcode is Opcode.Lb or Opcode.Lbu or Opcode.Sb ? 1u : 2u;
            for (uint low = 1; low < size; low++)
            {
                yield return ($"{opcode} at an address with remainder {low}", ErrorCatalog.GuestMisalignedAccess, Access(opcode, Guest.Buffer + low));
            }

            foreach (uint address in (uint[])[0, 0x20 - size, 0x10, MemoryEnd, 0x80000000, 0xfffffffc])
            {
                yield return ($"{opcode} at 0x{address:x}", ErrorCatalog.GuestMemoryOutOfRange, Access(opcode, address));
            }
        }

        yield return ("sw below 0 by its offset", ErrorCatalog.GuestMemoryOutOfRange, Raw((Opcode.Sw, 0, 0, 0, -4)));
        yield return ("ebreak", ErrorCatalog.GuestBreakpoint, Words(0x00100073));
        yield return ("unimp", ErrorCatalog.GuestIllegalInstruction, Words(InstructionEncoder.Unimp));
        yield return ("mret", ErrorCatalog.GuestIllegalInstruction, Words(InstructionEncoder.Mret));
        yield return ("wfi", ErrorCatalog.GuestIllegalInstruction, Words(InstructionEncoder.Wfi));
        for (uint funct3 = 1; funct3 < 8; funct3++)
        {
            if (funct3 != 4)
            {
                yield return ($"access to cycle with funct3 {funct3}", ErrorCatalog.GuestIllegalInstruction, Words(0xc00022f3 & ~0x7000u | funct3 << 12));
            }
        }

        yield return ("jump by 2", ErrorCatalog.GuestJumpMisaligned, Raw((Opcode.Jal, 0, 0, 0, 6)));
        yield return ("branch by 2", ErrorCatalog.GuestJumpMisaligned, Raw((Opcode.Beq, 0, 0, 0, 6)));
        yield return ("branch back by 2", ErrorCatalog.GuestJumpMisaligned, Raw((Opcode.Bgeu, 0, 0, 0, -2)));
        yield return ("jump before the program", ErrorCatalog.GuestJumpOutside, Raw((Opcode.Jal, 0, 0, 0, -4096)));
        yield return ("branch before the program", ErrorCatalog.GuestJumpOutside, Raw((Opcode.Beq, 0, 0, 0, -4096)));
        yield return ("jump past the program", ErrorCatalog.GuestJumpOutside, Raw((Opcode.Jal, 1, 0, 0, 0xffffc)));
        foreach (uint target in (uint[])[0, Guest.Buffer, MemoryEnd, 0xfffffffc, CodeBuilder.DefaultBase - 4, CodeBuilder.DefaultBase + 0x100000])
        {
            yield return ($"jump over a register to 0x{target:x}", ErrorCatalog.GuestJumpOutside, JumpTo(target));
            yield return ($"jump over a register to 0x{target + 1:x}, whose bit 0 is cleared", ErrorCatalog.GuestJumpOutside, JumpTo(target + 1));
        }

        foreach (uint low in (uint[])[2, 3])
        {
            yield return ($"jump over a register with remainder {low}", ErrorCatalog.GuestJumpMisaligned, JumpTo(CodeBuilder.DefaultBase + low));
        }

        yield return ("end of the program", ErrorCatalog.GuestJumpOutside, code => code.Nop().Mark());
        yield return ("return from the program", ErrorCatalog.GuestJumpOutside, Raw((Opcode.Jalr, 0, 1, 0, 0)));
        yield return ("stack that runs into the registers", ErrorCatalog.GuestMemoryOutOfRange, code =>
        {
            code.Li(Sp, 0x4000);
            Label again = code.Mark();
            code.Addi(Sp, Sp, -16);
            Label store = code.Mark();
            code.Sw(Ra, 12, Sp).Jal(Ra, again);
            return store;
        });
        yield return ("HINT_READ of nothing", ErrorCatalog.GuestInputExhausted, Call(SyscallCode.HintRead, Guest.Buffer, 0));
        yield return ("HINT_READ of everything", ErrorCatalog.GuestSyscallArgument, Call(SyscallCode.HintRead, 0x20, 0xffffffff));
        yield return ("WRITE of everything", ErrorCatalog.GuestSyscallArgument, code =>
        {
            code.Li(A2, 0xffffffff);
            return Call(SyscallCode.Write, 3, 0x20)(code);
        });
        yield return ("KECCAK_PERMUTE over the end", ErrorCatalog.GuestSyscallArgument, Call(SyscallCode.KeccakPermute, MemoryEnd - 196, 0));
        yield return ("SHA_COMPRESS over the end", ErrorCatalog.GuestSyscallArgument, Call(SyscallCode.Sha256Compress, Guest.Buffer, MemoryEnd - 28));
        yield return ("all ones as a system call", ErrorCatalog.GuestUnknownSyscall, Call((SyscallCode)0xffffffff, 0, 0));
    }

    private static Func<CodeBuilder, Label> Access(Opcode opcode, uint address) => code =>
    {
        code.Li(T1, address + 5);
        Label culprit = code.Mark();
        bool store = opcode is >= Opcode.Sb and <= Opcode.Sw;
        code.Emit(opcode, store ? 0 : T2, T1, store ? T2 : 0, -5).Halt();
        return culprit;
    };

    private static Func<CodeBuilder, Label> Raw((Opcode Opcode, int Rd, int Rs1, int Rs2, int Immediate) instruction) => code =>
    {
        code.Nop();
        Label culprit = code.Mark();
        code.Emit(instruction.Opcode, instruction.Rd, instruction.Rs1, instruction.Rs2, instruction.Immediate).Halt();
        return culprit;
    };

    private static Func<CodeBuilder, Label> Words(uint word) => code =>
    {
        code.Nop();
        Label culprit = code.Mark();
        code.Word(word).Halt();
        return culprit;
    };

    private static Func<CodeBuilder, Label> JumpTo(uint target) => code =>
    {
        code.Li(T1, target - 8);
        Label culprit = code.Mark();
        code.Jalr(Ra, T1, 8).Halt();
        return culprit;
    };

    private static Func<CodeBuilder, Label> Call(SyscallCode call, uint a0, uint a1) => code =>
    {
        code.Li(A0, a0).Li(A1, a1).Li(T0, (uint)call);
        Label culprit = code.Mark();
        code.Ecall().Halt();
        return culprit;
    };
}
