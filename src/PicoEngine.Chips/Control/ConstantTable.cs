// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Control;

/// <summary>LUI, AUIPC and JAL: the program fixes both the value written and the next pc, so neither needs a check here.</summary>
internal sealed class ConstantTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column NextPc = Set.Main("next_pc");
    private static readonly ColumnRange A = Set.Main("a", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly Column GapA = Set.Main("gap_a");

    public string Name => "constant";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, pc, time, nextPc, a) = (builder[Real], builder[Pc], builder[Time], builder[NextPc], builder.Word(A));
        builder.AssertBoolean(real);
        builder.Step(pc, time, nextPc, 0, real);
        builder.Fetch(pc, (int)InstructionKind.Constant, builder[Rd], 0, nextPc, a.Low, a.High, real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.Constant).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.Constant);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(Real, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(NextPc, instruction.C);
            tile.SetWord(A, record.A);
            tile.SetWord(Previous, record.PreviousA);
            tile.Set(GapA, record.GapA);
        }
    }
}
