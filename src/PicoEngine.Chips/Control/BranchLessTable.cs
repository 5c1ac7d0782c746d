// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Control;

/// <summary>BLT, BGE, BLTU and BGEU.</summary>
internal sealed class BranchLessTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsLess = Set.Main("is_less");
    private static readonly Column IsGreaterEqual = Set.Main("is_greater_equal");
    private static readonly Column Signed = Set.Main("signed");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly Column Target = Set.Main("target");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly Column NextPc = Set.Main("next_pc");
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly WordComparison Comparison = new(Set);

    public string Name => "branch_less";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isLess, isGreaterEqual, signed, pc, time) = (builder[IsLess], builder[IsGreaterEqual], builder[Signed], builder[Pc], builder[Time]);
        var (b, c) = (builder.Word(B), builder.Word(C));
        var real = isLess + isGreaterEqual;
        builder.AssertBoolean(isLess);
        builder.AssertBoolean(isGreaterEqual);
        builder.AssertBoolean(real);
        builder.AssertBoolean(signed);
        var less = Comparison.Assert(builder, b, c, signed, real);
        var taken = (isLess * less) + (isGreaterEqual * (1 - less));
        builder.AssertEqual(builder[NextPc], pc + (4 * real) + (taken * (builder[Target] - pc - 4)));

        builder.Step(pc, time, builder[NextPc], 0, real);

        // The kinds stand in the order BLT, BGE, BLTU, BGEU.
        var kind = ((int)InstructionKind.BranchLess * isLess) + ((int)InstructionKind.BranchGreaterEqual * isGreaterEqual) + (2 * (real - signed));
        builder.Fetch(pc, kind, 0, builder[Rs1], builder[Rs2], builder[Target], 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.BranchLess).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.BranchLess);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            var signed = instruction.Kind is InstructionKind.BranchLess or InstructionKind.BranchGreaterEqual;
            var isLess = instruction.Kind is InstructionKind.BranchLess or InstructionKind.BranchLessUnsigned;
            var less = signed ? (int)record.B < (int)record.C : record.B < record.C;
            tile.Set(isLess ? IsLess : IsGreaterEqual, true);
            tile.Set(Signed, signed);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.Set(Target, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.SetWord(C, record.C);
            tile.Set(NextPc, isLess == less ? instruction.X : (long)instruction.Pc + 4);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
            Comparison.Write(tile, record.B, record.C, signed);
        }
    }
}
