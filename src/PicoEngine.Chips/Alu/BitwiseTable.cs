// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>AND, OR, XOR and their immediate forms, byte by byte.</summary>
internal sealed class BitwiseTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRegister = Set.Main("is_register");
    private static readonly Column IsImmediate = Set.Main("is_immediate");

    /// <summary>The <see cref="ByteOperation"/>.</summary>
    private static readonly Column Operation = Set.Main("operation");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly ColumnRange B = Set.Main("b", 4);
    private static readonly ColumnRange C = Set.Main("c", 4);
    private static readonly ColumnRange A = Set.Main("a", 4);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly Column GapA = Set.Main("gap_a");

    public string Name => "bitwise";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isRegister, isImmediate, operation, pc, time) =
            (builder[IsRegister], builder[IsImmediate], builder[Operation], builder[Pc], builder[Time]);
        var (a, b, c) = (Limbs(builder, A), Limbs(builder, B), Limbs(builder, C));
        var real = isRegister + isImmediate;
        builder.AssertBoolean(isRegister);
        builder.AssertBoolean(isImmediate);
        builder.AssertBoolean(real);

        // 1, 2 or 3 in a real row. Program and byte table alone do not say so: the operation 0 of byte pairs would make the kind before AND, which is another
        // instruction, a row here whose result is 0.
        builder.AssertZero((operation - (ByteOperation.And * real)) * (operation - (ByteOperation.Or * real)) * (operation - (ByteOperation.Xor * real)));

        builder.Step(pc, time, real);
        builder.Fetch(pc, operation + ((int)InstructionKind.And - ByteOperation.And), builder[Rd], builder[Rs1], builder[Rs2], 0, 0, isRegister);
        builder.Fetch(pc, operation + ((int)InstructionKind.AndImmediate - ByteOperation.And), builder[Rd], builder[Rs1], 0, c.Low, c.High, isImmediate);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], isRegister);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);

        // Operands and result are bytes because the table has only such rows.
        for (var i = 0; i < 4; i++)
        {
            builder.Lookup(RiscVBuses.Byte, [operation, builder[B[i]], builder[C[i]], builder[A[i]]], real);
        }
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.Bitwise).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.Bitwise);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            var immediate = instruction.Kind >= InstructionKind.AndImmediate;
            tile.Set(immediate ? IsImmediate : IsRegister, true);
            tile.Set(Operation, ByteOperation.And + (uint)(instruction.Kind - (immediate ? InstructionKind.AndImmediate : InstructionKind.And)));
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.SetBytes(B, record.B);
            tile.SetBytes(C, immediate ? (uint)instruction.X | (instruction.Y << 16) : record.C);
            tile.SetBytes(A, record.A);
            tile.SetWord(Previous, record.PreviousA);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
            tile.Set(GapA, record.GapA);
        }
    }

    private static WordLimbs<TExpr> Limbs<TExpr>(IAirBuilder<TExpr> builder, ColumnRange bytes)
        where TExpr : struct, IAirExpression<TExpr> =>
        new(builder[bytes[0]] + (256 * builder[bytes[1]]), builder[bytes[2]] + (256 * builder[bytes[3]]));
}
