// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Assembler;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor;
using PicoEngine.Fields;
using PicoEngine.RiscV.Events;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>The rows of a table with a row per call, and what is to be said about them.</summary>
internal sealed class CallRows
{
    private static readonly ProgramRows Program = EmptyProgram();
    private static readonly LookupEntries Entries = new(Program);

    private readonly IRecordTable _table;
    private readonly CallOracle _oracle;
    private readonly TraceSource _source;

    public CallRows(IRecordTable table, IReadOnlyList<CallLayout> layouts, IShardRecords records)
    {
        (_table, _oracle, _source) = (table, new CallOracle(layouts), new TraceSource(Program, records));
        Cells = Read(0);
    }

    /// <summary>The cells of each row.</summary>
    public IReadOnlyList<KoalaBear[]> Cells { get; }

    /// <summary>Every row holds and says what its call does.</summary>
    public void AssertRight()
    {
        Assert.NotEmpty(Cells);
        RowReader reader = new(_table);
        for (var row = 0; row < Cells.Count; row++)
        {
            reader.Read(Cells[row]);
            Assert.False(reader.IsBroken, $"{_table.Name} row {row}: constraint {reader.Constraints.FindIndex(value => !value.IsZero)}");
            Assert.All(reader.Messages.Where(LookupEntries.IsLookup), message => Assert.True(Entries.Has(message), $"{_table.Name} row {row}: {message}"));
            Assert.Equal(RowVerdict.Right, _oracle.Judge([.. reader.Messages.Where(message => !LookupEntries.IsLookup(message))]));
        }
    }

    /// <summary>Rows written in two parts are those written at once.</summary>
    public void AssertSeparable()
    {
        for (var cut = 1; cut < Cells.Count; cut++)
        {
            var parts = Read(cut);
            Assert.All(Enumerable.Range(0, Cells.Count), row => Assert.Equal(Cells[row], parts[row]));
        }
    }

    /// <summary>
    /// Every cell of some rows, changed to each of eleven values, is noticed: a constraint or a lookup refuses the row, or it says what another call would.
    /// </summary>
    /// <param name="rows">Numbers of rows.</param>
    /// <param name="output">Where the verdicts go.</param>
    /// <param name="isFree">Whether a column may have another value in a row, with the same meaning.</param>
    public void AssertChangesNoticed(IEnumerable<int> rows, ITestOutputHelper output, Func<string, KoalaBear[], bool>? isFree = null)
    {
        SortedDictionary<RowVerdict, int> verdicts = [];
        Random random = new(23);
        foreach (var row in rows)
        {
            var before = Messages(Cells[row]);
            for (var column = 0; column < _table.Columns.Width; column++)
            {
                var name = _table.Columns.Names[column];
                var old = Cells[row][column];
                foreach (var value in Values(old, Cells[(row + 1) % Cells.Count][column], random).Where(value => value != old))
                {
                    KoalaBear[] cells = [.. Cells[row]];
                    cells[column] = value;
                    var verdict = Judge(cells, before);
                    verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                    var isFlag = name.StartsWith("is_", StringComparison.Ordinal);
                    Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right
                        || (isFlag && verdict == RowVerdict.Silent) || (verdict == RowVerdict.Free && isFree?.Invoke(name, Cells[row]) == true),
                        $"{_table.Name} row {row} {name} = {value}: {verdict}");
                }
            }
        }

        output.WriteLine($"{_table.Name}: {string.Join(", ", verdicts.Select(entry => $"{entry.Value} {entry.Key}"))}");
        Assert.True(verdicts[RowVerdict.Constraint] > _table.Columns.Width);
    }

    /// <summary>A row of zeros with one other cell says nothing, unless that cell is what makes a row of a call.</summary>
    public void AssertPaddingSilent()
    {
        Random random = new(29);
        for (var column = 0; column < _table.Columns.Width; column++)
        {
            var name = _table.Columns.Names[column];
            foreach (var value in Values(KoalaBear.Zero, Cells[0][column], random))
            {
                var cells = new KoalaBear[_table.Columns.Width];
                cells[column] = value;
                var verdict = Judge(cells, null);
                var isFlag = name.StartsWith("is_", StringComparison.Ordinal);
                Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Silent || (isFlag && verdict is RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right),
                    $"{_table.Name} {name} = {value}: {verdict}");
            }
        }
    }

    /// <summary>What becomes of a row with these cells.</summary>
    public RowVerdict Judge(KoalaBear[] cells, List<RowMessage>? before)
    {
        RowReader reader = new(_table);
        reader.Read(cells, stopAtBreach: true);
        if (reader.IsBroken)
        {
            return RowVerdict.Constraint;
        }

        if (reader.Messages.Any(message => LookupEntries.IsLookup(message) && !Entries.Has(message)))
        {
            return RowVerdict.Lookup;
        }

        var said = reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToList();
        return said.Count == 0 ? RowVerdict.Silent
            : before is not null && said.Count == before.Count && said.Zip(before, (now, then) => now.SameAs(then)).All(same => same) ? RowVerdict.Free
            : _oracle.Judge(said);
    }

    /// <summary>What a row says besides lookups.</summary>
    public List<RowMessage> Messages(KoalaBear[] cells)
    {
        RowReader reader = new(_table);
        reader.Read(cells);
        return [.. reader.Messages.Where(message => !LookupEntries.IsLookup(message))];
    }

    private KoalaBear[][] Read(int cut)
    {
        TraceMatrix trace = new(_table.Columns.Width, _table.CountRows(_source));
        _table.WriteRows(_source, trace, cut, trace.Height);
        _table.WriteRows(_source, trace, 0, cut);
        var rows = new KoalaBear[trace.Height][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new KoalaBear[trace.Width];
            trace.CopyRow(row, rows[row]);
        }

        return rows;
    }

    // The eleven values of the test plan: 0, 1, p - 1, v + 1, v - 1, v + 256, v - 256, v + 2^16, 2^24, random, the value of another row.
    private static KoalaBear[] Values(KoalaBear value, KoalaBear other, Random random) =>
    [
        KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, value + KoalaBear.One, value - KoalaBear.One, value + Number(256), value - Number(256),
        value + Number(1 << 16), Number(1 << 24), Number(random.NextInt64(KoalaBear.Modulus)), other,
    ];

    private static KoalaBear Number(long value) => KoalaBear.FromCanonical((uint)value);

    private static ProgramRows EmptyProgram()
    {
        CodeBuilder code = new();
        code.Li(Registers.A0, 0).Li(Registers.T0, 0).Ecall();
        using var program = GuestProgram.Load(ElfBuilder.FromCode(code).Build());
        return new ProgramRows(program.Image);
    }
}
