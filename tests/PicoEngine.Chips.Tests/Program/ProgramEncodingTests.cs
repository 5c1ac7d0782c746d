// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Syscalls;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Program;

public sealed class ProgramEncodingTests
{
    [Fact]
    public void Of_fixes_registers_file_bytes_and_segments()
    {
        using var program = SystemPrograms.Mixed(1);
        var encoding = ProgramEncoding.Of(program.Image);
        var cells = encoding.Layout.Cells.ToArray();
        Assert.Equal(Enumerable.Range(0, RegisterNumbers.Count).Select(i => new ImageCell(true, (uint)i, 0)), cells[..RegisterNumbers.Count]);

        // Eight bytes at 0x20, then the text, then nine bytes of data; words without file bytes are no image cells.
        var text = program.Image.Instructions.Length;
        Assert.Equal(new ImageCell(false, 0x20, 0x0403_0201), cells[RegisterNumbers.Count]);
        Assert.Equal(RegisterNumbers.Count + 2 + text + 3, cells.Length);
        Assert.Equal(new ImageCell(false, 0x40_0008, 'a'), cells[^1]);
        Assert.Equal(
            [
                new ImageSegment(1, CellKeys.LastReserved + 2),
                new ImageSegment(CellKeys.OfAddress(program.Image.TextBase), CellKeys.OfAddress(program.Image.TextEnd) - 1),
                new ImageSegment(CellKeys.OfAddress(0x40_0000), CellKeys.OfAddress(0x40_0008)),
            ],
            encoding.Layout.Segments);
        Assert.Equal(new RunStatement(program.Image.Entry, 3, 34 + 0x1e00_0000), RunStatement.FromWords(encoding.Preprocessed.Statement.AsSpan()));
    }

    [Fact]
    public void Of_leaves_instructions_that_must_not_run_zero()
    {
        using var program = SystemPrograms.Load(SystemPrograms.End(new CodeBuilder()).Ebreak().Unimp().Nop());
        var table = ProgramEncoding.Of(program.Image).Preprocessed.Tables[ProgramTable.TableName];
        var instructions = program.Image.Instructions.Span;
        var none = 0;
        for (var row = 0; row < table.Height; row++)
        {
            var isRow = row < instructions.Length && ProgramRow.KindOf(instructions[row].Opcode) != InstructionKind.None;
            none += row < instructions.Length && !isRow ? 1 : 0;
            for (var column = 0; column < table.Width && !isRow; column++)
            {
                Assert.True(table[column, row].IsZero);
            }

            Assert.Equal(isRow, !table[0, row].IsZero);
        }

        Assert.Equal(2, none);
    }

    [Fact]
    public void Numbers_of_system_calls_are_the_executors() => Assert.Equal(
        [
            SyscallCode.Halt, SyscallCode.Write, SyscallCode.EnterUnconstrained, SyscallCode.Commit, SyscallCode.CommitDeferredProofs,
            SyscallCode.VerifyPicoProof, SyscallCode.HintLength, SyscallCode.HintRead,
        ],
        new[]
        {
            SystemCallNumber.Halt, SystemCallNumber.Write, SystemCallNumber.EnterUnconstrained, SystemCallNumber.Commit, SystemCallNumber.CommitDeferredProofs,
            SystemCallNumber.VerifyPicoProof, SystemCallNumber.HintLength, SystemCallNumber.HintRead,
        }.Select(number => (SyscallCode)number));
}
