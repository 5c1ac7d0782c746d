// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Air.Machines;
using PicoEngine.Fields;

namespace PicoEngine.Air.Tests.Toy;

/// <summary>An execution under attack, with the book-keeping that keeps range lookups and address chain consistent where they can be.</summary>
internal sealed class ToyEdit(ShardWitness[] shards)
{
    public ShardWitness[] Shards { get; } = shards;

    public int this[int shard, PublicValue publicValue]
    {
        get => (int)Shards[shard].PublicValues[publicValue.Index].ToCanonical();
        set => Shards[shard].PublicValues[publicValue.Index] = ToyProgram.Word(value);
    }

    public TraceMatrix Trace(int shard, string table) => Shards[shard].Traces[ToyMachine.Index(table)];

    public void Replace(int shard, string table, TraceMatrix trace) => Shards[shard].Traces[ToyMachine.Index(table)] = trace;

    /// <summary>A trace of the same width with other rows, the old ones first.</summary>
    public void Resize(int shard, string table, int height)
    {
        var old = Trace(shard, table);
        TraceMatrix resized = new(ToyMachine.Definition.Tables[ToyMachine.Index(table)].Columns.Width, height);
        for (var column = 0; column < resized.Width; column++)
        {
            old.Column(column)[..Math.Min(old.Height, height)].CopyTo(resized.Column(column));
        }

        Replace(shard, table, resized);
    }

    public Span<KoalaBear> Column(int shard, string table, string name) =>
        Trace(shard, table).Column(ToyMachine.Definition.Tables[ToyMachine.Index(table)].Columns.Names.ToList().IndexOf(name));

    /// <summary>A cell, as a signed number for values just below p.</summary>
    public int Cell(int shard, string table, string name, int row)
    {
        var word = Column(shard, table, name)[row].ToCanonical();
        return word > KoalaBear.Modulus / 2 ? (int)(word - (long)KoalaBear.Modulus) : (int)word;
    }

    public int Row(int shard, string table, string name, int value) => Column(shard, table, name).IndexOf(ToyProgram.Word(value));

    public int FreeRow(int shard, string table) => Column(shard, table, "real").IndexOf(KoalaBear.Zero);

    public void Put(int shard, string table, int row, params (string Name, int Value)[] cells)
    {
        foreach (var (name, value) in cells)
        {
            Column(shard, table, name)[row] = ToyProgram.Word(value);
        }
    }

    /// <summary>Range lookups more or less; a value outside the table cannot be helped.</summary>
    public void Lookup(int shard, int value, int count = 1)
    {
        if (value is >= 0 and < 256)
        {
            Column(shard, "range", "mult")[value] += ToyProgram.Word(count);
        }
    }

    /// <summary>A MEMORY row for a word that is 0 at the start and at the end, in the chain of a shard right after a key.</summary>
    public void InsertKey(int shard, int word, int after)
    {
        var key = ToyProgram.Key(1, word);
        var found = false;
        foreach (var table in new[] { "memory", "segment" })
        {
            var trace = Trace(shard, table);
            for (var row = 0; row < trace.Height; row++)
            {
                var on = Cell(shard, table, table == "memory" ? "real" : "on", row) != 0;
                if (on && Cell(shard, table, "prev", row) == after)
                {
                    found = true;
                    var low = table == "memory" ? ToyProgram.Key(1, Cell(shard, table, "word", row)) : Cell(shard, table, "lo", row);
                    Lookup(shard, low - after - 1, -1);
                    Lookup(shard, low - key - 1);
                    Put(shard, table, row, ("prev", key));
                }
            }
        }

        if (!found)
        {
            // The end of the chain; it lies in this shard, later ones pass it on.
            this[shard, ToyPublicValues.KeyOut] = key;
            for (var later = shard + 1; later < Shards.Length; later++)
            {
                this[later, ToyPublicValues.KeyIn] = this[later, ToyPublicValues.KeyOut] = key;
            }
        }

        Put(shard, "memory", FreeRow(shard, "memory"), ("real", 1), ("word", word), ("v_final", 0), ("k_final", 0), ("prev", after));
        Lookup(shard, word);
        Lookup(shard, key - after - 1);
    }
}
