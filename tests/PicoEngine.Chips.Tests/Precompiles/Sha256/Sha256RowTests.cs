// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Security.Cryptography;
using System.Text;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Assembler;
using PicoEngine.Chips.Precompiles.Sha256;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Sha256;

/// <summary>Rows of calls of the SHA-256 precompiles: they hold, they say what SHA-256 says, and calls and cells balance.</summary>
public sealed class Sha256RowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(64)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(1000)]
    public void Rows_of_a_guest_that_hashes_hold_and_its_digest_is_right(int length)
    {
        var message = new byte[length];
        new Random(length).NextBytes(message);
        Sha256Run run = new(message);
        Assert.Equal(SHA256.HashData(message), run.Digest());
        AssertHolds(run);
        Assert.Equal(4 * run.Blocks, Sha256Run.Tables[0].CountRows(run.Source));
        Assert.Equal(run.Blocks, Sha256Run.Tables[1].CountRows(run.Source));
        Assert.Equal(8 * run.Blocks, Sha256Run.Tables[2].CountRows(run.Source));
    }

    [Theory]
    [InlineData("abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248D6A61D20638B8E5C026930C3E6039A33CE45964FF2167F6ECEDD419DB06C1")]
    public void Digest_is_the_published_one(string message, string digest)
    {
        // FIPS 180-2, appendix B.
        Sha256Run run = new(Encoding.ASCII.GetBytes(message));
        Assert.Equal(digest, Convert.ToHexString(run.Digest()));
        AssertHolds(run);
    }

    [Theory]
    [InlineData(0x20, 0x200)] // the first words of memory
    [InlineData(0x77ff_ff00, 0x77ff_fe00)] // the last ones
    [InlineData(0x0050_0004, 0x0030_fffc)] // a state across a limb
    [InlineData(0x0030_ffe0, 0x0040_0000)] // a schedule across a limb
    public void Rows_hold_wherever_operands_lie(uint schedule, uint state)
    {
        var message = Encoding.ASCII.GetBytes("operands");
        Sha256Run run = new(message, schedule, state);
        Assert.Equal(SHA256.HashData(message), run.Digest());
        AssertHolds(run);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(60)]
    [InlineData(224)]
    [InlineData(252)]
    public void Rows_hold_where_the_state_lies_in_the_schedule(uint offset)
    {
        CodeBuilder code = new();
        for (var i = 0u; i < 72; i++)
        {
            Sha256Run.Store(code, Sha256Run.DefaultSchedule + (4 * i), 0x9e37_79b9 * (i + 1));
        }

        code.Li(A0, Sha256Run.DefaultSchedule).Li(A1, Sha256Run.DefaultSchedule + offset).Li(T0, Sha256CompressTable.Code).Ecall().Ecall();
        code.Li(A0, Sha256Run.DefaultSchedule + offset).Li(A1, 0).Li(T0, Sha256ExtendTable.Code).Ecall().Ecall();
        AssertHolds(new Sha256Run(code));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void WriteRows_of_parts_writes_what_it_writes_at_once(int table)
    {
        Sha256Run run = new(new byte[200]);
        var tested = Sha256Run.Tables[table];
        var count = tested.CountRows(run.Source);
        var whole = run.Rows(tested);
        for (var cut = 1; cut < count; cut++)
        {
            TraceMatrix trace = new(tested.Columns.Width, count);
            tested.WriteRows(run.Source, trace, cut, count);
            tested.WriteRows(run.Source, trace, 0, cut);
            var cells = new KoalaBear[trace.Width];
            for (var row = 0; row < count; row++)
            {
                trace.CopyRow(row, cells);
                Assert.Equal(whole[row], cells);
            }
        }
    }

    private static void AssertHolds(Sha256Run run)
    {
        LookupEntries entries = new(run.Source.Program);
        BusLedger ledger = new();
        foreach (var table in Sha256Run.Tables)
        {
            RowReader reader = new(table);
            var number = 0;
            foreach (var cells in run.Rows(table))
            {
                reader.Read(cells);
                Assert.False(reader.IsBroken, $"{table.Name} row {number}: constraint {reader.Constraints.FindIndex(value => !value.IsZero)}");
                var lookups = reader.Messages.Where(LookupEntries.IsLookup).ToArray();
                Assert.All(lookups, message => Assert.True(entries.Has(message), $"{table.Name} row {number}: {message}"));
                var said = reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToArray();
                Assert.Equal(RowVerdict.Right, Sha256Oracle.Judge(table.Name, said));
                Add(ledger, said);
                number++;
            }

            Assert.NotEqual(0, number);
        }

        foreach (var table in InstructionRun.AllTables)
        {
            RowReader reader = new(table);
            TraceMatrix trace = new(table.Columns.Width, table.CountRows(run.Source));
            table.WriteRows(run.Source, trace, 0, trace.Height);
            var cells = new KoalaBear[trace.Width];
            for (var row = 0; row < trace.Height; row++)
            {
                trace.CopyRow(row, cells);
                reader.Read(cells);
                Assert.False(reader.IsBroken, $"{table.Name} row {row}");
                Add(ledger, reader.Messages.Where(message => message.Bus == RiscVBuses.Memory || message.Bus == RiscVBuses.Call));
            }
        }

        foreach (var (space, cells) in new[] { (0u, run.Records.Registers), (1u, run.Records.Memory) })
        {
            Add(ledger, cells.SelectMany(cell => Boundary(space, cell)));
        }

        Assert.Empty(ledger.Left);
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
