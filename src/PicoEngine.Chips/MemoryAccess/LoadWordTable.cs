// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.MemoryAccess;

/// <summary>LW. The value was checked by who wrote it to memory, so it goes to rd as it is.</summary>
internal sealed class LoadWordTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ByteAddress Address = new(Set);
    private static readonly ColumnRange Word = Set.Main("word", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange GapWord = Set.Main("gap_word", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapA = Set.Main("gap_a");

    public string Name => "load_word";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, pc, time, immediate) = (builder[Real], builder[Pc], builder[Time], builder[Immediate]);
        var (b, word) = (builder.Word(B), builder.Word(Word));
        builder.AssertBoolean(real);
        builder.Step(pc, time, real);
        builder.Fetch(pc, (int)InstructionKind.LoadWord, builder[Rd], builder[Rs1], 0, immediate, 0, real);
        var address = Address.Assert(builder, b, immediate, 0, real);
        builder.AccessCell(1, address, word, word, time, builder.Word(GapWord), real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), word, time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.MemoryInstructions(InstructionTable.LoadWord).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.MemoryInstructions(InstructionTable.LoadWord);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var access = ref records[row];
            ref readonly var record = ref access.Instruction;
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(Real, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Immediate, (long)instruction.X);
            tile.SetWord(B, record.B);
            Address.Write(tile, record.B, instruction.X);
            tile.SetWord(Word, access.PreviousWord);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(GapWord, record.Timestamp - access.PreviousTimestamp - 1);
            tile.Set(GapB, record.GapB);
            tile.Set(GapA, record.GapA);
        }
    }
}
