// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Control;

public sealed class JumpRegisterTableTests
{
    private static readonly KoalaBear Quarter = KoalaBear.FromCanonical(4).Inverse();

    [Theory]
    [InlineData("jumps")]
    [InlineData("jumps around zero")]
    public void Define_refuses_other_ways_to_a_target(string program)
    {
        var run = InstructionPrograms.Run(program);
        var table = InstructionRun.Table("jump_register");
        RowJudge judge = new(table, run.Source.Program);
        var (count, wrapped) = (0, 0);
        foreach (var cells in run.Rows(table))
        {
            wrapped += new RowEdit(table, cells)["address_wraps"].IsZero ? 0 : 1;
            foreach (var edit in AddressForgery.Rows(() => new RowEdit(table, cells), "odd"))
            {
                var verdict = judge.Judge(edit.Cells);
                Assert.Equal(edit.Cells.AsSpan().SequenceEqual(cells), verdict == RowVerdict.Right);
                Assert.NotEqual(RowVerdict.Forged, verdict);
                count++;
            }
        }

        Assert.True(count > 2000);
        Assert.Equal(program != "jumps", wrapped > 0);
    }

    /// <summary>The limbs of pc + 4 + p and pc + 4 + 2p are limbs of the same field element.</summary>
    [Fact]
    public void Define_refuses_aliases_of_the_link()
    {
        var run = InstructionPrograms.Run("jumps");
        var table = InstructionRun.Table("jump_register");
        RowJudge judge = new(table, run.Source.Program);
        foreach (var cells in run.Rows(table))
        {
            foreach (var times in (int[])[1, 2])
            {
                RowEdit edit = new(table, cells);
                var alias = edit["pc"].ToCanonical() + 4 + (times * (long)KoalaBear.Modulus);
                edit["link_quarter"] = KoalaBear.Reduce(alias & 0xffff) * Quarter;
                Assert.Equal(RowVerdict.Lookup, judge.Judge(edit.Cells));
            }
        }
    }

    [Fact]
    public void Define_refuses_the_other_lowest_bit()
    {
        var run = InstructionPrograms.Run("jumps");
        var table = InstructionRun.Table("jump_register");
        RowJudge judge = new(table, run.Source.Program);
        foreach (var cells in run.Rows(table))
        {
            foreach (var odd in (int[])[0, 1, 2, 3, -1])
            {
                RowEdit edit = new(table, cells);
                if (edit["odd"] == KoalaBear.Reduce((long)odd))
                {
                    continue;
                }

                var carry = (edit["b[0]"] + edit["imm"] - edit["odd"] - (KoalaBear.FromCanonical(4) * edit["address_quarter"])).ToCanonical();
                edit.Set("odd", odd);
                edit["address_quarter"] = (edit["b[0]"] + edit["imm"] - edit["odd"] - KoalaBear.FromCanonical(carry)) * Quarter;
                Assert.True(judge.Judge(edit.Cells) is RowVerdict.Constraint or RowVerdict.Lookup);
            }
        }
    }
}
