// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;
using PicoEngine.Air.Layout;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Programs;
using PicoEngine.Fields;

namespace PicoEngine.Air.Oracle;

/// <summary>
/// The exact meaning of a machine, with no extension field and no randomness: every constraint on every row, every bus as a multiset. A verifier must
/// accept exactly what this accepts, up to the soundness error.
/// </summary>
/// <remarks>It runs the definitions themselves, so it shares nothing with the compiled polynomials and programs that the proof system uses.</remarks>
public static class ExactOracle
{
    /// <summary>Every breach; none if the execution is right.</summary>
    /// <param name="machine">The machine with its preprocessed columns.</param>
    /// <param name="shards">The shards of the run in order.</param>
    /// <param name="runRule">The checks over a run that need public values and heights only: what it returns is broken. Null: none.</param>
    /// <exception cref="ArgumentException">A witness has another shape than the machine.</exception>
    public static IReadOnlyList<OracleFinding> Findings(
        KeyedMachine machine, IReadOnlyList<ShardWitness> shards, Func<IReadOnlyList<ShardWitness>, IReadOnlyList<string>>? runRule = null)
    {
        ArgumentNullException.ThrowIfNull(machine);
        ArgumentNullException.ThrowIfNull(shards);
        List<OracleFinding> findings = [];
        BusLedger global = new();
        for (var k = 0; k < shards.Count; k++)
        {
            CheckShape(machine.Machine, shards[k]);
            CheckShard(machine, shards[k], k + 1, global, findings);
        }

        findings.AddRange(global.Unbalanced.Select(bus => new OracleFinding(OracleRule.GlobalBus, 0, bus.Name)));
        findings.AddRange(runRule?.Invoke(shards).Select(rule => new OracleFinding(OracleRule.Run, 0, rule)) ?? []);
        return findings;
    }

    private static void CheckShard(KeyedMachine machine, ShardWitness shard, int number, BusLedger global, List<OracleFinding> findings)
    {
        var fault = HeightCheck.Find(machine, shard.Heights(machine.Machine));
        if (fault != HeightFault.None)
        {
            findings.Add(new OracleFinding(OracleRule.Heights, number, fault.ToString()));
        }

        BusLedger local = new();
        RowCollector collector = new(local, global);
        RowEvaluator<KoalaBear> evaluator = new(collector, machine.Machine.Limits.MaximumMessageLength);
        foreach (var table in machine.Machine.Tables)
        {
            var trace = shard.Traces[table.Index];
            ComparePreprocessed(machine, table, trace, number, findings);
            var row = new KoalaBear[trace.Width];
            for (var r = 0; r < trace.Height; r++)
            {
                trace.CopyRow(r, row);
                collector.Broken.Clear();
                collector.Constraints = 0;
                evaluator.Evaluate(table.Source, row, shard.PublicValues);
                findings.AddRange(collector.Broken.Select(constraint => new OracleFinding(OracleRule.Constraint, number, table.Name, r, constraint)));
            }
        }

        if (machine.Machine.Definition.PublicInteractions is { } interactions)
        {
            evaluator.Evaluate(interactions, shard.PublicValues);
        }

        findings.AddRange(local.Unbalanced.Select(bus => new OracleFinding(OracleRule.LocalBus, number, bus.Name)));
    }

    private static void ComparePreprocessed(KeyedMachine machine, TableDefinition table, TraceMatrix trace, int number, List<OracleFinding> findings)
    {
        // Rows that the key does not have are a fault of the height.
        if (machine.PreprocessedTrace(table.Index) is not { } expected)
        {
            return;
        }

        for (var column = 0; column < expected.Width; column++)
        {
            for (var row = 0; row < Math.Min(expected.Height, trace.Height); row++)
            {
                if (trace[column, row] != expected[column, row])
                {
                    findings.Add(new OracleFinding(OracleRule.Preprocessed, number, table.Name, row, column));
                }
            }
        }
    }

    private static void CheckShape(Machine machine, ShardWitness shard)
    {
        if (shard.PublicValues.Length != machine.Definition.PublicValues.Length || shard.Traces.Length != machine.Tables.Length
            || machine.Tables.Any(table => shard.Traces[table.Index].Width != table.Columns.Width
                || shard.Traces[table.Index].Height % (1 << table.LogBlockHeight) != 0))
        {
            throw new ArgumentException("A shard has one word per public value and one trace per table, as wide as the table, in whole blocks.", nameof(shard));
        }
    }

    private sealed class RowCollector(BusLedger local, BusLedger global) : IRowConsumer<KoalaBear>
    {
        public List<int> Broken { get; } = [];

        public int Constraints { get; set; }

        public void Constraint(KoalaBear value)
        {
            if (!value.IsZero)
            {
                Broken.Add(Constraints);
            }

            Constraints++;
        }

        public void Interaction(Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity) =>
            (bus.IsGlobal ? global : local).Add(bus, message, multiplicity);
    }
}
