// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using Xunit;

namespace PicoEngine.Chips.Tests.Control;

public sealed class BranchLessTableTests
{
    [Fact]
    public void Define_accepts_one_filling_of_the_comparison_in_every_row()
    {
        var run = InstructionPrograms.Run("branches");
        var table = InstructionRun.Table("branch_less");
        RowJudge judge = new(table, run.Source.Program);
        var rows = run.Rows(table);
        Assert.True(rows.Count > 1000);
        foreach (var cells in rows)
        {
            for (var choice = 0; choice < 1 << ComparisonForgery.Bits; choice++)
            {
                // With the next pc that follows from the choice, and with the other one.
                foreach (var taken in (bool[])[false, true])
                {
                    RowEdit edit = new(table, cells);
                    ComparisonForgery.Fill(edit, edit.Word("b"), edit.Word("c"), choice);
                    edit["next_pc"] = edit[taken ? "target" : "pc"];
                    edit.Set("next_pc", edit["next_pc"].ToCanonical() + (taken ? 0L : 4));
                    var verdict = judge.Judge(edit.Cells);
                    Assert.Equal(verdict == RowVerdict.Right, edit.Cells.AsSpan().SequenceEqual(cells));
                    Assert.True(verdict is RowVerdict.Right or RowVerdict.Constraint or RowVerdict.Lookup);
                }
            }
        }
    }

    /// <summary>A result that is no boolean would jump anywhere: to pc + 4 + less * (target - pc - 4).</summary>
    [Fact]
    public void Define_refuses_results_that_are_not_boolean()
    {
        const int LessRule = 4;
        var run = InstructionPrograms.Run("branches");
        var table = InstructionRun.Table("branch_less");
        RowJudge judge = new(table, run.Source.Program);
        RowJudge weakened = new(new WeakenedTable(table, LessRule), run.Source.Program);
        var forged = 0;
        foreach (var cells in run.Rows(table))
        {
            RowEdit edit = new(table, cells);
            if (edit["is_less"].IsZero || edit.Word("b") != edit.Word("c") || edit["target"].ToCanonical() != edit["pc"].ToCanonical() + 8)
            {
                continue;
            }

            // Equal words: the distance is -less.
            edit.Set("less", -3).Set("distance", 3).Set("next_pc", edit["pc"].ToCanonical() + 4L - 12);
            Assert.Equal(RowVerdict.Constraint, judge.Judge(edit.Cells));
            forged += weakened.Judge(edit.Cells) == RowVerdict.Forged ? 1 : 0;
        }

        Assert.True(forged > 10);
    }
}
