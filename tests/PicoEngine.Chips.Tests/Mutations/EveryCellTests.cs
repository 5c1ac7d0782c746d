// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Text.RegularExpressions;
using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Air.Programs;
using PicoEngine.Chips.Tests.Manifest;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor;
using PicoEngine.Executor.Tests;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Mutations;

/// <summary>
/// Every column of every table of the RISC-V machine, in every class of rows that executions have, changed to each of eleven values; and every public value
/// of every shard. Somebody notices, or the row stays silent on all buses, or the cell is free for a reason that is listed.
/// </summary>
public sealed partial class EveryCellTests(ITestOutputHelper output)
{
    /// <summary>The line that the README quotes.</summary>
    private const string Prefix = "Counted: ";

    [Fact]
    public void Every_changed_cell_and_public_value_is_noticed()
    {
        Tally tally = new();
        GuestRun[] runs = [.. Runs()];
        Assert.All(runs, run => Assert.Empty(run.Findings()));
        CellProbe[] probes = [.. runs.Select(run => new CellProbe(run.Key, run.Shards))];
        foreach (var table in GuestRun.Shape.Tables)
        {
            Dictionary<string, int> seen = [];
            for (var i = 0; i < runs.Length; i++)
            {
                foreach (var (shard, row, name) in RowClasses.Of(runs[i], table, seen))
                {
                    ChangeRow(runs[i], probes[i], table, shard, row, name, tally);
                }
            }

            Assert.True(seen.Count >= 3, $"{table.Name} has rows of {string.Join(", ", seen.Keys)} only");
            output.WriteLine($"{table.Name}: {seen.Count} classes of rows");
        }

        foreach (var run in runs)
        {
            ChangePublicValues(run, tally);
        }

        // Every column is noticed somewhere, and every entry of the list of free cells is needed.
        Assert.Equal(GuestRun.Machine.ColumnCount, tally.Noticed.Count);
        Assert.Equal(FreeCells.All.SelectMany(entry => entry.Columns.Split(' ').Select(column => (entry.Table, column))).Order(), tally.Free.Order());
        output.WriteLine($"{tally.ByConstraint} by a constraint, {tally.ByBus} by a bus, {tally.ByKey} by the key, {tally.OfPublicValues} of public values, "
            + $"{tally.Silent} in rows that stay silent, {tally.Waived} in {tally.Free.Count} listed free cells");
        var line = string.Create(CultureInfo.InvariantCulture, $"{MachineManifest.Counts(GuestRun.Machine)}, {tally.All:N0} mutations, 0 accepted");
        output.WriteLine(Prefix + line);
        Assert.True(tally.All >= QuotedMutations(), $"The README claims more: run ./build.sh counts, which prints: {line}");
    }

    [Fact]
    public void Readme_quotes_the_numbers_of_the_compiled_machine() =>
        Assert.Contains(MachineManifest.Counts(GuestRun.Machine) + ", ", Readme(), StringComparison.Ordinal);

    private static IEnumerable<GuestRun> Runs()
    {
        // Hints of every tail, several shards, stale registers, data at the lowest address.
        using var mixed = SystemPrograms.Mixed(3600);
        yield return GuestRun.Of(mixed, GuestInput.From(Hint(70), Hint(11), Hint(0)), cellsPerRow: 100);
        using var instructions = GuestRunTests.Guest("instructions");
        yield return GuestRun.Of(instructions);
        using var sha256 = GuestRunTests.Guest("sha256");
        yield return GuestRun.Of(sha256, GuestRunTests.Input("sha256"));

        // Every precompile.
        foreach (var name in (string[])["precompiles", "extensions", "edges"])
        {
            using var precompiles = GuestRunTests.Guest(name);
            yield return GuestRun.Of(precompiles);
        }

        // A shard that executes nothing.
        yield return AttackedRuns.Idle;
    }

