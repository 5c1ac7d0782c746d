// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Executor.Profiling;
using PicoEngine.Executor.Sharding;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Executor.Tests.Differential;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Executor.Tests;

/// <summary>All modes count alike, and all counts add up.</summary>
public sealed class ExecutionCountTests
{
    public static TheoryData<string, string?> Guests => new()
    {
        { "fibonacci", "fibonacci" }, { "sha256", "sha256" }, { "keccak", "keccak" }, { "quicksort", "quicksort-small" },
        { "instructions", null }, { "precompiles", null }, { "edges", null }, { "extensions", null },
    };

    [Theory]
    [MemberData(nameof(Guests))]
    public void Counts_of_a_guest_add_up_in_every_mode(string guest, string? input)
    {
        using GuestProgram program = GuestProgram.Load(RepositoryFiles.Read($"native/guests/elf/{guest}.elf"));
        AssertModes(program, input is null ? GuestInput.Empty : GuestInput.From(RepositoryFiles.Read($"native/guests/inputs/{input}.bin")));
    }

    [Fact]
    public void Counts_of_2000_random_programs_add_up_in_every_mode()
    {
        for (int i = 0; i < 100; i++)
        {
            using GuestProgram program = GuestProgram.Load(new RandomBatch((1 << 21) + i).Elf);
            AssertModes(program, GuestInput.Empty);
        }
    }

    [Fact]
    public void Counts_of_every_instruction_are_exact()
    {
        const int Turns = 70_000;
        var code = new CodeBuilder();
        code.Li(S0, Turns);
        Label again = code.Mark();
        code.Addi(S0, S0, -1).Andi(S1, S0, 3).Bne(S1, Zero, again).Xor(S2, S2, S0).Bne(S0, Zero, again).Halt();
        using GuestProgram program = Guest.Load(code);
        foreach (ExecutionOptions options in (ExecutionOptions[])[Guest.Plain, Guest.SmallShards, new ExecutionOptions()])
        {
            ExecutionReport report = Guest.Run(program, options: options);
            Assert.Equal([1, 1, Turns, Turns, Turns, Turns / 4, Turns / 4, 1, 1, 1], report.InstructionCounts);
            IReadOnlyDictionary<Opcode, ulong> opcodes = report.CountOpcodes(program.Image.Instructions.Span);
            Assert.Equal((ulong)Turns * 5 / 4, opcodes[Opcode.Bne]);
            Assert.Equal((ulong)Turns / 4, opcodes[Opcode.Xor]);
            Assert.Equal(1ul, opcodes[Opcode.Ecall]);
            Assert.False(opcodes.ContainsKey(Opcode.Mul));
        }
    }

