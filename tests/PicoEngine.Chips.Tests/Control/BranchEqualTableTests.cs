// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Control;

public sealed class BranchEqualTableTests
{
    [Fact]
    public void Three_is_no_square()
    {
        var power = KoalaBear.One;
        for (var bit = 31; bit >= 0; bit--)
        {
            power = power.Square();
            if (((KoalaBear.Modulus - 1) / 2 >> bit & 1) != 0)
            {
                power *= KoalaBear.FromCanonical(3);
            }
        }

        Assert.Equal(KoalaBear.MinusOne, power);
    }

    [Fact]
    public void Define_accepts_one_outcome_in_every_row()
    {
        var run = InstructionPrograms.Run("branches");
        var table = InstructionRun.Table("branch_equal");
        RowJudge judge = new(table, run.Source.Program);
        foreach (var cells in run.Rows(table))
        {
            Assert.Equal(RowVerdict.Right, judge.Judge(cells));
            AssertOtherOutcomesRefused(judge, cells);
        }
    }

    /// <summary>Words that differ by p or 2p are one field element; so are words whose limb differences cancel in some sum.</summary>
    [Theory]
    [InlineData(0u, KoalaBear.Modulus)]
    [InlineData(5u, 5u + KoalaBear.Modulus)]
    [InlineData(0u, 2u * KoalaBear.Modulus)]
    [InlineData(0x0001_0000u, 0x0000_0001u)]
    [InlineData(0x0000_ffffu, 0xffff_0000u)]
    [InlineData(0x0000_0003u, 0x0003_0000u)]
    public void Words_that_look_alike_differ(uint b, uint c)
    {
        InstructionRun run = new(new CodeBuilder().Li(S0, b).Li(S1, c).Emit(RiscV.Decoding.Opcode.Beq, 0, S0, S1, 8).Nop());
        var table = InstructionRun.Table("branch_equal");
        RowJudge judge = new(table, run.Source.Program);
        var cells = run.Rows(table).Single();
        Assert.Equal(KoalaBear.One, new RowEdit(table, cells)["differs"]);
        Assert.Equal(RowVerdict.Right, judge.Judge(cells));
        AssertOtherOutcomesRefused(judge, cells);
    }

    private static void AssertOtherOutcomesRefused(RowJudge judge, KoalaBear[] cells)
    {
        RowEdit right = new(judge.Table, cells);
        KoalaBear[] nextPcs = [right["target"], right["pc"] + KoalaBear.FromCanonical(4)];
        foreach (var differs in (long[])[0, 1, 2, -1])
        {
            foreach (var inverse in (KoalaBear[])[right["inverse_norm"], KoalaBear.Zero, KoalaBear.One, -right["inverse_norm"], right["inverse_norm"] + right["inverse_norm"]])
            {
                foreach (var nextPc in nextPcs)
                {
                    RowEdit edit = new RowEdit(judge.Table, cells).Set("differs", differs);
                    (edit["inverse_norm"], edit["next_pc"]) = (inverse, nextPc);
                    var verdict = judge.Judge(edit.Cells);
                    var same = edit["differs"] == right["differs"] && nextPc == right["next_pc"];
                    Assert.True(verdict == RowVerdict.Constraint || (same && verdict == RowVerdict.Right));
                }
            }
        }
    }
}
