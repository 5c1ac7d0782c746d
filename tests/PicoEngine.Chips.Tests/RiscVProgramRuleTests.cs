// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using PicoEngine.RiscV;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests;

/// <summary>Programs whose preprocessed columns would let a cell have two initial values, or another than the key says, have no key.</summary>
public sealed class RiscVProgramRuleTests
{
    private const int FirstWord = RegisterNumbers.Count;

    private static readonly ProgramEncoding Encoding = Encode();

    [Fact]
    public void Check_accepts_programs()
    {
        RiscVProgramRule.Check(Encoding.Preprocessed);
        foreach (var name in (string[])["fibonacci", "quicksort", "sha256", "keccak", "precompiles", "instructions"])
        {
            using var program = GuestRunTests.Guest(name);
            RiscVProgramRule.Check(ProgramEncoding.Of(program.Image).Preprocessed);
        }
    }

    [Theory]
    [InlineData("image", 5, 2, 6)] // register 5 is register 6 a second time
    [InlineData("image", 5, 3, 1)] // register 5 starts as 1
    [InlineData("image", 5, 0, 0)] // register 5 is no row, and behind it there are
    [InlineData("image", FirstWord, 2, MemoryMap.Start - 4)] // a reserved word
    [InlineData("image", FirstWord, 2, MemoryMap.Start + 4)] // a word twice
    [InlineData("image", FirstWord, 2, MemoryMap.Start + 1)] // no multiple of 4
    [InlineData("image", FirstWord, 1, 0)] // a register beyond the last
    [InlineData("image", FirstWord, 3, 0x10000)] // a limb of 17 bits
    [InlineData("image", -1, 2, 8)] // something in a padding row
    [InlineData("segment", 0, 1, 2)] // register 0 is not stepped over
    [InlineData("segment", 1, 2, 1 << 20)] // more than the image is stepped over
    [InlineData("segment", 2, 1, CellKeys.LastReserved)] // segments overlap
    [InlineData("segment", 2, 0, 0)] // a segment is missing
    [InlineData("program", 0, 1, 0)] // an instruction at pc 0
    [InlineData("program", 3, 1, 0x20_0800)] // two instructions at one pc
    [InlineData("program", -1, 1, 4)] // a padding row with a pc
    public void Check_refuses_columns_that_break_the_argument(string table, int row, int column, uint value)
    {
        var trace = Encoding.Preprocessed.Tables[table].Clone();
        trace[column, row < 0 ? trace.Height + row : row] = KoalaBear.FromCanonical(value);
        var tables = new Dictionary<string, TraceMatrix>(Encoding.Preprocessed.Tables) { [table] = trace };
        AssertRefused(Encoding.Preprocessed with { Tables = tables });
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, (int)CellKeys.Last + 1)]
    public void Check_refuses_another_statement(int word, int value) =>
        AssertRefused(Encoding.Preprocessed with { Statement = Encoding.Preprocessed.Statement.SetItem(word, KoalaBear.FromCanonical((uint)value)) });

    private static void AssertRefused(PreprocessedProgram program) =>
        Assert.Equal(MachineFault.ProgramRule, Assert.Throws<MachineDefinitionException>(() => RiscVProgramRule.Check(program)).Fault);

    private static ProgramEncoding Encode()
    {
        using var program = SystemPrograms.Mixed(1);
        return ProgramEncoding.Of(program.Image);
    }
}
