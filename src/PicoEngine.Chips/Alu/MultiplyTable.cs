// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>MUL, MULH, MULHSU and MULHU: the product of two words in limbs of 16 bits, from products of bytes.</summary>
/// <remarks>
/// <para>
/// The row determines a. b and c are eight bytes by lookups, so their limbs on the memory bus fix them; AND with 128 gives the top bits. A sum of products
/// of bytes at the places 0 and 8 of a limb is below 2^27, and what the signs take off is above -2^18: limb + 2^16 carry = sum, with a limb of 16 and a carry
/// of 14 bits (the third one from -2 up), has no room for p, so it holds over the integers and fixes limb and carry, limb by limb.
/// MUL reads the low two limbs. The high word of the product of signed numbers is that of the unsigned ones less c where b is negative and less b
/// where c is, modulo 2^32; the last equation gives it up to 2^16 times the borrow, and a_hi has 16 bits.
/// </para>
/// </remarks>
internal sealed class MultiplyTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsLow = Set.Main("is_mul");
    private static readonly Column IsSigned = Set.Main("is_mulh");
    private static readonly Column IsMixed = Set.Main("is_mulhsu");
    private static readonly Column IsUnsigned = Set.Main("is_mulhu");
    private static readonly Column Pc = Set.Main("pc");
    private static readonly Column Time = Set.Main("ts");
    private static readonly Column Rd = Set.Main("rd");
    private static readonly Column Rs1 = Set.Main("rs1");
    private static readonly Column Rs2 = Set.Main("rs2");
    private static readonly ColumnRange B = Set.Main("b", 4);
    private static readonly ColumnRange C = Set.Main("c", 4);
    private static readonly ColumnRange Previous = Set.Main("a_prev", 2);
    private static readonly ColumnRange A = Set.Main("a", 2);
    private static readonly Column GapB = Set.Main("gap_b");
    private static readonly Column GapC = Set.Main("gap_c");
    private static readonly Column GapA = Set.Main("gap_a");
    private static readonly Column SignB = Set.Main("s_b");
    private static readonly Column SignC = Set.Main("s_c");

    // The low word of the product, and carries into limbs 1, 2 and 3. The third carry and the borrow belong to the high word: 0 for MUL.
    private static readonly ColumnRange Low = Set.Main("low", 2);
    private static readonly ColumnRange Carry = Set.Main("carry", 3);
    private static readonly Column Borrow = Set.Main("borrow");

    public string Name => "multiply";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 13;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isLow, isSigned, isMixed, isUnsigned) = (builder[IsLow], builder[IsSigned], builder[IsMixed], builder[IsUnsigned]);
        var (pc, time, a) = (builder[Pc], builder[Time], builder.Word(A));
        var isHigh = isSigned + isMixed + isUnsigned;
        var real = isLow + isHigh;
        foreach (var flag in (TExpr[])[isLow, isSigned, isMixed, isUnsigned, real])
        {
            builder.AssertBoolean(flag);
        }

        var (b0, b1, b2, b3) = (builder[B[0]], builder[B[1]], builder[B[2]], builder[B[3]]);
        var (c0, c1, c2, c3) = (builder[C[0]], builder[C[1]], builder[C[2]], builder[C[3]]);
        WordLimbs<TExpr> b = new(b0 + (256 * b1), b2 + (256 * b3));
        WordLimbs<TExpr> c = new(c0 + (256 * c1), c2 + (256 * c3));
        var (signB, signC) = (builder[SignB], builder[SignC]);
        builder.BytePair(b0, b1, real);
        builder.BytePair(c0, c1, real);
        builder.BytePair(b2, c2, real);
        builder.Lookup(RiscVBuses.Byte, [ByteOperation.And, b3, 128, 128 * signB], real);
        builder.Lookup(RiscVBuses.Byte, [ByteOperation.And, c3, 128, 128 * signC], real);

        var (low, carry1, carry2, carry3, borrow) = (builder.Word(Low), builder[Carry[0]], builder[Carry[1]], builder[Carry[2]], builder[Borrow]);
        builder.AssertEqual((b0 * c0) + (256 * ((b0 * c1) + (b1 * c0))), low.Low + (65536 * carry1));
        builder.AssertEqual(
            carry1 + (b0 * c2) + (b1 * c1) + (b2 * c0) + (256 * ((b0 * c3) + (b1 * c2) + (b2 * c1) + (b3 * c0))),
            low.High + (65536 * carry2));
        var (negativeB, negativeC) = (signB * (isSigned + isMixed), signC * isSigned);
        builder.AssertEqual(
            isHigh * (carry2 + (b1 * c3) + (b2 * c2) + (b3 * c1) + (256 * ((b2 * c3) + (b3 * c2)))),
            (isHigh * (a.Low + (65536 * carry3))) + (negativeB * c.Low) + (negativeC * b.Low));
        builder.AssertEqual(
            isHigh * (carry3 + (b3 * c3)),
            (isHigh * (a.High - (65536 * borrow))) + (negativeB * c.High) + (negativeC * b.High));
        builder.AssertBoolean(borrow);
        builder.AssertZero(isLow * (a.Low - low.Low));
        builder.AssertZero(isLow * (a.High - low.High));
        builder.AssertZero(isLow * carry3);
        builder.AssertZero(isLow * borrow);
        builder.Range14(carry1, real);
        builder.Range14(carry2, real);
        builder.Range14(carry3 + 2, real);
        builder.Range16(low.Low, real);
        builder.Range16(low.High, real);
        builder.Range16(a.Low, real);
        builder.Range16(a.High, real);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.Multiply * isLow) + ((int)InstructionKind.MultiplyHigh * isSigned)
            + ((int)InstructionKind.MultiplyHighSignedUnsigned * isMixed) + ((int)InstructionKind.MultiplyHighUnsigned * isUnsigned);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], builder[Rs2], 0, 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.Multiply).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.Multiply);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(
                instruction.Kind switch
                {
                    InstructionKind.Multiply => IsLow,
                    InstructionKind.MultiplyHigh => IsSigned,
                    InstructionKind.MultiplyHighSignedUnsigned => IsMixed,
                    _ => IsUnsigned,
                },
                true);
            tile.Set(Pc, instruction.Pc);
            tile.Set(Time, record.Timestamp);
            tile.Set(Rd, instruction.A);
            tile.Set(Rs1, instruction.B);
            tile.Set(Rs2, instruction.C);
            tile.SetBytes(B, record.B);
            tile.SetBytes(C, record.C);
            tile.SetWord(Previous, record.PreviousA);
            tile.SetWord(A, record.A);
            tile.Set(GapB, record.GapB);
            tile.Set(GapC, record.GapC);
            tile.Set(GapA, record.GapA);
            tile.Set(SignB, record.B >> 31);
            tile.Set(SignC, record.C >> 31);
            WriteProduct(tile, instruction.Kind, record.B, record.C);
        }
    }

    private static void WriteProduct(TraceTile tile, InstructionKind kind, uint b, uint c)
    {
        var product = (ulong)b * c;
        tile.SetWord(Low, (uint)product);

        // The sum of the products at the places 0 and 8 of a limb: by limbs of 16 bits it lacks what crosses from place 8 to place 24.
        var (bLow, bHigh, cLow, cHigh) = (b & 0xffff, b >> 16, c & 0xffff, c >> 16);
        var sum0 = Sum(bLow, cLow);
        var carry1 = sum0 >> 16;
        var sum1 = carry1 + Cross(bLow, cLow) + Sum(bLow, cHigh) + Sum(bHigh, cLow);
        var carry2 = sum1 >> 16;
        tile.Set(Carry[0], (uint)carry1);
        tile.Set(Carry[1], (uint)carry2);
        if (kind == InstructionKind.Multiply)
        {
            return;
        }

        var isNegativeB = kind != InstructionKind.MultiplyHighUnsigned && b >> 31 != 0;
        var isNegativeC = kind == InstructionKind.MultiplyHigh && c >> 31 != 0;
        var sum2 = carry2 + Cross(bLow, cHigh) + Cross(bHigh, cLow) + Sum(bHigh, cHigh) - (isNegativeB ? cLow : 0) - (isNegativeC ? bLow : 0);
        var carry3 = sum2 >> 16;
        var sum3 = carry3 + Cross(bHigh, cHigh) - (isNegativeB ? cHigh : 0) - (isNegativeC ? bHigh : 0);
        tile.Set(Carry[2], carry3 < 0 ? (uint)(carry3 + Fields.KoalaBear.Modulus) : (uint)carry3);
        tile.Set(Borrow, sum3 < 0);

        static long Sum(uint x, uint y) => ((x & 0xff) * (y & 0xff)) + (256L * (((x & 0xff) * (y >> 8)) + ((x >> 8) * (y & 0xff))));

        static long Cross(uint x, uint y) => (x >> 8) * (y >> 8);
    }
}
