// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>ADD and SUB; FENCE is an addition of x0 to x0. A subtraction a = b - c is the addition b = a + c.</summary>
internal sealed class AddSubTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsAdd = Set.Main("is_add");
    private static readonly Column IsSub = Set.Main("is_sub");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange A = Set.Main("a", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly Column GapA = Set.Main("gap_a");

    public string Name => "add_sub";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isAdd, isSub, pc, time) = (builder[IsAdd], builder[IsSub], builder[Pc], builder[Time]);
        var (a, b, c) = (builder.Word(A), builder.Word(B), builder.Word(C));
        var real = isAdd + isSub;
        builder.AssertBoolean(isAdd);
        builder.AssertBoolean(isSub);
        builder.AssertBoolean(real);
        AssertSum(builder, b, c, a, isAdd);
        AssertSum(builder, a, c, b, isSub);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.Add * isAdd) + ((int)InstructionKind.Sub * isSub);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], builder[Rs2], 0, 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
        builder.Range16(a.Low, real);
        builder.Range16(a.High, real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.AddSub).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.AddSub);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(instruction.Kind == InstructionKind.Add ? IsAdd : IsSub, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.SetWord(B, record.B);
            tile.SetWord(C, record.C);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(A, record.A);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
            tile.Set(GapA, record.GapA);
        }
    }

    /// <summary>sum = x + y modulo 2^32 where the selector is 1. All limbs have 16 bits, so a carry that is 0 or 1 is the carry.</summary>
    private static void AssertSum<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> x, WordLimbs<TExpr> y, WordLimbs<TExpr> sum, TExpr selector)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var carryLow = (x.Low + y.Low - sum.Low) * Inverse16;
        var carryHigh = (x.High + y.High + carryLow - sum.High) * Inverse16;
        builder.AssertZero(selector * carryLow * (carryLow - 1));
        builder.AssertZero(selector * carryHigh * (carryHigh - 1));
    }

    // 2^-16: a limb difference becomes a carry. The carry is compared with 0 and 1 and never range-checked, so scaling is safe.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();
}
