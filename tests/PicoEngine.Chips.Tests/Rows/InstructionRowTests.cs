// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Oracle;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>Rows of executions: every constraint holds, every lookup has an entry, state and cells balance, and every row says what its instruction means.</summary>
public sealed class InstructionRowTests(ITestOutputHelper output)
{
    public static TheoryData<string> Programs => [.. InstructionPrograms.Names];

    [Theory]
    [MemberData(nameof(Programs))]
    public void WriteRows_makes_rows_that_hold_and_obey_the_instruction_set(string program)
    {
        var run = InstructionPrograms.Run(program);
        foreach (var table in InstructionRun.InstructionTables)
        {
            RowJudge judge = new(table, run.Source.Program);
            var rows = run.Rows(table);
            for (var row = 0; row < rows.Count; row++)
            {
                var verdict = judge.Judge(rows[row]);
                Assert.True(verdict == RowVerdict.Right, $"{table.Name} row {row}: {verdict}\n{string.Join("\n", judge.Reader.Messages)}");
            }

            output.WriteLine($"{table.Name}: {rows.Count} rows");
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void WriteRows_makes_messages_that_balance(string program)
    {
        var run = InstructionPrograms.Run(program);
        BusLedger ledger = new();
        var count = 0;
        foreach (var table in InstructionRun.AllTables)
        {
            RowReader reader = new(table);
            LookupEntries entries = new(run.Source.Program);
            foreach (var cells in run.Rows(table))
            {
                reader.Read(cells);
                Assert.False(reader.IsBroken, table.Name);
                foreach (var message in reader.Messages)
                {
                    if (LookupEntries.IsLookup(message))
                    {
                        Assert.True(entries.Has(message), $"{table.Name}: {message}");
                    }
                    else if (message.Bus == RiscVBuses.State || message.Bus == RiscVBuses.Memory)
                    {
                        Add(ledger, message);
                        count++;
                    }
                }
            }
        }

        Assert.True(count > 1000);
        Add(ledger, new RowMessage(RiscVBuses.State, [run.Records.PcIn, 1], false));
        Add(ledger, new RowMessage(RiscVBuses.State, [run.Records.PcOut, run.Records.EndTimestamp], true));
        AddBoundary(ledger, 0, run.Records.Registers);
        AddBoundary(ledger, 1, run.Records.Memory);
        Assert.Empty(ledger.Left);
    }

    [Fact]
    public void Programs_fill_every_table_and_together_hold_every_instruction_kind()
    {
        foreach (var table in InstructionRun.InstructionTables)
        {
            Assert.True(InstructionPrograms.Names.Sum(name => table.CountRows(InstructionPrograms.Run(name).Source)) > 100, table.Name);
        }
    }

    private static void AddBoundary(BusLedger ledger, uint space, IReadOnlyList<BoundaryRecord> cells)
    {
        foreach (var cell in cells)
        {
            Add(ledger, new RowMessage(RiscVBuses.Memory, [space, cell.Address, cell.ValueIn & 0xffff, cell.ValueIn >> 16, 0], false));
            Add(ledger, new RowMessage(RiscVBuses.Memory, [space, cell.Address, cell.ValueOut & 0xffff, cell.ValueOut >> 16, cell.LastTimestamp], true));
        }
    }

    private static void Add(BusLedger ledger, RowMessage message) =>
        ledger.Add(message.Bus, [.. message.Elements.Select(KoalaBear.FromCanonical)], message.IsReceive ? KoalaBear.MinusOne : KoalaBear.One);
}
