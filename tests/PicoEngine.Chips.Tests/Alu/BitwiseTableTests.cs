// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Alu;

public sealed class BitwiseTableTests
{
    private const int OperationRule = 3;

    private static readonly InstructionRun Run = new(new CodeBuilder().Li(S0, 0x1234).Addi(A0, S0, 0).Xor(A1, S0, Zero).And(A2, S0, S0));

    /// <summary>The byte table has pairs under operation 0, with result 0. The kinds before AND and ANDI are other instructions: ADDI and XOR.</summary>
    [Fact]
    public void Define_refuses_a_pair_of_bytes_as_an_operation_of_another_instruction()
    {
        var table = InstructionRun.Table("bitwise");
        Assert.Equal(InstructionKind.AddImmediate, InstructionKind.And - 1);
        Assert.Equal(InstructionKind.Xor, InstructionKind.AndImmediate - 1);
        var addition = new RowEdit(InstructionRun.Table("add_immediate"), Run.Rows(InstructionRun.Table("add_immediate"))[1]);

        // "addi a0, s0, 0" as a register form that would write 0 to a0.
        RowEdit forged = new(table, Run.Rows(table)[1]);
        forged.Set("operation", 0).Set("rs2", 0).Set("c[0]", 0).Set("c[1]", 0).Set("c[2]", 0).Set("c[3]", 0);
        forged.Set("a[0]", 0).Set("a[1]", 0).Set("a[2]", 0).Set("a[3]", 0);
        foreach (var column in (string[])["pc", "ts", "rd", "rs1", "a_prev[0]", "a_prev[1]", "gap_b", "gap_a"])
        {
            forged[column] = addition[column];
        }

        Assert.Equal(RowVerdict.Constraint, new RowJudge(table, Run.Source.Program).Judge(forged.Cells));
        Assert.Equal(RowVerdict.Forged, new RowJudge(new WeakenedTable(table, OperationRule), Run.Source.Program).Judge(forged.Cells));

        // "xor a1, s0, x0" as an immediate form that would write 0 to a1.
        RowEdit other = new(table, Run.Rows(table)[0]);
        other.Set("operation", 0).Set("is_register", 0).Set("is_immediate", 1);
        other.Set("a[0]", 0).Set("a[1]", 0).Set("a[2]", 0).Set("a[3]", 0);
        Assert.Equal(RowVerdict.Constraint, new RowJudge(table, Run.Source.Program).Judge(other.Cells));
        Assert.Equal(RowVerdict.Forged, new RowJudge(new WeakenedTable(table, OperationRule), Run.Source.Program).Judge(other.Cells));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Define_refuses_another_operation_at_the_same_place(int operation)
    {
        var table = InstructionRun.Table("bitwise");
        RowJudge judge = new(table, Run.Source.Program);
        foreach (var cells in Run.Rows(table))
        {
            RowEdit edit = new RowEdit(table, cells);
            var right = edit["operation"].ToCanonical() == operation;
            for (var i = 0; i < 4; i++)
            {
                var (b, c) = (edit[$"b[{i}]"].ToCanonical(), edit[$"c[{i}]"].ToCanonical());
                edit.Set($"a[{i}]", operation switch { 1 => b & c, 2 => b | c, 3 => b ^ c, _ => 0 });
            }

            edit.Set("operation", operation);
            Assert.Equal(right ? RowVerdict.Right : operation > 3 ? RowVerdict.Constraint : RowVerdict.Lookup, judge.Judge(edit.Cells));
        }
    }
}
