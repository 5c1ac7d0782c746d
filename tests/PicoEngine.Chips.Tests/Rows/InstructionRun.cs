// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Alu;
using PicoEngine.Chips.Control;
using PicoEngine.Chips.Memory;
using PicoEngine.Chips.MemoryAccess;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.SystemCalls;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Fields;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>An assembled program, run to HALT in one shard, and its rows.</summary>
internal sealed class InstructionRun
{
    public InstructionRun(CodeBuilder code)
    {
        code.Li(A0, 0).Li(T0, 0).Ecall();
        using var program = GuestProgram.Load(ElfBuilder.FromCode(code).Build());
        var report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: CancellationToken.None);
        using ShardReplayer replayer = new(program);
        Records = replayer.Replay(report.Shards.Single());
        Source = new TraceSource(new ProgramRows(program.Image), Records);
    }

    /// <summary>The tables whose rows stand for instructions of the base set and of multiplication.</summary>
    public static IReadOnlyList<IRecordTable> InstructionTables { get; } =
    [
        new AddSubTable(), new AddImmediateTable(), new BitwiseTable(), new ShiftTable(), new SetLessTable(), new MultiplyTable(), new DivideTable(),
        new BranchEqualTable(), new BranchLessTable(), new ConstantTable(),
        new JumpRegisterTable(), new LoadWordTable(), new StoreWordTable(), new LoadSubwordTable(), new StoreSubwordTable(),
    ];

    /// <summary>With those that a whole execution needs besides.</summary>
    public static IReadOnlyList<IRecordTable> AllTables { get; } = [.. InstructionTables, new SystemCallTable(), new RegisterRefreshTable()];

    public ShardRecords Records { get; }

    public TraceSource Source { get; }

    public static IRecordTable Table(string name) => AllTables.Single(table => table.Name == name);

    public TraceMatrix Trace(IRecordTable table)
    {
        TraceMatrix trace = new(table.Columns.Width, table.CountRows(Source));
        table.WriteRows(Source, trace, 0, trace.Height);
        return trace;
    }

    /// <summary>The rows of a table, cell by cell.</summary>
    public IReadOnlyList<KoalaBear[]> Rows(IRecordTable table)
    {
        var trace = Trace(table);
        var rows = new KoalaBear[trace.Height][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new KoalaBear[trace.Width];
            trace.CopyRow(row, rows[row]);
        }

        return rows;
    }
}
