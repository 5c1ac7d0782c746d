// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using static PicoEngine.Chips.SystemCalls.SystemCallColumns;

namespace PicoEngine.Chips.SystemCalls;

/// <summary>ECALL: code in x5, arguments in x10 and x11, result in x5 (guest ABI, "ECALL convention"). A long HINT_READ takes several rows.</summary>
/// <remarks>
/// EXIT_UNCONSTRAINED has no row, so a program that executes it cannot be proved; an unconstrained block is always skipped. What a guest does wrong (an index
/// above 7, a misaligned pointer, an unknown code) has no row either. VERIFY_PICO_PROOF does nothing here: what it names is bound by the deferred digest that
/// the guest commits, and the verifier of runs takes none but zero.
/// </remarks>
internal sealed class SystemCallTable : IRecordTable
{
    private const int CodeRegister = 5;
    private const int FirstArgument = 10;
    private const int SecondArgument = 11;
    private const int CommitDeferredOffset = 8;

    // 1/4 and 1/256. A limb is proved to be a multiple by a look-up of its quotient: q < 2^14 and limb = 4q in integers, since 4q < p.
    private static readonly KoalaBear Quarter = KoalaBear.FromCanonical(4).Inverse();
    private static readonly KoalaBear Inverse256 = KoalaBear.FromCanonical(256).Inverse();

    public string Name => "system_call";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var real = AssertFlags(builder);
        var (pc, time) = (builder[Pc], builder[Time]);
        var extraSlots = builder[IsCall1] + (48 * builder[IsCall48]);
        builder.Fetch(pc, (int)InstructionKind.SystemCall, 0, 0, 0, 0, 0, real);
        builder.Step(pc, time, builder[NextPc], extraSlots, real);

