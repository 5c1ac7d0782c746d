// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.MemoryAccess;

public sealed class StoreSubwordTableTests
{
    /// <summary>Either half-word before, borrowed bytes of it and of rs2, and the new word at each of the four places.</summary>
    [Fact]
    public void Define_accepts_one_new_word_in_every_row()
    {
        var run = InstructionPrograms.Run("stores");
        var table = InstructionRun.Table("store_subword");
        RowJudge judge = new(table, run.Source.Program);
        var rows = run.Rows(table);
        Assert.True(rows.Count > 100);
        foreach (var cells in rows)
        {
            var accepted = 0;
            foreach (var edit in NewWords(() => new RowEdit(table, cells)))
            {
                var verdict = judge.Judge(edit.Cells);
                Assert.True(verdict is RowVerdict.Right or RowVerdict.Constraint or RowVerdict.Lookup);
                accepted += verdict == RowVerdict.Right ? 1 : 0;
                Assert.Equal(edit.Cells.AsSpan().SequenceEqual(cells), verdict == RowVerdict.Right);
            }

            Assert.Equal(1, accepted);
        }
    }

    private static IEnumerable<RowEdit> NewWords(Func<RowEdit> row)
    {
        var right = row();
        var (before, c, isByte) = (right.Word("word_prev"), right.Word("c"), right["is_byte"] == KoalaBear.One);
        var lowLimb = (c & 0xffff) + (256 * (c >> 16));
        HashSet<(long, int, int, long, long)> seen = [];
        foreach (var half in new[] { before & 0xffff, before >> 16 })
        {
            foreach (var (borrowHalf, borrowC) in ((int, int)[])[(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)])
            {
                var (half0, half1) = ((half & 0xff) + (256 * borrowHalf), (half >> 8) - borrowHalf);
                var (c0, c1) = ((lowLimb & 0xff) + (256 * borrowC), (lowLimb >> 8) - borrowC);
                for (var place = 0; place < 4; place++)
                {
                    var gain = place % 2 == 1 ? 256 * (c0 - half1) : c0 - half0 + (isByte ? 0 : 256 * (c1 - half1));
                    var (low, high) = ((before & 0xffff) + (place < 2 ? gain : 0), (before >> 16) + (place < 2 ? 0 : gain));
                    if (seen.Add((half, borrowHalf, borrowC, low, high)))
                    {
                        yield return row().Set("half_prev[0]", half0).Set("half_prev[1]", half1).Set("c[0]", c0).Set("c[1]", c1)
                            .Set("word[0]", low).Set("word[1]", high);
                    }
                }
            }
        }
    }
}
