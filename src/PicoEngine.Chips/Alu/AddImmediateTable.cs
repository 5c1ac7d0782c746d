// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>ADDI: the sum of a register and a signed immediate.</summary>
internal sealed class AddImmediateTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange A = Set.Main("a", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapA = Set.Main("gap_a");

    // 2^-16. The carries are compared with -1, 0 and 1 and never range-checked, so scaling is safe.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();

    public string Name => "add_immediate";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, pc, time, immediate) = (builder[Real], builder[Pc], builder[Time], builder[Immediate]);
        var (a, b) = (builder.Word(A), builder.Word(B));
        builder.AssertBoolean(real);

        // The limbs have 16 bits and the immediate 12 and a sign, so only the right carries leave limbs of the sum within 16 bits; a carry out of the high
        // limb, up or down, is lost. No selector: the rows of zeros are right.
        AssertCarry(builder, (b.Low + immediate - a.Low) * Inverse16, out var carry);
        AssertCarry(builder, (b.High + carry - a.High) * Inverse16, out _);

        builder.Step(pc, time, real);
        builder.Fetch(pc, (int)InstructionKind.AddImmediate, builder[Rd], builder[Rs1], 0, immediate, 0, real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
        builder.Range16(a.Low, real);
        builder.Range16(a.High, real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.AddImmediate).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.AddImmediate);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(Real, true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Immediate, (long)instruction.X);
            tile.SetWord(B, record.B);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(A, record.A);
            tile.Set(GapB, record.GapB);
            tile.Set(GapA, record.GapA);
        }
    }

    private static void AssertCarry<TExpr>(IAirBuilder<TExpr> builder, TExpr value, out TExpr carry)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.AssertZero(value * (value - 1) * (value + 1));
        carry = value;
    }
}
