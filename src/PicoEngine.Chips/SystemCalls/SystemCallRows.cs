// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.RiscV.Events;
using static PicoEngine.Chips.SystemCalls.SystemCallColumns;

namespace PicoEngine.Chips.SystemCalls;

/// <summary>Rows of <see cref="SystemCallTable"/> from records.</summary>
internal static class SystemCallRows
{
    public static void Write(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.SystemCall);
        var steps = source.Records.HintSteps;
        var nextStep = 0;
        for (var i = 0; i < start; i++)
        {
            nextStep += records[i].PreviousA == SystemCallNumber.HintRead ? 1 : 0;
        }

        for (var row = start; row < end; row++)
        {
            ref readonly var record = ref records[row];
            var pc = source.Program[record.Index].Pc;
            var nextPc = record.PreviousA == SystemCallNumber.Halt ? 0 : pc + 4;
            trace.Set(Flag(record.PreviousA), row, 1);
            switch (record.PreviousA)
            {
                case SystemCallNumber.Commit or SystemCallNumber.CommitDeferredProofs:
                    trace.Set(CommitByte[0], row, record.C & 0xff);
                    trace.Set(CommitByte[1], row, (record.C >> 16) & 0xff);
                    break;
                case SystemCallNumber.HintRead:
                    nextPc = WriteStep(trace, row, steps[nextStep++]) ? nextPc : pc;
                    break;
                case > 0xff:
                    trace.Set(CallCode, row, record.PreviousA & 0xffff);
                    break;
                default:
                    break;
            }

            trace.Set(Pc, row, pc);
            trace.Set(Time, row, record.Timestamp);
            trace.Set(NextPc, row, nextPc);
            trace.SetWord(Argument0, row, record.B);
            trace.SetWord(Argument1, row, record.C);
            trace.SetWord(Result, row, record.A);
            trace.Set(GapC, row, record.GapC);
            trace.Set(GapB, row, record.GapB);
            trace.Set(GapA, row, record.GapA);
        }
    }

    private static bool WriteStep(TraceMatrix trace, int row, HintStepRecord step)
    {
        var words = step.IsFinal ? (step.Length / 4) - step.CursorBefore : step.WordCount;
        trace.Set(IsFinal, row, step.IsFinal ? 1u : 0);
        trace.SetWord(CursorBefore, row, step.CursorBefore);
        trace.SetWord(CursorAfter, row, step.IsFinal ? 0 : step.CursorBefore + words);
        trace.Set(CursorGap, row, step.Timestamp - step.CursorPreviousTimestamp - 1);
        trace.Set(HintWords, row, words);
        trace.Set(HintTail, row, step.IsFinal ? step.Length % 4 : 0);
        return step.IsFinal;
    }

    private static Column Flag(uint code) => code switch
    {
        SystemCallNumber.Halt => IsHalt,
        SystemCallNumber.Write => IsWrite,
        SystemCallNumber.EnterUnconstrained => IsEnter,
        SystemCallNumber.Commit => IsCommit,
        SystemCallNumber.CommitDeferredProofs => IsCommitDeferred,
        SystemCallNumber.VerifyPicoProof => IsVerify,
        SystemCallNumber.HintLength => IsHintLength,
        SystemCallNumber.HintRead => IsHintRead,
        > 0xff => (code >> 16) switch
        {
            0 => IsCall0,
            1 => IsCall1,
            48 => IsCall48,
            _ => throw new UnprovableCallException(code),
        },
        _ => throw new UnprovableCallException(code),
    };
}
