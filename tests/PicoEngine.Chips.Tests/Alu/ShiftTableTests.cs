// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Rows;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Alu;

/// <summary>Forgeries that take many cells at once; each is accepted where one rule is left out, so that rule stands for a reason.</summary>
public sealed class ShiftTableTests
{
    private const int DirectionRule = 3;
    private const int ArithmeticRule = 5;
    private const int PlaceRule = 13;

    private static readonly InstructionRun Run = new(
        new CodeBuilder().Li(S0, 1).Li(S1, 14).Sra(A0, S0, S1).Li(S0, 5).Li(S1, 3).Srl(A0, S0, S1).Li(S0, 1).Li(S1, 24).Sll(A0, S0, S1));

    [Fact]
    public void Define_refuses_a_direction_that_is_neither()
    {
        // SRA is two more than SLL, so twice to the right: the factor is 3, and the result minus what it would be to the left.
        var forged = Row(0).Set("is_arithmetic", 0).Set("is_right", 2).Set("n", 14).Set("u[0]", 0).Set("u[1]", 0).Set("u[2]", 0).Set("scale", 1);
        forged.Set("k[0]", 0).Set("m[0]", 3).Set("m[1]", 0).Set("m[2]", 0).Set("m[3]", 0).Set("m[4]", 0).Set("carry", 0).Set("a[0]", -3).Set("a[1]", 0);
        AssertNeeds(DirectionRule, forged);
    }

    [Fact]
    public void Define_refuses_an_arithmetic_shift_to_the_left()
    {
        // SRL is one more than SLL.
        var forged = Row(1).Set("is_right", 0).Set("is_arithmetic", 1).Set("n", 3).Set("u[0]", 1).Set("u[1]", 1).Set("u[2]", 0).Set("scale", 8);
        forged.Set("m[0]", 40).Set("m[1]", 0).Set("m[2]", 0).Set("m[3]", 0).Set("m[4]", 0).Set("carry", 0).SetWord("a", 40);
        AssertNeeds(ArithmeticRule, forged);
    }

    [Fact]
    public void Define_refuses_two_places_for_their_sum()
    {
        // By one and two bytes instead of by three.
        var forged = Row(2).Set("k[0]", 1).Set("k[1]", 1).Set("k[2]", 0).SetWord("a", 0x0001_00ff);
        AssertNeeds(PlaceRule, forged);
    }

    private static RowEdit Row(int index)
    {
        var table = InstructionRun.Table("shift");
        return new RowEdit(table, Run.Rows(table)[index]);
    }

    private static void AssertNeeds(int rule, RowEdit forged)
    {
        var table = InstructionRun.Table("shift");
        Assert.Equal(RowVerdict.Constraint, new RowJudge(table, Run.Source.Program).Judge(forged.Cells));
        Assert.Equal(RowVerdict.Forged, new RowJudge(new WeakenedTable(table, rule), Run.Source.Program).Judge(forged.Cells));
    }
}