        // The code in x5. The high limb of a code is its number of extra slots, so no other limb passes for one; see DefineCalls.
        var call = builder[IsCall0] + builder[IsCall1] + builder[IsCall48];
        builder.AssertZero((real - call) * builder[CallCode]);
        WordLimbs<TExpr> code = new(
            builder[CallCode] + (SystemCallNumber.Write * builder[IsWrite]) + (SystemCallNumber.EnterUnconstrained * builder[IsEnter])
            + (SystemCallNumber.Commit * builder[IsCommit]) + (SystemCallNumber.CommitDeferredProofs * builder[IsCommitDeferred])
            + (SystemCallNumber.VerifyPicoProof * builder[IsVerify]) + (SystemCallNumber.HintLength * builder[IsHintLength]) + (SystemCallNumber.HintRead * builder[IsHintRead]),
            extraSlots);
        var (a0, a1) = (builder.Word(Argument0), builder.Word(Argument1));
        builder.ReadRegister(SecondArgument, a1, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(FirstArgument, a0, time + InstructionGadgets.SlotB, builder[GapB], real);
        DefineResult(builder, code, time, real);

        DefineNextPc(builder, pc, real);
        builder.Send(RiscVBuses.Halt, [a0.Low, a0.High], builder[IsHalt]);
        DefineCommit(builder, a0, a1);
        DefineHintRead(builder, a0, a1, time);

        // Limbs of a code have 16 bits because they are read from a register, and the high one is at most 48: the code is below p as an integer.
        builder.Send(RiscVBuses.Call, [time, code.Low + (65536 * code.High), a0.Low, a0.High, a1.Low, a1.High], call);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.SystemCall).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end) => SystemCallRows.Write(source, trace, start, end);

    private static TExpr AssertFlags<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        Column[] flags = [IsHalt, IsWrite, IsEnter, IsCommit, IsCommitDeferred, IsVerify, IsHintLength, IsHintRead, IsCall0, IsCall1, IsCall48];
        foreach (var flag in flags)
        {
            builder.AssertBoolean(builder[flag]);
        }

        var real = builder[flags[0]];
        foreach (var flag in flags.AsSpan(1))
        {
            real += builder[flag];
        }

        builder.AssertBoolean(real);
        builder.AssertBoolean(builder[IsCall0] + builder[IsCall1] + builder[IsCall48]); // follows, but key generation looks for it
        builder.AssertBoolean(builder[IsFinal]);
        builder.AssertBoolean(builder[IsHintRead] - builder[IsFinal]); // only a HINT_READ is final
        return real;
    }

    /// <summary>x5 becomes 0 after ENTER_UNCONSTRAINED, any word after HINT_LEN, and keeps the code after all others.</summary>
    private static void DefineResult<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> code, TExpr time, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var result = builder.Word(Result);
        var isHintLength = builder[IsHintLength];
        var given = real - isHintLength;
        builder.AssertZeroWhen(given, result.Low - code.Low + (SystemCallNumber.EnterUnconstrained * builder[IsEnter]));
        builder.AssertZeroWhen(given, result.High - code.High);
        builder.WriteRegister(CodeRegister, code, result, time + InstructionGadgets.SlotA, builder[GapA], real);
        builder.Range16(result.Low, isHintLength);
        builder.Range16(result.High, isHintLength);
    }

    /// <summary>0 after HALT, the same instruction again after a step of HINT_READ that is not the last, else the next one.</summary>
    private static void DefineNextPc<TExpr>(IAirBuilder<TExpr> builder, TExpr pc, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isHalt, next, unfinished) = (builder[IsHalt], builder[NextPc], builder[IsHintRead] - builder[IsFinal]);
        builder.AssertZeroWhen(isHalt, next);
        builder.AssertZeroWhen(real - isHalt, next - pc - 4 + (4 * unfinished));
    }

    /// <summary>COMMIT of a word of the digest, or COMMIT_DEFERRED_PROOFS of one of the deferred digest, behind it. Nothing is asked of the word but its bytes.</summary>
    private static void DefineCommit<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> a0, WordLimbs<TExpr> a1)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isDigest, isDeferred) = (builder[IsCommit], builder[IsCommitDeferred]);
        var isCommit = isDigest + isDeferred;
        builder.AssertBoolean(isCommit);
        builder.AssertZeroWhen(isCommit, a0.High);
        builder.Range14(2048 * a0.Low, isCommit); // below 2^16 and, times 2^11, below 2^14: the index is at most 7
        var (byte0, byte2) = (builder[CommitByte[0]], builder[CommitByte[1]]);
        var (byte1, byte3) = ((a1.Low - byte0) * Inverse256, (a1.High - byte2) * Inverse256);
        builder.BytePair(byte0, byte1, isCommit);
        builder.BytePair(byte2, byte3, isCommit);
        builder.Send(RiscVBuses.Commit, [a0.Low + (CommitDeferredOffset * isDeferred), byte0, byte1, byte2, byte3], isCommit);
    }

    /// <summary>A step of HINT_READ: the words from the cursor on go to the hint table, which writes them; the cursor moves on, and back to 0 at the end.</summary>
    /// <remarks>
    /// The cursor is below 2^28 and the number of words, which all have rows of their own, below 2^22 + 1, so 4 (cursor + words) + tail is below p and the
    /// equation with the length, below 2^30, holds in integers.
    /// </remarks>
    private static void DefineHintRead<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> destination, WordLimbs<TExpr> length, TExpr time)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isHintRead, isFinal, words, tail) = (builder[IsHintRead], builder[IsFinal], builder[HintWords], builder[HintTail]);
        var unfinished = isHintRead - isFinal;
        var (before, after) = (builder.Word(CursorBefore), builder.Word(CursorAfter));
        var cursor = before.Low + (65536 * before.High);
        builder.Range14(destination.Low * Quarter, isHintRead);
        builder.Range14(length.High, isHintRead);
        builder.WriteRegister(RegisterNumbers.HintCursor, before, after, time, builder[CursorGap], isHintRead);
        builder.Range16(after.Low, isHintRead);
        builder.Range14(after.High, isHintRead);
        builder.Range14(4 * after.High, isHintRead); // with the line above: 12 bits
        builder.AssertZeroWhen(isFinal, (4 * (cursor + words)) + tail - length.Low - (65536 * length.High));
        builder.AssertZeroWhen(isFinal, after.Low);
        builder.AssertZeroWhen(isFinal, after.High);
        builder.AssertZeroWhen(unfinished, tail);
        builder.AssertZeroWhen(unfinished, after.Low + (65536 * after.High) - cursor - words);
        builder.Send(RiscVBuses.Hint, [time, destination.Low + (65536 * destination.High) + (4 * cursor), words, tail], isHintRead);
    }
}
