// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.MemoryAccess;

/// <summary>SW. The value was checked by who wrote it to rs2, so it goes to memory as it is.</summary>
internal sealed class StoreWordTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly ByteAddress Address = new(Set);
    private static readonly ColumnRange Previous = Set.Main("word_prev", 2);
    private static readonly ColumnRange GapWord = Set.Main("gap_word", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");

    public string Name => "store_word";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, pc, time, immediate) = (builder[Real], builder[Pc], builder[Time], builder[Immediate]);
        var (b, c) = (builder.Word(B), builder.Word(C));
        builder.AssertBoolean(real);
        builder.Step(pc, time, real);
        builder.Fetch(pc, (int)InstructionKind.StoreWord, 0, builder[Rs1], builder[Rs2], immediate, 0, real);
        var address = Address.Assert(builder, b, immediate, 0, real);
        builder.AccessCell(1, address, builder.Word(Previous), c, time, builder.Word(GapWord), real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
    }

    public int CountRows(TraceSource source) => source.Records.MemoryInstructions(InstructionTable.StoreWord).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.MemoryInstructions(InstructionTable.StoreWord);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var access = ref records[row];
            ref readonly var record = ref access.Instruction;
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(Real, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.Set(Immediate, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.SetWord(C, record.C);
            Address.Write(tile, record.B, instruction.X);
            tile.SetWord(Previous, access.PreviousWord);
            tile.SetWord(GapWord, record.Timestamp - access.PreviousTimestamp - 1);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
        }
    }
}
