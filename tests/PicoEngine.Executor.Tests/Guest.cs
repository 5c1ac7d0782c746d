// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Contracts.Errors;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests;

/// <summary>Small guests for tests: writing, loading and running them.</summary>
internal static class Guest
{
    /// <summary>Memory that the guests of tests use; no segment covers it unless a test puts one there.</summary>
    public const uint Buffer = 0x0030_0000;

    public static ExecutionOptions Plain { get; } = new() { Shards = null };

    public static IReadOnlyDictionary<SyscallCode, IReadOnlyList<TableRows>> NoCalls { get; } = new Dictionary<SyscallCode, IReadOnlyList<TableRows>>();

    /// <summary>Rows so dear that every look at the limits ends a shard: after each ECALL, and every 16384 instructions.</summary>
    public static ExecutionOptions SmallShards { get; } = new()
    {
        Shards = new ShardLimits { Cells = ShardLimits.MinimumCells },
        Costs = new ShardCostModel(
            [.. Enumerable.Repeat(new TableShape(new(1000, 1)), InstructionTables.Count)], [], NoCalls, boundary: new(new(1, 1)), hint: new(new(1, 1))),
    };

    /// <summary>An ECALL with its arguments; changes t0, and a0 to a2 where they are given.</summary>
    public static CodeBuilder Call(this CodeBuilder code, uint number, uint? a0 = null, uint? a1 = null, uint? a2 = null)
    {
        foreach ((int register, uint? value) in ((int, uint?)[])[(A0, a0), (A1, a1), (A2, a2)])
        {
            if (value is { } given)
            {
                code.Li(register, given);
            }
        }

        return code.Li(T0, number).Ecall();
    }

    public static CodeBuilder Call(this CodeBuilder code, SyscallCode number, uint? a0 = null, uint? a1 = null, uint? a2 = null) =>
        code.Call((uint)number, a0, a1, a2);

    public static CodeBuilder Halt(this CodeBuilder code, uint exitCode = 0) => code.Call(SyscallCode.Halt, exitCode);

    /// <summary>Stores words at <paramref name="address"/>; changes t1 and t2.</summary>
    public static CodeBuilder StoreWords(this CodeBuilder code, uint address, params ReadOnlySpan<uint> words)
    {
        code.Li(T1, address);
        for (int i = 0; i < words.Length; i++)
        {
            if (i > 0 && i % 256 == 0)
            {
                code.Addi(T1, T1, 1024);
            }

            code.Li(T2, words[i]).Sw(T2, 4 * (i % 256), T1);
        }

        return code;
    }

    /// <summary>Appends a register to the public values; changes t0, t6 and a0 to a2 after it has been stored.</summary>
    public static CodeBuilder Reveal(this CodeBuilder code, int register, uint scratch = Buffer + 0xff00)
    {
        Assert.NotEqual(T6, register);
        return code.Li(T6, scratch).Sw(register, 0, T6).RevealMemory(scratch, 4);
    }

    /// <summary>Appends memory to the public values.</summary>
    public static CodeBuilder RevealMemory(this CodeBuilder code, uint address, uint byteCount) =>
        code.Call(SyscallCode.Write, 3, address, byteCount);

    /// <summary>A program whose text has a symbol <c>start</c>, so that errors can be seen to name it.</summary>
    public static GuestProgram Load(CodeBuilder code) =>
        GuestProgram.Load(ElfBuilder.FromCode(code).AddSymbol("start", code.BaseAddress, 4 * (uint)code.Count).Build());

    public static ExecutionReport Run(CodeBuilder code, GuestInput? input = null, ExecutionOptions? options = null)
    {
        using GuestProgram program = Load(code);
        return Run(program, input, options);
    }

    public static ExecutionReport Run(GuestProgram program, GuestInput? input = null, ExecutionOptions? options = null) =>
        GuestExecutor.Execute(program, input ?? GuestInput.Empty, options, CancellationToken.None);

    /// <summary>Runs a guest that must fail, plain and metered; both must fail alike, and name the place.</summary>
    public static PicoException Fail(CodeBuilder code, ErrorCode error, GuestInput? input = null, ExecutionOptions? options = null)
    {
        using GuestProgram program = Load(code);
        options ??= new ExecutionOptions();
        PicoException metered = Assert.Throws<PicoException>(() => Run(program, input, options with { Shards = SmallShards.Shards, Costs = SmallShards.Costs }));
        PicoException plain = Assert.Throws<PicoException>(() => Run(program, input, options with { Shards = null }));
        Assert.Equal(error, plain.Error);
        Assert.Equal(plain.Message, metered.Message);
        Assert.StartsWith("0x", Assert.IsType<string>(plain.Values["pc"]), StringComparison.Ordinal);
        Assert.IsType<ulong>(plain.Values["cycle"]);
        Assert.Contains("symbol", plain.Values.Keys);
        return plain;
    }

    /// <summary>The public values as little-endian words.</summary>
    public static uint[] Words(this ExecutionReport report)
    {
        var words = new uint[report.PublicValues.Length / 4];
        System.Buffer.BlockCopy(report.PublicValues.ToArray(), 0, words, 0, 4 * words.Length);
        return words;
    }
}
