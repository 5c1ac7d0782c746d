// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Alu;

public sealed class AddImmediateTableTests
{
    [Fact]
    public void Define_refuses_every_other_carry_and_alias_of_the_sum()
    {
        var run = InstructionPrograms.Run("immediates");
        var table = InstructionRun.Table("add_immediate");
        RowJudge judge = new(table, run.Source.Program);
        var count = 0;
        foreach (var cells in run.Rows(table))
        {
            var right = new RowEdit(table, cells).Word("a");
            foreach (var carry in (int[])[-2, -1, 1, 2])
            {
                // The low limb takes the carry back, so that the word as a field element is the same.
                RowEdit edit = new(table, cells);
                edit.Set("a[0]", edit["a[0]"].ToCanonical() - (65536L * carry)).Set("a[1]", edit["a[1]"].ToCanonical() + (long)carry);
                Assert.True(judge.Judge(edit.Cells) is RowVerdict.Constraint or RowVerdict.Lookup);
                count++;
            }

            foreach (var times in (int[])[-2, -1, 1, 2])
            {
                var alias = right + (times * (long)KoalaBear.Modulus);
                RowEdit edit = new RowEdit(table, cells).SetWord("a", alias);
                Assert.True(judge.Judge(edit.Cells) is RowVerdict.Constraint or RowVerdict.Lookup);
                count++;
            }
        }

        Assert.True(count > 5_000);
    }
}
