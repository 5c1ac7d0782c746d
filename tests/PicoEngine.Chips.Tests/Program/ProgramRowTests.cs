// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Program;
using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Program;

public sealed class ProgramRowTests
{
    [Fact]
    public void Of_destination_x0_names_the_sink()
    {
        var row = ProgramRow.Of(0x1000, new Instruction(Opcode.Add, 0, 1, 2, 0));
        Assert.Equal(new ProgramRow(0x1000, InstructionKind.Add, RegisterNumbers.Sink, 1, 2, 0, 0), row);
    }

    [Fact]
    public void Of_jump_and_link_fixes_value_and_next_pc()
    {
        var row = ProgramRow.Of(0x20_0800, new Instruction(Opcode.Jal, 1, 0, 0, -16));
        Assert.Equal(new ProgramRow(0x20_0800, InstructionKind.Constant, 1, 0, 0x20_07f0, 0x0804, 0x20), row);
    }

    [Fact]
    public void Of_every_opcode_has_a_kind_but_those_that_must_not_run()
    {
        var none = Enum.GetValues<Opcode>().Where(opcode => ProgramRow.KindOf(opcode) == InstructionKind.None);
        Assert.Equal([Opcode.Ebreak, Opcode.Unimp], none);
    }

    /// <summary>Modulo p the first target is 0x01fffffc: a pc, if the program reaches that far.</summary>
    [Theory]
    [InlineData(0x1000u, -0x1002)]
    [InlineData(0x1000u, -0x1004)]
    [InlineData(0x1000u, 6)]
    [InlineData(0x77ff_fffcu, 4)]
    public void Of_jump_to_no_place_has_no_row(uint pc, int distance) =>
        Assert.Equal(InstructionKind.None, ProgramRow.Of(pc, new Instruction(Opcode.Jal, 1, 0, 0, distance)).Kind);
}
