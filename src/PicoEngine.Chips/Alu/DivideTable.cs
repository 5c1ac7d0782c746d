// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Chips.Gadgets;
using PicoEngine.Chips.Program;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;

namespace PicoEngine.Chips.Alu;

/// <summary>DIV, DIVU, REM and REMU: division with remainder of magnitudes, then the signs.</summary>
/// <remarks>
/// <para>
/// Magnitudes are unsigned words: |x| = x, or 2^32 - x where the instruction is signed and x negative; 2^31 is one, so -2^31 / -1 = 2^31 = -2^31 modulo 2^32 with
/// remainder 0 is no special case. The row shows |b| = |q| |c| + |r| and |r| &lt; |c|.
/// </para>
/// <para>
/// The row determines a. Signs: 2 x_hi - 2^16 s in [0, 2^16) leaves one s. |c| is four bytes and |c| = c or |c| + c = 2^32, limb by limb with a carry of
/// 0 or 1: one solution. Sums of products of bytes at two places of a limb are below 2^27, the carry has 14 bits, so the low product equation holds over
/// the integers; the middle one has no carry out, and the high one says that a sum of integers that are not negative and together below 2^27 is 0. Hence
/// |q| |c| + |r| = |b| holds over the integers. If c is not 0, is_zero must be 0, and d = |c| - 1 - |r| with d of two 16-bit limbs shows |r| &lt; |c|:
/// quotient and remainder are unique. If c is 0 that equation has no solution, so is_zero is 1, |q| is set to 2^32 - 1 and not negated, and |r| = |b|.
/// a = m or a + m = 0 modulo 2^32 with m one of |q|, |r|, its sign that of b times c, of b for a remainder; a has 16-bit limbs: one solution.
/// </para>
/// </remarks>
internal sealed class DivideTable : IRecordTable
{
    private static readonly ColumnSet Set = new();
    private static readonly Column IsDivide = Set.Main("is_div");
    private static readonly Column IsDivideUnsigned = Set.Main("is_divu");
    private static readonly Column IsRemainder = Set.Main("is_rem");
    private static readonly Column IsRemainderUnsigned = Set.Main("is_remu");
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
    private static readonly Column SignB = Set.Main("s_b");
    private static readonly Column SignC = Set.Main("s_c");
    private static readonly Column SignA = Set.Main("s_a");

    // c = 0.
    private static readonly Column IsZero = Set.Main("is_zero");

    // Magnitudes: |c| and |q| in bytes, |r| and m, the magnitude of a, in limbs; d = |c| - 1 - |r|, 0 where c = 0.
    private static readonly ColumnRange Divisor = Set.Main("abs_c", 4);
    private static readonly ColumnRange Quotient = Set.Main("q", 4);
    private static readonly ColumnRange Remainder = Set.Main("r", 2);
    private static readonly ColumnRange Difference = Set.Main("d", 2);
    private static readonly ColumnRange Magnitude = Set.Main("m", 2);
    private static readonly Column Carry = Set.Main("carry");

    // 2^-16: a limb sum becomes a carry. Carries are compared with 0 and 1 and never range-checked, so scaling is safe.
    private static readonly KoalaBear Inverse16 = KoalaBear.FromCanonical(1 << 16).Inverse();

    public string Name => "divide";

    public ColumnSet Columns => Set;

    public int LogBlockHeight => 10;

    public void Define<TExpr>(IAirBuilder<TExpr> builder)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (isDivide, isDivideUnsigned) = (builder[IsDivide], builder[IsDivideUnsigned]);
        var (isRemainder, isRemainderUnsigned) = (builder[IsRemainder], builder[IsRemainderUnsigned]);
        var (pc, time, a, b, c) = (builder[Pc], builder[Time], builder.Word(A), builder.Word(B), builder.Word(C));
        var isSigned = isDivide + isRemainder;
        var real = isSigned + isDivideUnsigned + isRemainderUnsigned;
        foreach (var flag in (TExpr[])[isDivide, isDivideUnsigned, isRemainder, isRemainderUnsigned, isSigned, real, builder[IsZero]])
        {
            builder.AssertBoolean(flag);
        }

        AssertSign(builder, builder[SignB], b, isSigned);
        AssertSign(builder, builder[SignC], c, isSigned);
        AssertDivision(builder, b, c, real);
        AssertResult(builder, a, isDivide + isDivideUnsigned, isRemainder + isRemainderUnsigned, real);

