// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Assembler;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>A guest that stores words and makes calls, run to HALT in one shard.</summary>
internal sealed class CallGuest
{
    private readonly CodeBuilder _code = new();

    /// <summary>Stores words; changes t1 and t2.</summary>
    public CallGuest Store(uint address, params ReadOnlySpan<uint> words)
    {
        foreach (var word in words)
        {
            _code.Li(T1, address).Li(T2, word).Sw(T2, 0, T1);
            address += 4;
        }

        return this;
    }

    public CallGuest Call(uint code, uint first, uint second)
    {
        _code.Li(A0, first).Li(A1, second).Li(T0, code).Ecall();
        return this;
    }

    /// <summary>Runs it; calls and cells balance over all rows. Returns the records.</summary>
    public ShardRecords AssertBalanced(IRecordTable table)
    {
        _code.Li(A0, 0).Li(T0, 0).Ecall();
        using var program = GuestProgram.Load(ElfBuilder.FromCode(_code).Build());
        var report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: CancellationToken.None);
        using ShardReplayer replayer = new(program);
        var records = replayer.Replay(report.Shards.Single());
        TraceSource source = new(new ProgramRows(program.Image), records);
        BusLedger ledger = new();
        foreach (var each in InstructionRun.AllTables.Append(table))
        {
            RowReader reader = new(each);
            TraceMatrix trace = new(each.Columns.Width, each.CountRows(source));
            each.WriteRows(source, trace, 0, trace.Height);
            var cells = new KoalaBear[trace.Width];
            for (var row = 0; row < trace.Height; row++)
            {
                trace.CopyRow(row, cells);
                reader.Read(cells);
                Assert.False(reader.IsBroken, $"{each.Name} row {row}");
                Add(ledger, reader.Messages.Where(message => message.Bus == RiscVBuses.Memory || message.Bus == RiscVBuses.Call));
            }
        }

        foreach (var (space, cells) in new[] { (0u, records.Registers), (1u, records.Memory) })
        {
            Add(ledger, cells.SelectMany(cell => Boundary(space, cell)));
        }

        Assert.Empty(ledger.Left);
        return records;
    }

    private static IEnumerable<RowMessage> Boundary(uint space, BoundaryRecord cell) =>
    [
        new(RiscVBuses.Memory, [space, cell.Address % KoalaBear.Modulus, cell.ValueIn & 0xffff, cell.ValueIn >> 16, 0], false),
        new(RiscVBuses.Memory, [space, cell.Address % KoalaBear.Modulus, cell.ValueOut & 0xffff, cell.ValueOut >> 16, cell.LastTimestamp], true),
    ];

    private static void Add(BusLedger ledger, IEnumerable<RowMessage> messages)
    {
        foreach (var message in messages)
        {
            ledger.Add(message.Bus, [.. message.Elements.Select(KoalaBear.FromCanonical)], message.IsReceive ? KoalaBear.MinusOne : KoalaBear.One);
        }
    }
}
