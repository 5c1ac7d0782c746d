// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Chips.Memory;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>An execution under attack. The attacker keeps the multiplicities of lookups right, as far as there are entries.</summary>
internal sealed class RunEdit
{
    private readonly GuestRun _run;

    public RunEdit(GuestRun run)
    {
        _run = run;
        Shards = [.. run.Shards.Select(shard => new ShardWitness([.. shard.PublicValues], [.. shard.Traces.Select(trace => trace.Clone())]))];
    }

    public ShardWitness[] Shards { get; private set; }

    public long this[int shard, PublicValue publicValue]
    {
        get => Shards[shard].PublicValues[publicValue.Index].ToCanonical();
        set => Shards[shard].PublicValues[publicValue.Index] = KoalaBear.Reduce(value);
    }

    public TraceMatrix this[int shard, string table]
    {
        get => Shards[shard].Traces[GuestRun.Index(table)];
        set => Shards[shard].Traces[GuestRun.Index(table)] = value;
    }

    /// <summary>A cell as an integer in [0, p).</summary>
    public long Cell(int shard, string table, string column, int row) => this[shard, table][Column(table, column), row].ToCanonical();

    /// <summary>Writes cells; a column of two limbs without index takes a word.</summary>
    public RunEdit Put(int shard, string table, int row, params (string Column, long Value)[] cells)
    {
        foreach (var (column, value) in cells)
        {
            if (Names(table).Contains(column))
            {
                this[shard, table][Column(table, column), row] = KoalaBear.Reduce(value);
            }
            else
            {
                this[shard, table][Column(table, $"{column}[0]"), row] = KoalaBear.Reduce(value & 0xffff);
                this[shard, table][Column(table, $"{column}[1]"), row] = KoalaBear.Reduce(value >> 16);
            }
        }

        return this;
    }

    /// <summary>The only row that holds these values, or the first one.</summary>
    public int Row(int shard, string table, params (string Column, long Value)[] cells) => Enumerable.Range(0, this[shard, table].Height).First(
        row => cells.All(cell => Cell(shard, table, cell.Column, row) == cell.Value));

    /// <summary>A row that is not in use; the table gets another block where all are.</summary>
    public int FreeRow(int shard, string table, string selector = "real")
    {
        var row = this[shard, table].Column(Column(table, selector)).IndexOf(KoalaBear.Zero);
        if (row < 0)
        {
            row = this[shard, table].Height;
            Resize(shard, table, row + (1 << GuestRun.Shape.Tables[GuestRun.Index(table)].LogBlockHeight));
        }

        return row;
    }

    /// <summary>The same rows, more zeros or fewer rows.</summary>
    public void Resize(int shard, string table, int height)
    {
        var old = this[shard, table];
        TraceMatrix resized = new(old.Width, height);
        for (var column = 0; column < resized.Width; column++)
        {
            old.Column(column)[..Math.Min(old.Height, height)].CopyTo(resized.Column(column));
        }

        this[shard, table] = resized;
    }

    /// <summary>A word outside the image that is 0 at the start and at the end, as the end of a shard's part of the address chain.</summary>
    public void AppendWord(int shard, long word, long gap)
    {
        Put(shard, "memory", FreeRow(shard, "memory"), ("real", 1), ("word", word), ("gap", gap));
        this[shard, RunPublicValues.KeyOut] = word + CellKeys.FirstWord;
        for (var later = shard + 1; later < Shards.Length; later++)
        {
            this[later, RunPublicValues.KeyIn] = this[later, RunPublicValues.KeyOut] = word + CellKeys.FirstWord;
        }
    }

    /// <summary>What the oracle finds, rule by rule, once the multiplicities are right again.</summary>
    public IEnumerable<string> Findings(bool recount = true)
    {
        if (recount)
        {
            foreach (var shard in Shards)
            {
                LookupRecount.Write(_run.Key, shard);
            }
        }

        return ExactOracle.Findings(_run.Key, Shards, shards => RunChecks.Broken(_run.Key, shards))
            .Select(finding => $"{finding.Rule} {finding.Subject}").Distinct().Order();
    }

    private static List<string> Names(string table) => [.. GuestRun.Shape.Tables[GuestRun.Index(table)].Columns.Names];

    private static int Column(string table, string name) => Names(table).IndexOf(name) is >= 0 and var column
        ? column : throw new ArgumentException($"Table {table} has no column {name}.", nameof(name));
}
