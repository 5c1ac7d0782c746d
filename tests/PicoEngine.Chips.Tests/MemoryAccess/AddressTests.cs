// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using Xunit;

namespace PicoEngine.Chips.Tests.MemoryAccess;

/// <summary>The address of all four tables.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("load_word", "loads")]
    [InlineData("store_word", "stores")]
    [InlineData("load_subword", "loads", "offset[0]", "offset[1]")]
    [InlineData("store_subword", "stores", "offset[0]", "offset[1]")]
    public void Define_refuses_other_ways_to_an_address(string name, string program, params string[] offsets)
    {
        var run = InstructionPrograms.Run(program);
        var table = InstructionRun.Table(name);
        RowJudge judge = new(table, run.Source.Program);
        var (count, wrapped) = (0, 0);
        foreach (var cells in run.Rows(table))
        {
            wrapped += new RowEdit(table, cells)["address_wraps"].IsZero ? 0 : 1;
            foreach (var edit in AddressForgery.Rows(() => new RowEdit(table, cells), offsets))
            {
                var verdict = judge.Judge(edit.Cells);
                Assert.Equal(edit.Cells.AsSpan().SequenceEqual(cells), verdict == RowVerdict.Right);
                Assert.NotEqual(RowVerdict.Forged, verdict);
                count++;
            }
        }

        Assert.True(count > 1000 && wrapped > 5);
    }
}
