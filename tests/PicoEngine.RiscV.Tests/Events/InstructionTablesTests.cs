// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.RiscV.Decoding;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.RiscV.Tests.Events;

/// <summary>Tables and their order are what the executor and the machine of tables agree on.</summary>
public sealed class InstructionTablesTests
{
    /// <summary>Opcodes of each table, in the order of the tables.</summary>
    private static readonly (string Table, string Opcodes, bool IsMemory)[] Expected =
    [
        ("AddSub", "Add Sub Fence", false),
        ("AddImmediate", "Addi", false),
        ("Bitwise", "Xori Ori Andi Xor Or And", false),
        ("Shift", "Slli Srli Srai Sll Srl Sra", false),
        ("SetLess", "Slti Sltiu Slt Sltu", false),
        ("Multiply", "Mul Mulh Mulhsu Mulhu", false),
        ("Divide", "Div Divu Rem Remu", false),
        ("BranchEqual", "Beq Bne", false),
        ("BranchLess", "Blt Bge Bltu Bgeu", false),
        ("Constant", "Lui Auipc Jal", false),
        ("JumpRegister", "Jalr", false),
        ("LoadWord", "Lw", true),
        ("StoreWord", "Sw", true),
        ("LoadSubword", "Lb Lh Lbu Lhu", true),
        ("StoreSubword", "Sb Sh", true),
        ("SystemCall", "Ecall", false),
    ];

    [Fact]
    public void Of_gives_each_opcode_the_table_of_the_machine()
    {
        Assert.Equal(InstructionTables.Count, Expected.Length);
        Assert.Equal(Expected.Select(row => row.Table), Enum.GetValues<InstructionTable>().Select(table => table.ToString()));
        foreach (Opcode opcode in Enum.GetValues<Opcode>())
        {
            int table = Array.FindIndex(Expected, row => row.Opcodes.Split(' ').Contains(opcode.ToString()));
            Assert.Equal(table < 0 ? null : (InstructionTable)table, InstructionTables.Of(opcode));
        }

        Assert.Null(InstructionTables.Of(Opcode.Ebreak));
        Assert.Null(InstructionTables.Of(Opcode.Unimp));
    }

    [Fact]
    public void IsMemory_holds_for_loads_and_stores() =>
        Assert.Equal(Expected.Select(row => row.IsMemory), Enum.GetValues<InstructionTable>().Select(InstructionTables.IsMemory));

    [Fact]
    public void Calls_are_parts_of_their_words()
    {
        uint[] words = [.. Enumerable.Range(0, 12).Select(word => (uint)word)];
        var calls = new PrecompileCallRecords(words, 6);
        Assert.Equal((2, 6), (calls.Count, calls.Stride));
        Assert.Equal(words[6..], calls[1].ToArray());
        Assert.Equal(0, default(PrecompileCallRecords).Count);
        Assert.Throws<ArgumentException>(() => new PrecompileCallRecords(words, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecompileCallRecords(words, 0));
    }
}
