// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.MemoryAccess;

public sealed class LoadSubwordTableTests
{
    /// <summary>Either half-word, borrowed bytes, either byte on top, either sign, with the result that the equations want.</summary>
    [Fact]
    public void Define_accepts_one_selection_in_every_row()
    {
        var run = InstructionPrograms.Run("loads");
        var table = InstructionRun.Table("load_subword");
        RowJudge judge = new(table, run.Source.Program);
        var rows = run.Rows(table);
        Assert.True(rows.Count > 300);
        foreach (var cells in rows)
        {
            var accepted = 0;
            foreach (var edit in Selections(() => new RowEdit(table, cells)))
            {
                var verdict = judge.Judge(edit.Cells);
                Assert.True(verdict is RowVerdict.Right or RowVerdict.Constraint or RowVerdict.Lookup);
                accepted += verdict == RowVerdict.Right ? 1 : 0;
                Assert.Equal(edit.Cells.AsSpan().SequenceEqual(cells), verdict == RowVerdict.Right);
            }

            Assert.Equal(1, accepted);
        }
    }

    private static IEnumerable<RowEdit> Selections(Func<RowEdit> row)
    {
        var word = row().Word("word");
        foreach (var half in new[] { word & 0xffff, word >> 16 }.Distinct())
        {
            foreach (var borrow in (int[])[0, 1, -1])
            {
                var (low, high) = ((half & 0xff) + (256 * borrow), (half >> 8) - borrow);
                foreach (var top in new[] { low, high }.Distinct())
                {
                    foreach (var sign in (int[])[0, 1])
                    {
                        var edit = row().Set("half[0]", low).Set("half[1]", high).Set("top", top).Set("sign", sign);
                        edit.Set("a_low", edit["is_byte"] == KoalaBear.One ? top + (0xff00 * sign) : low + (256 * high));
                        yield return edit;
                    }
                }
            }
        }
    }
}
