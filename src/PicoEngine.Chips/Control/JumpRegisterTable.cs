// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Control;

/// <summary>JALR: the next pc is the sum of a register and an immediate without its lowest bit, and rd gets pc + 4.</summary>
internal sealed class JumpRegisterTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column Real = Set.Main("real");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Immediate = Set.Main("imm");
    private static readonly ColumnRange B = Set.Main("b", 2);

    /// <summary>The lowest bit of the sum, which is dropped.</summary>
    private static readonly Column Odd = Set.Main("odd");
    private static readonly ByteAddress Target = new(Set);

    /// <summary>Bits 2 to 15 of pc + 4.</summary>
    private static readonly Column LinkQuarter = Set.Main("link_quarter");
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapA = Set.Main("gap_a");

    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();

    public string Name => "jump_register";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (real, pc, time, immediate, odd) = (builder[Real], builder[Pc], builder[Time], builder[Immediate], builder[Odd]);
        var b = builder.Word(B);
        builder.AssertBoolean(real);
        builder.AssertBoolean(odd);
        var target = Target.Assert(builder, b, immediate, odd, real);

        // The limbs of pc + 4, by definition of the high one: low + 2^16 * high = pc + 4 modulo p. With 14 and 16 bits both sides are multiples of 4 below
        // 2^32, which differ by less than 4p; so they are equal. Two checks of 16 bits would let pc + 4 + p and pc + 4 + 2p through.
        var low = 4 * builder[LinkQuarter];
        var high = (pc + 4 - low) * Inverse16;
        builder.Range14(builder[LinkQuarter], real);
        builder.Range16(high, real);

        builder.Step(pc, time, target, 0, real);
        builder.Fetch(pc, (int)InstructionKind.JumpRegister, builder[Rd], builder[Rs1], 0, immediate, 0, real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(
            builder[Rd], builder.Word(Previous), new WordLimbs<TExpr>(low, high), time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.JumpRegister).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.JumpRegister);
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
            tile.Set(Odd, (record.B + (uint)instruction.X) & 1);
            Target.Write(tile, record.B, instruction.X);
            tile.Set(LinkQuarter, ((instruction.Pc + 4) & 0xffff) >> 2);
            tile.SetWord(Previous, record.PreviousA);
            tile.Set(GapB, record.GapB);
            tile.Set(GapA, record.GapA);
        }
    }
}