    [Fact]
    public void Execute_stops_when_it_is_cancelled()
    {
        using GuestProgram program = Guest.Load(Endless());
        foreach (ExecutionOptions options in (ExecutionOptions[])[Guest.Plain, new ExecutionOptions()])
        {
            using var cancelled = new CancellationTokenSource();
            cancelled.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => GuestExecutor.Execute(program, GuestInput.Empty, options, cancelled.Token));
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => GuestExecutor.Execute(program, GuestInput.Empty, options, soon.Token));
        }

        CodeBuilder block = new CodeBuilder().Call(SyscallCode.EnterUnconstrained);
        block.J(block.Mark());
        using GuestProgram inside = Guest.Load(block);
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => GuestExecutor.Execute(inside, GuestInput.Empty, null, later.Token));
    }

    [Fact]
    public void Execute_in_parallel_gives_the_same_reports()
    {
        using GuestProgram program = GuestProgram.Load(RepositoryFiles.Read("native/guests/elf/precompiles.elf"));
        string expected = Describe(Guest.Run(program, options: Guest.SmallShards));
        var described = new string[8];
        Parallel.For(0, described.Length, index => described[index] = Describe(Guest.Run(program, options: Guest.SmallShards)));
        Assert.All(described, text => Assert.Equal(expected, text));
    }

    [Fact]
    public void Profiler_needs_a_metered_run()
    {
        using GuestProgram program = Guest.Load(new CodeBuilder().Halt());
        var options = new ExecutionOptions { Shards = null, Profiler = new CallTreeProfiler(program.Image) };
        Assert.Throws<ArgumentException>(() => Guest.Run(program, options: options));
    }

    private static CodeBuilder Endless()
    {
        var code = new CodeBuilder();
        code.J(code.Mark());
        return code;
    }

    private static void AssertModes(GuestProgram program, GuestInput input)
    {
        ExecutionReport plain = Guest.Run(program, input, Guest.Plain);
        ExecutionReport small = Guest.Run(program, input, Guest.SmallShards);
        ExecutionReport metered = Guest.Run(program, input);
        var profiler = new CallTreeProfiler(program.Image);
        ExecutionReport profiled = Guest.Run(program, input, new ExecutionOptions { Profiler = profiler });
        Assert.Equal(plain.Cycles, profiler.Profile.Cycles);
        string expected = DescribeOutcome(plain);
        foreach (ExecutionReport report in (ExecutionReport[])[small, metered, profiled])
        {
            Assert.Equal(expected, DescribeOutcome(report));
            AssertSums(program, report);
        }

        Assert.Equal(metered.TouchedWords, small.TouchedWords);
        Assert.Equal(Describe(metered), Describe(profiled));
        AssertSums(program, plain);
    }

    private static void AssertSums(GuestProgram program, ExecutionReport report)
    {
        Assert.Equal(report.Cycles, Sum(report.InstructionCounts));
        Assert.Equal(report.Cycles, Sum(report.CountOpcodes(program.Image.Instructions.Span).Values));
        if (report.Shards.Count == 0)
        {
            return;
        }

        Assert.Equal(report.Cycles, Sum(report.Shards.Select(shard => shard.Cycles)));
        ulong parts = (ulong)report.Shards.Count(shard => shard.End.HintCursor > 0);
        Assert.Equal(report.Cycles + parts, Sum(report.Shards.SelectMany(shard => shard.Rows).Select(rows => (ulong)rows)));
        var byTable = new ulong[InstructionTables.Count];
        for (int i = 0; i < program.Image.Instructions.Length; i++)
        {
            if (InstructionTables.Of(program.Image.Instructions.Span[i].Opcode) is { } table)
            {
                byTable[(int)table] += report.InstructionCounts[i];
            }
        }

        byTable[(int)InstructionTable.SystemCall] += parts;
        Assert.Equal(byTable, Enumerable.Range(0, InstructionTables.Count).Select(table => Sum(report.Shards.Select(shard => (ulong)shard.Rows[table]))));
    }

    private static ulong Sum(IEnumerable<ulong> values) => values.Aggregate(0ul, (sum, value) => sum + value);

    /// <summary>What does not depend on the mode.</summary>
    private static string DescribeOutcome(ExecutionReport report) => string.Join(
        '\n',
        report.Cycles, report.ExitCode, report.HaltPc, Convert.ToHexString(report.PublicValues.Span), Convert.ToHexString(report.PublicValuesDigest.Span),
        report.CommittedWords, string.Join(',', report.DeferredDigest), string.Join(',', report.Syscalls.OrderBy(call => call.Key)),
        string.Join(',', report.InstructionCounts),
        string.Join(',', report.Regions.Select(region => region with { Duration = default })),
        report.UnconstrainedCycles,
        report.UnconstrainedBlocks,
        report.DigestMatches);

    private static string Describe(ExecutionReport report) => string.Join(
        '\n',
        report.Shards.Select(shard => string.Join(
            ';', shard.Index, shard.FirstCycle, shard.Cycles, Describe(shard.Start), Describe(shard.End), shard.Memory.Count, shard.Cost,
            shard.HintWords, shard.Halts, string.Join(',', shard.Rows), string.Join(',', shard.Calls.OrderBy(call => call.Key))))
        .Prepend(DescribeOutcome(report)).Append(report.TouchedWords.ToString()));

    private static string Describe(HartState state) =>
        $"{state.Pc:x} {string.Join(' ', state.Registers)} {state.Sink} {state.HintCursor} {state.HintLengthCount} {state.HintElementCount}";
}
