// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.MemoryAccess;

/// <summary>LB, LBU, LH and LHU.</summary>
internal sealed class LoadSubwordTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsByte = Set.Main("is_byte");
    private static readonly Column IsHalf = Set.Main("is_half");
    private static readonly Column Signed = Set.Main("signed");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);

    /// <summary>The two low bits of the address.</summary>
    private static readonly ColumnRange Offset = Set.Main("offset", 2);
    private static readonly ByteAddress Address = new(Set);
    private static readonly ColumnRange Word = Set.Main("word", 2);

    /// <summary>The bytes of the half-word that holds what is loaded.</summary>
    private static readonly ColumnRange Half = Set.Main("half", 2);

    /// <summary>The highest byte of what is loaded, and its highest bit if the load is signed.</summary>
    private static readonly Column Top = Set.Main("top");
    private static readonly Column Sign = Set.Main("sign");

    /// <summary>The low limb of the result; the high one is all sign.</summary>
    private static readonly Column Low = Set.Main("a_low");
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange GapWord = Set.Main("gap_word", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapA = Set.Main("gap_a");

    public string Name => "load_subword";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isByte, isHalf, signed) = (builder[IsByte], builder[IsHalf], builder[Signed]);
        var (pc, time, immediate, b, word) = (builder[Pc], builder[Time], builder[Immediate], builder.Word(B), builder.Word(Word));
        var (bit0, bit1) = (builder[Offset[0]], builder[Offset[1]]);
        var real = isByte + isHalf;
        builder.AssertBoolean(isByte);
        builder.AssertBoolean(isHalf);
        builder.AssertBoolean(real);
        builder.AssertBoolean(signed);
        builder.AssertBoolean(bit0);
        builder.AssertBoolean(bit1);
        builder.AssertZeroWhen(isHalf, bit0);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.LoadByte * isByte) + ((int)InstructionKind.LoadHalf * isHalf) + (real - signed);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], 0, immediate, 0, real);
        var address = Address.Assert(builder, b, immediate, bit0 + (2 * bit1), real);
        builder.AccessCell(1, address, word, word, time, builder.Word(GapWord), real);

        var (half0, half1, top, sign, low) = (builder[Half[0]], builder[Half[1]], builder[Top], builder[Sign], builder[Low]);
        builder.BytePair(half0, half1, real);
        builder.AssertEqual(half0 + (256 * half1), word.Low + (bit1 * (word.High - word.Low)));
        builder.AssertEqual(top, half0 + ((isHalf + bit0) * (half1 - half0)));

        // Its highest bit if signed; of an unsigned load nothing, so the sign is 0.
        builder.Lookup(RiscVBuses.Byte, [ByteOperation.And, top, 128 * signed, 128 * sign], real);
        builder.AssertEqual(low, (isByte * (top + (0xff00 * sign))) + (isHalf * (half0 + (256 * half1))));

        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(
            builder[Rd], builder.Word(Previous), new WordLimbs<TExpr>(low, 0xffff * sign), time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.MemoryInstructions(InstructionTable.LoadSubword).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.MemoryInstructions(InstructionTable.LoadSubword);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var access = ref records[row];
            ref readonly var record = ref access.Instruction;
            ref readonly var instruction = ref source.Program[record.Index];
            var isByte = instruction.Kind is InstructionKind.LoadByte or InstructionKind.LoadByteUnsigned;
            var offset = (record.B + (uint)instruction.X) & 3;
            var half = (access.PreviousWord >> (int)(8 * (offset & 2))) & 0xffff;
            tile.Set(isByte ? IsByte : IsHalf, true);
            tile.Set(Signed, instruction.Kind is InstructionKind.LoadByte or InstructionKind.LoadHalf);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Immediate, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.Set(Offset[0], offset & 1);
            tile.Set(Offset[1], offset >> 1);
            Address.Write(tile, record.B, instruction.X);
            tile.SetWord(Word, access.PreviousWord);
            tile.Set(Half[0], half & 0xff);
            tile.Set(Half[1], half >> 8);
            tile.Set(Top, isByte && (offset & 1) == 0 ? half & 0xff : half >> 8);
            tile.Set(Sign, record.A >> 31);
            tile.Set(Low, record.A & 0xffff);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(GapWord, record.Timestamp - access.PreviousTimestamp - 1);
            tile.Set(GapB, record.GapB);
            tile.Set(GapA, record.GapA);
        }
    }
}
