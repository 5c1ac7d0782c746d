// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.MemoryAccess;

/// <summary>SB and SH: a word is written back with one byte or half-word changed.</summary>
internal sealed class StoreSubwordTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsByte = Set.Main("is_byte");
    private static readonly Column IsHalf = Set.Main("is_half");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);

    /// <summary>The low limb of rs2 in bytes, and its high limb.</summary>
    private static readonly ColumnRange C = Set.Main("c", 3);

    /// <summary>The two low bits of the address.</summary>
    private static readonly ColumnRange Offset = Set.Main("offset", 2);
    private static readonly ByteAddress Address = new(Set);
    private static readonly ColumnRange Previous = Set.Main("word_prev", 2);

    /// <summary>The bytes of the half-word before that the store changes.</summary>
    private static readonly ColumnRange Half = Set.Main("half_prev", 2);
    private static readonly ColumnRange Word = Set.Main("word", 2);
    private static readonly ColumnRange GapWord = Set.Main("gap_word", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");

    public string Name => "store_subword";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isByte, isHalf, pc, time, immediate) = (builder[IsByte], builder[IsHalf], builder[Pc], builder[Time], builder[Immediate]);
        var (b, previous, word) = (builder.Word(B), builder.Word(Previous), builder.Word(Word));
        var (c0, c1, bit0, bit1) = (builder[C[0]], builder[C[1]], builder[Offset[0]], builder[Offset[1]]);
        var real = isByte + isHalf;
        builder.AssertBoolean(isByte);
        builder.AssertBoolean(isHalf);
        builder.AssertBoolean(real);
        builder.AssertBoolean(bit0);
        builder.AssertBoolean(bit1);
        builder.AssertZeroWhen(isHalf, bit0);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.StoreByte * isByte) + ((int)InstructionKind.StoreHalf * isHalf);
        builder.Fetch(pc, kind, 0, builder[Rs1], builder[Rs2], immediate, 0, real);
        var address = Address.Assert(builder, b, immediate, bit0 + (2 * bit1), real);
        builder.AccessCell(1, address, previous, word, time, builder.Word(GapWord), real);

        var (half0, half1) = (builder[Half[0]], builder[Half[1]]);
        builder.BytePair(half0, half1, real);
        builder.BytePair(c0, c1, real);
        builder.AssertEqual(half0 + (256 * half1), previous.Low + (bit1 * (previous.High - previous.Low)));

        // What the half-word gains: its low byte becomes c0 and, for SH, its high byte c1; or, if bit 0 is set, its high byte becomes c0. The new limbs are
        // made of checked bytes.
        var (gain0, gain1) = (c0 - half0, 256 * (c0 - half1));
        var gain = gain0 + (isHalf * (256 * (c1 - half1))) + (bit0 * (gain1 - gain0));
        builder.AssertEqual(word.Low, previous.Low + ((1 - bit1) * gain));
        builder.AssertEqual(word.High, previous.High + (bit1 * gain));

        WordLimbs<TExpr> c = new(c0 + (256 * c1), builder[C[2]]);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
    }

    public int CountRows(TraceSource source) => source.Records.MemoryInstructions(InstructionTable.StoreSubword).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.MemoryInstructions(InstructionTable.StoreSubword);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var access = ref records[row];
            ref readonly var record = ref access.Instruction;
            ref readonly var instruction = ref source.Program[record.Index];
            var isByte = instruction.Kind == InstructionKind.StoreByte;
            var offset = (record.B + (uint)instruction.X) & 3;
            var (shift, mask) = ((int)(8 * offset), isByte ? 0xffu : 0xffff);
            var half = (access.PreviousWord >> (int)(8 * (offset & 2))) & 0xffff;
            tile.Set(isByte ? IsByte : IsHalf, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.Set(Immediate, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.Set(C[0], record.C & 0xff);
            tile.Set(C[1], (record.C >> 8) & 0xff);
            tile.Set(C[2], record.C >> 16);
            tile.Set(Offset[0], offset & 1);
            tile.Set(Offset[1], offset >> 1);
            Address.Write(tile, record.B, instruction.X);
            tile.SetWord(Previous, access.PreviousWord);
            tile.Set(Half[0], half & 0xff);
            tile.Set(Half[1], half >> 8);
            tile.SetWord(Word, (access.PreviousWord & ~(mask << shift)) | ((record.C & mask) << shift));
            tile.SetWord(GapWord, record.Timestamp - access.PreviousTimestamp - 1);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
        }
    }
}
