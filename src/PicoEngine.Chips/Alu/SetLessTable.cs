// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>SLT, SLTU, SLTI and SLTIU.</summary>
/// <remarks>
/// The second operand is the sum of a register and an immediate, one of which is zero: two columns more than a second look-up of the program would take, and
/// one interaction less, which saves a whole leaf of three.
/// </remarks>
internal sealed class SetLessTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRegister = Set.Main("is_register");
    private static readonly Column IsImmediate = Set.Main("is_immediate");
    private static readonly Column Signed = Set.Main("signed");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly ColumnRange Immediate = Set.Main("imm", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly Column GapA = Set.Main("gap_a");
    private static readonly WordComparison Comparison = new(Set);

    public string Name => "set_less";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isRegister, isImmediate, signed, pc, time) = (builder[IsRegister], builder[IsImmediate], builder[Signed], builder[Pc], builder[Time]);
        var (b, c, immediate) = (builder.Word(B), builder.Word(C), builder.Word(Immediate));
        var real = isRegister + isImmediate;
        builder.AssertBoolean(isRegister);
        builder.AssertBoolean(isImmediate);
        builder.AssertBoolean(real);
        builder.AssertBoolean(signed);

        // The program has immediate 0 for a register form; an immediate form reads no rs2, so its value is made 0 here.
        builder.AssertZeroWhen(isImmediate, c.Low);
        builder.AssertZeroWhen(isImmediate, c.High);
        WordLimbs<TExpr> operand = new(c.Low + immediate.Low, c.High + immediate.High);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.SetLess * isRegister) + ((int)InstructionKind.SetLessImmediate * isImmediate) + (real - signed);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], builder[Rs2], immediate.Low, immediate.High, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], isRegister);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        var less = Comparison.Assert(builder, b, operand, signed, real);
        builder.WriteRegister(
            builder[Rd], builder.Word(Previous), new WordLimbs<TExpr>(less, 0), time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.SetLess).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.SetLess);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            var immediate = instruction.Kind >= InstructionKind.SetLessImmediate;
            var signed = instruction.Kind is InstructionKind.SetLess or InstructionKind.SetLessImmediate;
            var constant = (uint)instruction.X | (instruction.Y << 16);
            tile.Set(immediate ? IsImmediate : IsRegister, true);
            tile.Set(Signed, signed);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.SetWord(B, record.B);
            tile.SetWord(C, record.C);
            tile.SetWord(Immediate, constant);
            tile.SetWord(Previous, record.PreviousA);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
            tile.Set(GapA, record.GapA);
            Comparison.Write(tile, record.B, record.C + constant, signed);
        }
    }
}
