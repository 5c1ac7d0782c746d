// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor;
using PicoEngine.Executor.Recording;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>The rows of all Keccak tables of an execution, to be changed; and who notices.</summary>
internal sealed class KeccakRows
{
    private readonly Dictionary<string, List<KoalaBear[]>> _rows = [];

    // What the rows say to other tables, which an attacker cannot change here.
    private BusLedger? _outside;

    public KeccakRows(GuestProgram program)
    {
        var report = GuestExecutor.Execute(program, GuestInput.Empty, cancellation: CancellationToken.None);
        using ShardReplayer replayer = new(program);
        Source = new TraceSource(new ProgramRows(program.Image), replayer.Replay(report.Shards.Single()));
        foreach (var table in Tables)
        {
            _rows.Add(table.Name, [.. Write(table, 0)]);
        }

        Entries = new LookupEntries(Source.Program);
        _outside = Read([]);
    }

    public static IReadOnlyList<IRecordTable> Tables { get; } = [new KeccakPermuteTable(), new KeccakSpongeTable(), new KeccakDigestTable(), new KeccakRoundTable()];

    public TraceSource Source { get; }

    public LookupEntries Entries { get; }

    /// <summary>The rows of a table.</summary>
    public List<KoalaBear[]> this[string table] => _rows[table];

    /// <summary>A table by name.</summary>
    public static IRecordTable Table(string name) => Tables.Single(table => table.Name == name);

    /// <summary>The index of a column.</summary>
    public static int Column(string table, string name)
    {
        var names = Table(table).Columns.Names;
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        throw new ArgumentException($"Table {table} has no column {name}.", nameof(name));
    }

    /// <summary>Adds to a cell.</summary>
    public KeccakRows Add(string table, int row, string column, long value)
    {
        this[table][row][Column(table, column)] += KoalaBear.Reduce(value);
        return this;
    }

    /// <summary>Sets a cell.</summary>
    public KeccakRows Put(string table, int row, string column, long value)
    {
        this[table][row][Column(table, column)] = KoalaBear.Reduce(value);
        return this;
    }

    /// <summary>The cells of a table, written from row <paramref name="cut"/> on and then those before.</summary>
    public KoalaBear[][] Write(IRecordTable table, int cut)
    {
        TraceMatrix trace = new(table.Columns.Width, table.CountRows(Source));
        if (cut < trace.Height)
        {
            table.WriteRows(Source, trace, cut, trace.Height);
        }

        if (cut > 0)
        {
            table.WriteRows(Source, trace, 0, cut);
        }

        var rows = new KoalaBear[trace.Height][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new KoalaBear[trace.Width];
            trace.CopyRow(row, rows[row]);
        }

        return rows;
    }

    /// <summary>What is broken: "Constraint" and a table, "Lookup" and a bus, or a bus that does not balance.</summary>
    public IReadOnlyList<string> Findings()
    {
        SortedSet<string> findings = new(StringComparer.Ordinal);
        var left = Read(findings);
        foreach (var (bus, message, multiplicity) in _outside!.Left)
        {
            left.Add(bus, [.. message], -multiplicity);
        }

        findings.UnionWith(left.Unbalanced.Select(bus => bus.Name));
        return [.. findings];
    }

    private BusLedger Read(SortedSet<string> findings)
    {
        BusLedger ledger = new();
        foreach (var table in Tables)
        {
            RowReader reader = new(table);
            foreach (var cells in this[table.Name])
            {
                reader.Read(cells);
                if (reader.IsBroken)
                {
                    findings.Add($"Constraint {table.Name}");
                }

                foreach (var message in reader.Messages)
                {
                    if (!LookupEntries.IsLookup(message))
                    {
                        ledger.Add(message.Bus, [.. message.Elements.Select(KoalaBear.FromCanonical)], message.IsReceive ? KoalaBear.MinusOne : KoalaBear.One);
                    }
                    else if (!Entries.Has(message))
                    {
                        findings.Add($"Lookup {message.Bus}");
                    }
                }
            }
        }

        return ledger;
    }
}
