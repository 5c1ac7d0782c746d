// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Rows;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Alu;

public sealed class SetLessTableTests
{
    private const int SignedRule = 3;

    [Theory]
    [InlineData("registers")]
    [InlineData("immediates")]
    public void Define_accepts_one_filling_of_the_comparison_in_every_row(string program)
    {
        var run = InstructionPrograms.Run(program);
        var table = InstructionRun.Table("set_less");
        RowJudge judge = new(table, run.Source.Program);
        var rows = run.Rows(table);
        Assert.True(rows.Count > 400);
        foreach (var cells in rows)
        {
            var accepted = 0;
            for (var choice = 0; choice < 1 << ComparisonForgery.Bits; choice++)
            {
                RowEdit edit = new(table, cells);
                ComparisonForgery.Fill(edit, edit.Word("b"), edit.Word("c") + edit.Word("imm"), choice);
                var verdict = judge.Judge(edit.Cells);
                Assert.True(verdict is RowVerdict.Right or RowVerdict.Constraint or RowVerdict.Lookup);
                accepted += verdict == RowVerdict.Right ? 1 : 0;
                Assert.Equal(verdict == RowVerdict.Right, edit.Cells.AsSpan().SequenceEqual(cells));
            }

            Assert.Equal(1, accepted);
        }
    }

    /// <summary>With signed = -1 the kind of SLTI is that of a register form, which takes an access to x0 that the instruction does not make.</summary>
    [Fact]
    public void Define_refuses_an_immediate_form_as_a_register_form()
    {
        InstructionRun run = new(new CodeBuilder().Li(S0, 0xffff_fff0).Slt(A0, S0, Zero).Slti(A1, S0, -8));
        var table = InstructionRun.Table("set_less");
        RowEdit forged = new(table, run.Rows(table)[1]);
        forged.Set("is_register", 1).Set("is_immediate", 0).Set("signed", -1).Set("gap_c", 2).Set("sign_b", 0).Set("sign_c", 0);
        Assert.Equal(RowVerdict.Constraint, new RowJudge(table, run.Source.Program).Judge(forged.Cells));
        Assert.Equal(RowVerdict.Forged, new RowJudge(new WeakenedTable(table, SignedRule), run.Source.Program).Judge(forged.Cells));
    }
}
