// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Concurrent;
using PicoEngine.Air.Builders;
using PicoEngine.Air.Interactions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>Multiplicities of lookup tables by running the definitions row by row: slow, and leaves out what is no entry.</summary>
internal static class LookupRecount
{
    private static readonly Bus[] Buses =
    [
        RiscVBuses.Range16, RiscVBuses.Range14, RiscVBuses.Byte, RiscVBuses.Program, KeccakBuses.Chi, KeccakBuses.Even, KeccakBuses.Pair, KeccakBuses.Xor,
        .. KeccakBuses.Rotate, KeccakBuses.Limb,
    ];

    // Where each entry stands, by program: the tables of bytes and ranges are most of the work.
    private static readonly ConcurrentDictionary<KeyedMachine, Dictionary<string, (int Table, int Column, int Row)>> Entries = [];

    /// <summary>Sets the multiplicities of a shard; a table that is absent stays so.</summary>
    public static void Write(KeyedMachine machine, ShardWitness shard)
    {
        var entries = Entries.GetOrAdd(machine, Find);
        foreach (var table in machine.Machine.Tables.Where(IsLookup))
        {
            for (var column = table.Columns.GroupStart(ColumnGroup.Main); column < table.Columns.Width; column++)
            {
                shard.Traces[table.Index].Column(column).Clear();
            }
        }

        foreach (var (key, count) in Uses(machine, shard))
        {
            if (entries.TryGetValue(key, out var entry) && entry.Row < shard.Traces[entry.Table].Height)
            {
                shard.Traces[entry.Table][entry.Column, entry.Row] = count;
            }
        }
    }

    private static Dictionary<string, KoalaBear> Uses(KeyedMachine machine, ShardWitness shard)
    {
        Collector uses = new();
        RowEvaluator<KoalaBear> evaluator = new(uses, machine.Machine.Limits.MaximumMessageLength);
        foreach (var table in machine.Machine.Tables.Where(table => !IsLookup(table)))
        {
            var trace = shard.Traces[table.Index];
            var row = new KoalaBear[trace.Width];
            for (var r = 0; r < trace.Height; r++)
            {
                trace.CopyRow(r, row);
                evaluator.Evaluate(table.Source, row, shard.PublicValues);
            }
        }

        return uses.Counts;
    }

    /// <summary>A row's answers stand in the order of its columns of multiplicities.</summary>
    private static Dictionary<string, (int Table, int Column, int Row)> Find(KeyedMachine machine)
    {
        Dictionary<string, (int Table, int Column, int Row)> entries = [];
        Answers answers = new();
        RowEvaluator<KoalaBear> evaluator = new(answers, machine.Machine.Limits.MaximumMessageLength);
        foreach (var table in machine.Machine.Tables.Where(IsLookup))
        {
            var trace = machine.PreprocessedTrace(table.Index)!;
            var row = new KoalaBear[table.Columns.Width];
            for (var r = 0; r < trace.Height; r++)
            {
                trace.CopyRow(r, row);
                answers.Keys.Clear();
                evaluator.Evaluate(table.Source, row, new KoalaBear[machine.Machine.Definition.PublicValues.Length]);
                for (var i = 0; i < answers.Keys.Count; i++)
                {
                    entries.TryAdd(answers.Keys[i], (table.Index, trace.Width + i, r));
                }
            }
        }

        return entries;
    }

    private static bool IsLookup(TableDefinition table) => table.Interactions.Length > 0 && table.Interactions.All(interaction => Buses.Contains(interaction.Bus))
        && table.Columns.GroupWidth(ColumnGroup.Preprocessed) > 0;

    private static string Key(Bus bus, ReadOnlySpan<KoalaBear> message) => $"{bus.Id}:{string.Join(',', message.ToArray())}";

    private sealed class Collector : IRowConsumer<KoalaBear>
    {
        public Dictionary<string, KoalaBear> Counts { get; } = [];

        public void Constraint(KoalaBear value)
        {
        }

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity)
        {
            if (!multiplicity.IsZero && Buses.Contains(bus))
            {
                var key = Key(bus, message);
                Counts[key] = Counts.GetValueOrDefault(key) + multiplicity;
            }
        }
    }

    private sealed class Answers : IRowConsumer<KoalaBear>
    {
        public List<string> Keys { get; } = [];

        public void Constraint(KoalaBear value)
        {
        }

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity) => Keys.Add(Key(bus, message));
    }
}
