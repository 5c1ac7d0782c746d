// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PicoEngine.Assembler;
using PicoEngine.Executor.Recording;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests.Recording;

/// <summary>
/// <see cref="RecordChecker"/> notices: every bit of every kind of record is flipped, one at a time, and each must be a violation.
/// </summary>
public sealed class TraceMutationTests(ITestOutputHelper output)
{
    [Fact]
    public void Check_flipped_bit_of_any_record_is_a_violation()
    {
        using GuestProgram program = Guest.Load(EveryKindOfRow());
        ExecutionReport report = Guest.Run(program, GuestInput.From([1, 2, 3, 4, 5, 6, 7]));
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, report));
        Assert.All(trace.Instructions.Zip(trace.MemoryInstructions), rows => Assert.True(rows.First.Length + rows.Second.Length > 0));
        int flips = 0;
        for (int table = 0; table < InstructionTables.Count; table++)
        {
            flips += FlipAll(program, trace, trace.Instructions[table]);
            flips += FlipAll(program, trace, trace.MemoryInstructions[table]);
        }

        flips += FlipAll(program, trace, trace.HintWrites);
        flips += FlipAll(program, trace, trace.Registers);
        flips += FlipAll(program, trace, trace.Memory.AsSpan()[..8]);
        flips += FlipAll(program, trace, trace.Precompiles[SyscallCode.Uint256Multiply][0].AsSpan());
        flips += FlipSteps(program, trace);
        trace.EndTimestamp++;
        Assert.NotNull(RecordChecker.Check(program.Image, trace));
        trace.EndTimestamp--;
        Assert.Null(RecordChecker.Check(program.Image, trace));
        output.WriteLine($"{flips} flips");
        Assert.True(flips > 10_000);
    }

    [Fact]
    public void Check_flipped_bit_of_a_refresh_is_a_violation()
    {
        // Registers that rest for longer than a gap can say.
        var code = new CodeBuilder();
        code.Li(S1, 5).Li(S0, 9000);
        Label again = code.Mark();
        code.Addi(S0, S0, -1).Bne(S0, Zero, again).Add(S2, S1, S1).Halt();
        using GuestProgram program = Guest.Load(code);
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, Guest.Run(program)));
        Assert.NotEmpty(trace.Refreshes);
        FlipAll(program, trace, trace.Refreshes.AsSpan()[..1]);
    }

    [Fact]
    public void Check_changed_checkpoint_is_a_violation()
    {
        using GuestProgram program = Guest.Load(EveryKindOfRow());
        ExecutionReport report = Guest.Run(program, GuestInput.From([1, 2, 3, 4, 5, 6, 7]));
        ShardTrace trace = Assert.Single(RunChecker.AssertRun(program, report));
        ShardCheckpoint honest = trace.Checkpoint;
        uint[] registers = [.. honest.End.Registers];
        registers[7]++;
        ShardCheckpoint[] changed =
        [
            honest with { Start = honest.Start with { Pc = honest.Start.Pc + 4 } },
            honest with { End = honest.End with { Pc = 4 } },
            honest with { End = honest.End with { Registers = registers } },
            honest with { End = honest.End with { HintElementCount = 2 } },
            honest with { End = honest.End with { HintLengthCount = 2 } },
            honest with { End = honest.End with { HintCursor = 1 } },
            honest with { End = honest.End with { Sink = honest.End.Sink + 1 } },
            honest with { Cycles = honest.Cycles + 1 },
            honest with { Halts = false },
            honest with { HintWords = honest.HintWords + 1 },
            honest with { Rows = [.. honest.Rows.Select(count => count + 1)] },
            honest with { Calls = honest.Calls.ToDictionary(call => call.Key, call => call.Value + 1) },
        ];
        Assert.All(changed, checkpoint =>
        {
            trace.Checkpoint = checkpoint;
            Assert.NotNull(RecordChecker.Check(program.Image, trace));
        });
    }

    [Fact]
    public void Replay_of_a_changed_checkpoint_is_refused()
    {
        using GuestProgram program = Guest.Load(EveryKindOfRow());
        ShardCheckpoint honest = Guest.Run(program, GuestInput.From([1, 2, 3, 4, 5, 6, 7])).Shards[0];
        uint[] registers = [.. honest.End.Registers];
        registers[7]++;
        using var replayer = new ShardReplayer(program);
        ShardCheckpoint[] changed =
        [
            honest with { ProgramSha256 = new string('0', 64) },
            honest with { Start = honest.Start with { Pc = honest.Start.Pc + 1 } },
            honest with { Start = honest.Start with { Pc = 0x7ffffffc } },
            honest with { Start = honest.Start with { Registers = [1, .. honest.Start.Registers.Skip(1)] } },
            honest with { Start = honest.Start with { Registers = [] } },
            honest with { Start = honest.Start with { HintElementCount = 1 } },
            honest with { End = honest.End with { Registers = registers } },
            honest with { End = honest.End with { Pc = 8 } },
            honest with { End = honest.End with { Sink = honest.End.Sink + 1 } },
            honest with { Cycles = honest.Cycles - 1 },
            honest with { Cycles = honest.Cycles + 1 },
            honest with { Halts = false },
            honest with { Rows = [.. honest.Rows.Select(count => count + 1)] },
            honest with { Rows = [.. honest.Rows.Select(count => count / 2)] },
            honest with { Calls = new Dictionary<SyscallCode, uint>() },
            honest with { Calls = honest.Calls.ToDictionary(call => call.Key, call => call.Value + 1) },
            honest with { Hints = new HintLog() },
        ];
        Assert.All(changed, checkpoint =>
        {
            var exception = Assert.Throws<PicoEngine.Contracts.Errors.PicoException>(() => replayer.Replay(checkpoint));
            Assert.Equal(PicoEngine.Contracts.Errors.ErrorCatalog.CheckpointInvalid, exception.Error);
        });
        Assert.Null(RecordChecker.Check(program.Image, new ShardTrace(replayer.Replay(honest))));
    }

    /// <summary>About a hundred instructions with rows in every table, a hint and a precompile call.</summary>
    private static CodeBuilder EveryKindOfRow()
    {
        var code = new CodeBuilder();
        code.Li(S0, Guest.Buffer).Call(SyscallCode.HintLength).Mv(A1, T0).Mv(A0, S0).Call(SyscallCode.HintRead);
        code.Lw(T1, 0, S0).Lhu(T2, 6, S0).Lb(T3, 5, S0).Sw(T1, 8, S0).Sh(T2, 10, S0).Sb(T3, 13, S0).Lw(T4, 8, S0);
        Opcode[] operations = [.. Enum.GetValues<Opcode>().Where(opcode => opcode is >= Opcode.Add and <= Opcode.Remu)];
        foreach (Opcode opcode in operations)
        {
            code.Emit(opcode, S3, T1, T4, 0).Emit(opcode, Zero, S3, T1, 0);
        }

        foreach (Opcode opcode in Enum.GetValues<Opcode>().Where(opcode => opcode is >= Opcode.Addi and <= Opcode.Srai))
        {
            code.Emit(opcode, S4, T4, 0, 7);
        }

        var end = new Label();
        code.Auipc(S5, 0x1000).Fence().Blt(T1, Zero, end).Beq(T1, T1, end).Nop();
        code.Bind(end);
        code.Jal(S6, 4).La(S7, end).Jalr(Zero, S6, 12);
        code.Call(SyscallCode.Uint256Multiply, Guest.Buffer, Guest.Buffer + 4).Halt();
        return code;
    }

    private static int FlipAll<T>(GuestProgram program, ShardTrace trace, T[] records)
        where T : unmanaged => FlipAll(program, trace, records.AsSpan());

    private static int FlipAll<T>(GuestProgram program, ShardTrace trace, Span<T> records)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(records);
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(
                RecordChecker.Check(program.Image, trace) is not null,
                $"bit {bit % (8 * Unsafe.SizeOf<T>())} of {typeof(T).Name} {bit / (8 * Unsafe.SizeOf<T>())} may be flipped");
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        return 8 * bytes.Length;
    }

    /// <summary>Steps hold a truth value, which has one bit.</summary>
    private static int FlipSteps(GuestProgram program, ShardTrace trace)
    {
        HintStepRecord honest = Assert.Single(trace.HintSteps);
        int flips = 0;
        for (int bit = 0; bit < 32; bit++)
        {
            uint mask = 1u << bit;
            Try(honest with { Timestamp = honest.Timestamp ^ mask });
            Try(honest with { Destination = honest.Destination ^ mask });
            Try(honest with { Length = honest.Length ^ mask });
            Try(honest with { CursorBefore = honest.CursorBefore ^ mask });
            Try(honest with { WordCount = honest.WordCount ^ mask });
            Try(honest with { CursorPreviousTimestamp = honest.CursorPreviousTimestamp ^ mask });
        }

        Try(honest with { IsFinal = false });
        trace.HintSteps[0] = honest;
        return flips;

        void Try(HintStepRecord changed)
        {
            trace.HintSteps[0] = changed;
            Assert.True(RecordChecker.Check(program.Image, trace) is not null, changed.ToString());
            flips++;
        }
    }
}
