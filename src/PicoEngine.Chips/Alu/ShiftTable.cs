// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>SLL, SRL, SRA and their immediate forms: multiply by a power of two up to 2^8, then move whole bytes.</summary>
/// <remarks>
/// <para>
/// The amount is 8 k + r. A shift to the left multiplies b by 2^r, one to the right by 2^(8-r); the product m has five bytes m0..m4. Byte j of the result is
/// m[j-k] to the left, 0 below m0; m[j+k+1] to the right, beyond m4 the sign.
/// </para>
/// <para>
/// The row determines a. The program fixes the kind and so reg, imm, right and arithmetic. The amount n is at most 31 because bits and places are: by
/// immediate it is the program's, by register (c_lo - n)/32 = q is below 2^16, so c_lo = n + 32 q holds over the integers and n = c_lo mod 32. n and
/// right give k and the power. A limb times at most 2^8 plus a byte is below 2^24, three bytes are below 2^24: both product equations are integer
/// equations, hence m and the carry are the bytes of the product. The sign s is the top bit because 2 b_hi - 2^16 s in [0, 2^16) leaves no other. a is
/// a sum of bytes at their places: its limbs have 16 bits, no lookup needed.
/// </para>
/// </remarks>
internal sealed class ShiftTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsRegister = Set.Main("is_reg");
    private static readonly Column IsImmediate = Set.Main("is_imm");
    private static readonly Column IsRight = Set.Main("is_right");
    private static readonly Column IsArithmetic = Set.Main("is_arithmetic");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly Column Immediate = Set.Main("x");
    private static readonly Column Amount = Set.Main("n");
    private static readonly ColumnRange B = Set.Main("b", 2);
    private static readonly ColumnRange C = Set.Main("c", 2);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange A = Set.Main("a", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly Column GapA = Set.Main("gap_a");

    // u = r to the left, 7 - r to the right; scale = 2^u.
    private static readonly ColumnRange ScaleBits = Set.Main("u", 3);
    private static readonly Column Scale = Set.Main("scale");

    // k = 1, 2, 3; k = 0 is none of them.
    private static readonly ColumnRange Places = Set.Main("k", 3);
    private static readonly ColumnRange Product = Set.Main("m", 5);
    private static readonly Column Carry = Set.Main("carry");
    private static readonly Column Sign = Set.Main("s");

    private static readonly KoalaBear Inverse32 = KoalaBear.FromCanonical(32).Inverse();

    public string Name => "shift";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 16;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isRegister, isImmediate, isRight, isArithmetic) =
            (builder[IsRegister], builder[IsImmediate], builder[IsRight], builder[IsArithmetic]);
        var (pc, time, amount) = (builder[Pc], builder[Time], builder[Amount]);
        var (a, b, c) = (builder.Word(A), builder.Word(B), builder.Word(C));
        var real = isRegister + isImmediate;
        builder.AssertBoolean(isRegister);
        builder.AssertBoolean(isImmediate);
        builder.AssertBoolean(real);
        builder.AssertBoolean(isRight);
        builder.AssertBoolean(isArithmetic);
        builder.AssertZero(isArithmetic * (1 - isRight));
        builder.AssertZero(isArithmetic * (1 - real));

        AssertAmount(builder, isRegister, isImmediate, isRight, real, c);
        AssertProduct(builder, b, isRight, real);
        AssertPlaced(builder, a, b, isRight, isArithmetic, real);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.ShiftLeft * real) + isRight + isArithmetic + (3 * isImmediate);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], builder[Rs2], builder[Immediate], 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], isRegister);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.Shift).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.Shift);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            var isImmediate = instruction.Kind >= InstructionKind.ShiftLeftImmediate;
            var form = instruction.Kind - (isImmediate ? InstructionKind.ShiftLeftImmediate : InstructionKind.ShiftLeft);
            var (isRight, isArithmetic) = (form != 0, form == 2);
            var amount = isImmediate ? (uint)instruction.X : record.C & 31;
            var logScale = (int)(isRight ? 7 - (amount & 7) : amount & 7);
            var factor = (isRight ? 2ul : 1ul) << logScale;
            tile.Set(isImmediate ? IsImmediate : IsRegister, true);
            tile.Set(IsRight, isRight);
            tile.Set(IsArithmetic, isArithmetic);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.Set(Immediate, isImmediate ? amount : 0);
            tile.Set(Amount, amount);
            tile.SetWord(B, record.B);
            tile.SetWord(C, isImmediate ? 0 : record.C);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(A, record.A);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, isImmediate ? 0u : record.GapC);
            tile.Set(GapA, record.GapA);
            tile.SetBits(ScaleBits, 0, 3, (uint)logScale);
            tile.Set(Scale, 1u << logScale);
            if (amount >= 8)
            {
                tile.Set(Places[(int)(amount >> 3) - 1], true);
            }

            tile.SetBytes(Product, record.B * factor);
            tile.Set(Carry, (uint)(((record.B & 0xffff) * factor) >> 16));
            tile.Set(Sign, isArithmetic ? record.B >> 31 : 0);
        }
    }

    private static void AssertAmount<TExpr>(
        IAirBuilder<TExpr> builder, TExpr isRegister, TExpr isImmediate, TExpr isRight, TExpr real, WordLimbs<TExpr> c)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (amount, immediate, scale) = (builder[Amount], builder[Immediate], builder[Scale]);
        var (u0, u1, u2) = (builder[ScaleBits[0]], builder[ScaleBits[1]], builder[ScaleBits[2]]);
        var (k1, k2, k3) = (builder[Places[0]], builder[Places[1]], builder[Places[2]]);
        foreach (var flag in (TExpr[])[u0, u1, u2, k1, k2, k3, k1 + k2 + k3])
        {
            builder.AssertBoolean(flag);
        }

        var u = u0 + (2 * u1) + (4 * u2);
        builder.AssertEqual(amount, u + (isRight * (7 - (2 * u))) + (8 * (k1 + (2 * k2) + (3 * k3))));
        builder.AssertEqual(scale - real, ((1 + u0) * (1 + (3 * u1)) * (1 + (15 * u2))) - 1);
        builder.AssertZero(isImmediate * (immediate - amount));
        builder.AssertZero(isRegister * immediate);
        builder.Range16((c.Low - amount) * Inverse32, isRegister);
    }

    /// <summary>m and the carry from limb to limb: b times scale, twice that to the right.</summary>
    private static void AssertProduct<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> b, TExpr isRight, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (m0, m1, m2, m3, m4) =
            (builder[Product[0]], builder[Product[1]], builder[Product[2]], builder[Product[3]], builder[Product[4]]);
        var carry = builder[Carry];
        var factor = (1 + isRight) * builder[Scale];
        builder.AssertEqual(factor * b.Low, m0 + (256 * m1) + (65536 * carry));
        builder.AssertEqual((factor * b.High) + carry, m2 + (256 * m3) + (65536 * m4));
        builder.BytePair(m0, m1, real);
        builder.BytePair(m2, m3, real);
        builder.BytePair(m4, carry, real);
    }

    private static void AssertPlaced<TExpr>(
        IAirBuilder<TExpr> builder, WordLimbs<TExpr> a, WordLimbs<TExpr> b, TExpr isRight, TExpr isArithmetic, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (m0, m1, m2, m3, m4) =
            (builder[Product[0]], builder[Product[1]], builder[Product[2]], builder[Product[3]], builder[Product[4]]);
        var (k1, k2, k3) = (builder[Places[0]], builder[Places[1]], builder[Places[2]]);
        var k0 = real - k1 - k2 - k3;
        var sign = builder[Sign];
        builder.AssertBoolean(sign);
        builder.AssertZero(sign * (1 - isArithmetic));
        builder.Range16((2 * b.High) - (65536 * sign), isArithmetic);

        // Copies of the sign in the r high bits of m4, of which m has 8 - r bits, and in whole bytes.
        var fill = sign * (256 - (2 * builder[Scale]));
        var ones = 255 * sign;
        var isLeft = 1 - isRight;
        builder.AssertEqual(
            a.Low,
            (isLeft * ((k0 * (m0 + (256 * m1))) + (k1 * 256 * m0)))
            + (isRight * ((k0 * (m1 + (256 * m2))) + (k1 * (m2 + (256 * m3))) + (k2 * (m3 + (256 * m4))) + (k3 * m4)))
            + (k2 * 256 * fill) + (k3 * (fill + (256 * ones))));
        builder.AssertEqual(
            a.High,
            (isLeft * ((k0 * (m2 + (256 * m3))) + (k1 * (m1 + (256 * m2))) + (k2 * (m0 + (256 * m1))) + (k3 * 256 * m0)))
            + (isRight * ((k0 * (m3 + (256 * m4))) + (k1 * m4)))
            + (k0 * 256 * fill) + (k1 * (fill + (256 * ones))) + ((k2 + k3) * 257 * ones));
    }
}
