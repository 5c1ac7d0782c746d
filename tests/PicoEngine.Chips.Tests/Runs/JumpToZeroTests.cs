// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Oracle;
using PicoEngine.Assembler;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Traces;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.RiscV.Events;
using PicoEngine.Verifier.Run;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>A program that jumps to 0 and never halts. The executor refuses to run it, so its rows are made from a twin that jumps to a HALT instead.</summary>
public sealed class JumpToZeroTests
{
    // Low enough for an immediate, so that the twins differ in one instruction.
    private const uint TextBase = 0x100;

    [Fact]
    public void Jump_to_0_without_halt_is_found_by_the_run()
    {
        using var twin = Program(jumpsToHalt: true);
        using var program = Program(jumpsToHalt: false);
        var report = GuestExecutor.Execute(twin, GuestInput.Empty, cancellation: TestContext.Current.CancellationToken);
        using ShardReplayer replayer = new(twin);
        var records = replayer.Replay(Assert.Single(report.Shards));
        var encoding = ProgramEncoding.Of(program.Image);
        var jump = records.Instructions(InstructionTable.JumpRegister)[0];
        CutRecords cut = new(records, encoding.Rows, jump.Timestamp + 4, row =>
        {
            row.A = row.Timestamp == jump.Timestamp - 4 ? 0 : row.A;
            row.B = row.Timestamp == jump.Timestamp ? 0 : row.B;
            return row;
        });
        var finals = cut.Registers.Select(register => new FinalCellRecord(register.Address, register.ValueOut, 1)).ToArray();
        var slice = Assert.Single(RunPlan.Divide(encoding.Layout, finals, [], [new ShardRoom(1 << 21, 1 << 21, 10)], default));
        var committed = new uint[16];
        foreach (ref readonly var call in records.Instructions(InstructionTable.SystemCall)[..8])
        {
            committed[call.B] = call.C;
        }

        var witness = new ShardTraceBuilder(GuestRun.Machine, encoding).Build(
            GuestRun.Shape, cut, new ShardBoundary { Shard = 1, MemoryOrigins = default, Chain = slice, Committed = committed }, 1);
        var key = GuestRun.Shape.WithProgram(encoding.Preprocessed);
        var findings = ExactOracle.Findings(key, [witness], shards => RunChecks.Broken(key, shards));
        Assert.Equal([$"Run {RunRejectionReason.HaltedPc}"], findings.Select(finding => finding.ToString()));
    }

    private static GuestProgram Program(bool jumpsToHalt)
    {
        CodeBuilder code = new(TextBase);
        SystemPrograms.CommitDigests(code);
        var target = TextBase + (4 * ((uint)code.Count + 2));
        code.Addi(S0, Zero, jumpsToHalt ? (int)target : 0).Jalr(Zero, S0);
        return SystemPrograms.Load(SystemPrograms.End(code));
    }
}
