// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Rows;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Alu;

/// <summary>Wrong quotients and remainders that other machines have taken, with all other cells as right as they can be.</summary>
public sealed class DivideTableTests
{
    private const uint Minimum = 0x8000_0000;

    [Theory]
    [InlineData(21, 7, 2, 7)] // the remainder is the divisor
    [InlineData(21, 7, 1, 14)]
    [InlineData(21, 7, 0, 21)]
    [InlineData(0xffff_ffff, 1, 0xffff_fffe, 1)]
    [InlineData(0xffff_ffff, 0x1_0000, 0xfffe, 0x1_ffff)]
    [InlineData(5, 0xffff_ffff, 0, 5)] // right, for comparison
    public void Define_refuses_a_remainder_that_is_not_below_the_divisor(uint b, uint c, uint quotient, uint remainder)
    {
        var isRight = quotient == b / c;
        foreach (var isQuotient in (bool[])[true, false])
        {
            var (run, row) = Row(isQuotient ? 1 : 3, b, c);
            foreach (var difference in (long[])[(long)c - 1 - remainder, 0, 0xffff_ffff, (1L << 32) + c - 1 - remainder])
            {
                SetDivision(row, c, quotient, remainder, isQuotient, false);
                row.Set("d[0]", difference & 0xffff).Set("d[1]", difference >> 16);
                var expected = isRight && difference == c - 1L - remainder;
                AssertVerdict(run, row, expected);

                // The low limb and the borrow right, and the high limb what remains.
                row.Set("d[0]", (c - 1L - remainder) & 0xffff).Set("d[1]", (c - 1L - remainder) >> 16);
                AssertVerdict(run, row, isRight);
            }
        }
    }

    [Theory]
    [InlineData(0xffff_fff9, 3, 2, 1)] // -7 and 3: quotient -2, remainder -1
    [InlineData(7, 0xffff_fffd, 2, 1)] // 7 and -3: -2 and 1
    [InlineData(0xffff_fff9, 0xffff_fffd, 2, 1)] // 2 and -1
    [InlineData(Minimum, 0xffff_ffff, Minimum, 0)] // -2^31 / -1
    [InlineData(Minimum, 1, Minimum, 0)]
    [InlineData(1, 0xffff_ffff, 1, 0)] // DIV(1, -1) = 1 was a bug
    public void Define_refuses_other_signs(uint b, uint c, uint quotient, uint remainder)
    {
        foreach (var isQuotient in (bool[])[true, false])
        {
            var (run, row) = Row(isQuotient ? 0 : 2, b, c);
            for (var signs = 0; signs < 8; signs++)
            {
                var (signB, signC, signA) = (signs & 1, signs >> 1 & 1, signs >> 2);
                var divisor = signC == 1 ? 0 - c : c;
                row.Set("s_b", signB).Set("s_c", signC);
                SetDivision(row, divisor, quotient, remainder, isQuotient, signA == 1);
                row.SetWord("d", unchecked(divisor - 1 - remainder));
                var (rightB, rightC) = ((int)(b >> 31), (int)(c >> 31));
                AssertVerdict(run, row, (signB, signC, signA) == (rightB, rightC, isQuotient ? rightB ^ rightC : rightB));
            }
        }
    }

    [Theory]
    [InlineData(0, 0u)]
    [InlineData(0, 5u)]
    [InlineData(0, 0xffff_fffbu)]
    [InlineData(1, 5u)]
    [InlineData(2, 0xffff_fffbu)]
    [InlineData(3, 5u)]
    public void Define_refuses_a_zero_divisor_that_is_not_said_and_one_that_is_not(int form, uint b)
    {
        var (run, row) = Row(form, b, 0);
        AssertVerdict(run, row, true);
        row.Set("is_zero", 0);
        foreach (var value in (long[])[0, 1, 0xffff, -1])
        {
            AssertVerdict(run, row.Set("d[0]", value).Set("d[1]", value), false);
            AssertVerdict(run, row.Set("d[1]", -1), false);
        }

        var (other, claimed) = Row(form, b, 3);
        claimed.Set("is_zero", 1).SetWord("d", 0).Set("q[0]", 255).Set("q[1]", 255).Set("q[2]", 255).Set("q[3]", 255);
        AssertVerdict(other, claimed, false);
        AssertVerdict(other, claimed.SetWord("a", 0xffff_ffff).SetWord("m", 0xffff_ffff), false);
    }

    [Fact]
    public void Define_refuses_a_quotient_by_zero_that_is_not_all_ones()
    {
        foreach (var quotient in (uint[])[0, 1, 0xffff_fffe, 0x7fff_ffff, 0xff])
        {
            var (run, row) = Row(1, 9, 0);
            row.SetWord("m", quotient).SetWord("a", quotient);
            SetBytes(row, "q", quotient);
            AssertVerdict(run, row, false);
        }
    }

    [Theory]
    [InlineData(0u, 0x7f00_0001u)] // p
    [InlineData(1u, 0xfe00_0003u)] // 2p + 1
    public void Define_refuses_a_product_that_is_the_dividend_modulo_p_only(uint b, uint product)
    {
        var (run, row) = Row(1, b, 1);
        SetDivision(row, 1, product, 0, true, false);
        AssertVerdict(run, row, false);
    }

    private static (InstructionRun Run, RowEdit Row) Row(int form, uint b, uint c)
    {
        CodeBuilder code = new CodeBuilder().Li(S0, b).Li(S1, c);
        InstructionRun run = new(form switch
        {
            0 => code.Div(A0, S0, S1),
            1 => code.Divu(A0, S0, S1),
            2 => code.Rem(A0, S0, S1),
            _ => code.Remu(A0, S0, S1),
        });
        var table = InstructionRun.Table("divide");
        return (run, new RowEdit(table, run.Rows(table).Single()));
    }

    /// <summary>Magnitudes, the carry of the product equation and the result that follows from them.</summary>
    private static void SetDivision(RowEdit row, uint divisor, uint quotient, uint remainder, bool isQuotient, bool isNegative)
    {
        SetBytes(row, "q", quotient);
        SetBytes(row, "abs_c", divisor);
        var magnitude = isQuotient ? quotient : remainder;
        row.SetWord("r", remainder).SetWord("m", magnitude).Set("s_a", isNegative ? 1 : 0).SetWord("a", isNegative ? 0 - magnitude : magnitude);
        var (q0, q1, c0, c1) = (quotient & 0xff, quotient >> 8 & 0xff, divisor & 0xff, divisor >> 8 & 0xff);
        var sum = (q0 * c0) + (256L * ((q0 * c1) + (q1 * c0))) + (remainder & 0xffff);
        var low = row["b[0]"].ToCanonical();
        row.Set("carry", (row["s_b"].IsZero ? sum - low : sum + low) >> 16);
    }

    private static void SetBytes(RowEdit row, string name, uint value)
    {
        for (var i = 0; i < 4; i++)
        {
            row.Set($"{name}[{i}]", value >> (8 * i) & 0xff);
        }
    }

    private static void AssertVerdict(InstructionRun run, RowEdit row, bool isRight)
    {
        var verdict = new RowJudge(InstructionRun.Table("divide"), run.Source.Program).Judge(row.Cells);
        Assert.True(isRight ? verdict == RowVerdict.Right : verdict is RowVerdict.Constraint or RowVerdict.Lookup, $"{verdict}");
    }
}