    private static byte[] Hint(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(200 - i))];

    private static void ChangeRow(GuestRun run, CellProbe probe, TableDefinition table, int shard, int row, string name, Tally tally)
    {
        var trace = run.Shards[shard].Traces[table.Index];
        Random random = new(row);
        var other = (row + 1 + random.Next(Math.Max(trace.Height - 1, 1))) % trace.Height;
        var isSilent = probe.IsSilent(shard, table.Index, row);
        for (var column = 0; column < trace.Width; column++)
        {
            foreach (var value in CellMenu.Values(trace[column, row], trace[column, other], random))
            {
                var verdict = probe.Try(shard, table.Index, row, column, value);
                var isFree = verdict == ProbeVerdict.Unnoticed && !isSilent;
                Assert.True(!isFree || FreeCells.Has(table, trace, row, table.Columns.Names[column]),
                    $"shard {shard + 1} {table.Name}.{table.Columns.Names[column]} row {row} ({name}) = {value} is accepted");
                tally.Add((table.Name, table.Columns.Names[column]), verdict, isSilent);
            }
        }
    }

    private static void ChangePublicValues(GuestRun run, Tally tally)
    {
        Random random = new(3);
        for (var shard = 0; shard < run.Shards.Length; shard++)
        {
            var values = run.Shards[shard].PublicValues;
            for (var i = 0; i < values.Length; i++)
            {
                var kept = values[i];
                var before = Messages(values);
                foreach (var value in CellMenu.Values(kept, values[(i + 1) % values.Length], random).Where(value => value != kept))
                {
                    values[i] = value;
                    var isNoticed = RunChecks.Broken(run.Key, run.Shards).Count > 0 || !Messages(values).SetEquals(before);
                    Assert.True(isNoticed, $"public value {GuestRun.Machine.Definition.PublicValues[i].Name} of shard {shard + 1} = {value} is accepted");
                    tally.OfPublicValues++;
                    tally.All++;
                }

                values[i] = kept;
            }
        }
    }

    // The buses balance, so they do not once the public values say something else and the tables the same.
    private static HashSet<string> Messages(KoalaBear[] publicValues)
    {
        BusLedger ledger = new();
        RowEvaluator<KoalaBear> evaluator = new(new Collector(ledger), GuestRun.Machine.Limits.MaximumMessageLength);
        evaluator.Evaluate(GuestRun.Machine.Definition.PublicInteractions!, publicValues);
        return [.. ledger.Left.Select(entry => $"{entry.Bus} {string.Join(' ', entry.Message)} x {entry.Multiplicity}")];
    }

    private static string Readme() => System.Text.Encoding.UTF8.GetString(RepositoryFiles.Read("README.md"));

    private static long QuotedMutations() => long.Parse(
        MutationCount().Match(Readme()).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(" ([0-9,]+) mutations, 0 accepted")]
    private static partial Regex MutationCount();

    private sealed class Tally
    {
        public HashSet<(string Table, string Column)> Noticed { get; } = [];

        public HashSet<(string Table, string Column)> Free { get; } = [];

        public long All { get; set; }

        public long OfPublicValues { get; set; }

        public long ByConstraint { get; private set; }

        public long ByBus { get; private set; }

        public long ByKey { get; private set; }

        public long Silent { get; private set; }

        public long Waived { get; private set; }

        public void Add((string Table, string Column) cell, ProbeVerdict verdict, bool isSilent)
        {
            switch (verdict)
            {
                case ProbeVerdict.Unchanged:
                    return;
                case ProbeVerdict.ByKey:
                    ByKey++;
                    break;
                case ProbeVerdict.ByConstraint:
                    ByConstraint++;
                    break;
                case ProbeVerdict.ByBus:
                    ByBus++;
                    break;
                case ProbeVerdict.Unnoticed when isSilent:
                    Silent++;
                    break;
                default:
                    Waived++;
                    Free.Add(cell);
                    break;
            }

            All++;
            if (verdict != ProbeVerdict.Unnoticed)
            {
                Noticed.Add(cell);
            }
        }
    }

    private sealed class Collector(BusLedger ledger) : IRowConsumer<KoalaBear>
    {
        public void Constraint(KoalaBear value) => throw new InvalidOperationException("Public values have no constraints.");

        public void Interaction(Air.Interactions.Bus bus, ReadOnlySpan<KoalaBear> message, KoalaBear multiplicity) => ledger.Add(bus, message, multiplicity);
    }
}