        builder.Step(pc, time, real);
        var kind = ((int)InstructionKind.Divide * isDivide) + ((int)InstructionKind.DivideUnsigned * isDivideUnsigned)
            + ((int)InstructionKind.Remainder * isRemainder) + ((int)InstructionKind.RemainderUnsigned * isRemainderUnsigned);
        builder.Fetch(pc, kind, builder[Rd], builder[Rs1], builder[Rs2], 0, 0, real);
        builder.ReadRegister(builder[Rs2], c, time + InstructionGadgets.SlotC, builder[GapC], real);
        builder.ReadRegister(builder[Rs1], b, time + InstructionGadgets.SlotB, builder[GapB], real);
        builder.WriteRegister(builder[Rd], builder.Word(Previous), a, time + InstructionGadgets.SlotA, builder[GapA], real);
    }

    public int CountRows(TraceSource source) => source.Records.Instructions(InstructionTable.Divide).Length;

    public void WriteRows(TraceSource source, TraceMatrix trace, int start, int end)
    {
        var records = source.Records.Instructions(InstructionTable.Divide);
        using TraceTile tile = new(trace, start);
        for (var row = start; row < end; row++, tile.Next())
        {
            ref readonly var record = ref records[row];
            ref readonly var instruction = ref source.Program[record.Index];
            tile.Set(
                instruction.Kind switch
                {
                    InstructionKind.Divide => IsDivide,
                    InstructionKind.DivideUnsigned => IsDivideUnsigned,
                    InstructionKind.Remainder => IsRemainder,
                    _ => IsRemainderUnsigned,
                },
                true);
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
            WriteDivision(tile, instruction.Kind, record.B, record.C);
        }
    }

    private static void WriteDivision(TraceTile tile, InstructionKind kind, uint b, uint c)
    {
        var isSigned = kind is InstructionKind.Divide or InstructionKind.Remainder;
        var isQuotient = kind is InstructionKind.Divide or InstructionKind.DivideUnsigned;
        var (isNegativeB, isNegativeC, isZero) = (isSigned && b >> 31 != 0, isSigned && c >> 31 != 0, c == 0);
        var (dividend, divisor) = (isNegativeB ? 0 - b : b, isNegativeC ? 0 - c : c);
        var (quotient, remainder) = isZero ? (uint.MaxValue, dividend) : Math.DivRem(dividend, divisor);
        tile.Set(SignB, isNegativeB);
        tile.Set(SignC, isNegativeC);
        tile.Set(SignA, isQuotient ? isNegativeB != isNegativeC && !isZero : isNegativeB);
        tile.Set(IsZero, isZero);
        tile.SetBytes(Divisor, divisor);
        tile.SetBytes(Quotient, quotient);
        tile.SetWord(Remainder, remainder);
        tile.SetWord(Difference, isZero ? 0 : divisor - 1 - remainder);
        tile.SetWord(Magnitude, isQuotient ? quotient : remainder);
        var (q0, q1, c0, c1) = (quotient & 0xff, quotient >> 8 & 0xff, divisor & 0xff, divisor >> 8 & 0xff);
        var sum = (q0 * c0) + (256 * ((q0 * c1) + (q1 * c0))) + (remainder & 0xffff);
        var low = isNegativeB ? sum + (b & 0xffff) : sum - (b & 0xffff);
        tile.Set(Carry, low >> 16);
    }

    /// <summary>s is the top bit of x where the instruction is signed, else 0.</summary>
    private static void AssertSign<TExpr>(IAirBuilder<TExpr> builder, TExpr sign, WordLimbs<TExpr> x, TExpr isSigned)
        where TExpr : struct, IAirExpression<TExpr>
    {
        builder.AssertBoolean(sign);
        builder.AssertZero(sign * (1 - isSigned));
        builder.Range16((2 * x.High) - (65536 * sign), isSigned);
    }

    /// <summary>|b| = |q| |c| + |r|, and |r| &lt; |c| unless c = 0.</summary>
    private static void AssertDivision<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> b, WordLimbs<TExpr> c, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (signB, signC, isZero, carry) = (builder[SignB], builder[SignC], builder[IsZero], builder[Carry]);
        var (c0, c1, c2, c3) = (builder[Divisor[0]], builder[Divisor[1]], builder[Divisor[2]], builder[Divisor[3]]);
        var (q0, q1, q2, q3) = (builder[Quotient[0]], builder[Quotient[1]], builder[Quotient[2]], builder[Quotient[3]]);
        var (r, d) = (builder.Word(Remainder), builder.Word(Difference));
        builder.BytePair(c0, c1, real);
        builder.BytePair(c2, c3, real);
        builder.BytePair(q0, q1, real);
        builder.BytePair(q2, q3, real);
        builder.Range16(r.Low, real);
        builder.Range16(r.High, real);
        builder.Range16(d.Low, real);
        builder.Range16(d.High, real);
        builder.Range14(carry, real);

        WordLimbs<TExpr> divisor = new(c0 + (256 * c1), c2 + (256 * c3));
        AssertNegated(builder, divisor, c, signC, 1);
        builder.AssertZero((1 - signC) * (divisor.Low - c.Low));
        builder.AssertZero((1 - signC) * (divisor.High - c.High));

        // |b| = (1 - 2 s_b) b + 2^32 s_b.
        var factor = 1 - (2 * signB);
        builder.AssertEqual((q0 * c0) + (256 * ((q0 * c1) + (q1 * c0))) + r.Low, (factor * b.Low) + (65536 * carry));
        builder.AssertEqual(
            carry + (q0 * c2) + (q1 * c1) + (q2 * c0) + (256 * ((q0 * c3) + (q1 * c2) + (q2 * c1) + (q3 * c0))) + r.High,
            (factor * b.High) + (65536 * signB));
        builder.AssertZero((q1 * c3) + (q2 * c2) + (q3 * c1) + (256 * ((q2 * c3) + (q3 * c2))) + (q3 * c3));

        var borrow = (d.Low - divisor.Low + r.Low + real) * Inverse16;
        var divides = real - isZero;
        builder.AssertZero(divides * borrow * (1 - borrow));
        builder.AssertZero(divides * (d.High - divisor.High + r.High + borrow));

        // A zero divisor. The sum of the limbs of c is below 2^17: zero only if both are.
        builder.AssertZero(isZero * (1 - real));
        builder.AssertZero(isZero * (c.Low + c.High));
        builder.AssertZero(isZero * d.Low);
        builder.AssertZero(isZero * d.High);
        foreach (var digit in (TExpr[])[q0, q1, q2, q3])
        {
            builder.AssertZero(isZero * (255 - digit));
        }
    }

    private static void AssertResult<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> a, TExpr isQuotient, TExpr isRemainder, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var (signA, signB, signC) = (builder[SignA], builder[SignB], builder[SignC]);
        var (r, m) = (builder.Word(Remainder), builder.Word(Magnitude));
        builder.AssertEqual(m.Low, (isQuotient * (builder[Quotient[0]] + (256 * builder[Quotient[1]]))) + (isRemainder * r.Low));
        builder.AssertEqual(m.High, (isQuotient * (builder[Quotient[2]] + (256 * builder[Quotient[3]]))) + (isRemainder * r.High));

        // A quotient by 0 is -1 whatever the sign of b: then s_c is 0, and the last term takes s_b back.
        builder.AssertEqual(
            signA,
            (isQuotient * (signB + signC - (2 * signB * signC) - (builder[IsZero] * signB))) + (isRemainder * signB));
        builder.AssertZero((1 - signA) * (a.Low - m.Low));
        builder.AssertZero((1 - signA) * (a.High - m.High));
        var carryLow = (a.Low + m.Low) * Inverse16;
        var carryHigh = (a.High + m.High + carryLow) * Inverse16;
        builder.AssertZero(signA * carryLow * (1 - carryLow));
        builder.AssertZero(signA * carryHigh * (1 - carryHigh));
        builder.Range16(a.Low, real);
        builder.Range16(a.High, real);
    }

    /// <summary>Where <paramref name="selector"/> is 1: x + y = <paramref name="carry"/> 2^32 over the integers, for words of 16-bit limbs.</summary>
    private static void AssertNegated<TExpr>(IAirBuilder<TExpr> builder, WordLimbs<TExpr> x, WordLimbs<TExpr> y, TExpr selector, TExpr carry)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var carryLow = (x.Low + y.Low) * Inverse16;
        builder.AssertZero(selector * carryLow * (1 - carryLow));
        builder.AssertZero(selector * (x.High + y.High + carryLow - (65536 * carry)));
    }
}
