// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Air.Tests.Toy;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Oracle;

/// <summary>
/// Every cell of right executions, changed to each of eleven values: somebody notices, or the cell is free for a reason that is listed and checked.
/// </summary>
public sealed class ColumnMutationTests(ITestOutputHelper output)
{
    private static readonly KeyedMachine Machine = ToyMachine.Key();

    // Columns whose cells may be anything in rows that send and receive nothing, and why there are such rows. The test checks both: no other column is
    // ever free, and no cell is free in a row that speaks to a bus. Booleans and sums stay constrained there, hence the columns that are not listed.
    private static readonly Dictionary<string, (string Reason, string Columns)> FreeCells = new()
    {
        ["cpu"] = ("the row is not an instruction", "pc npc ts s0 a0 a1 s2 a2"),
        ["mem"] = ("the row is not an access", "t space addr old new w t_old"),
        ["boundary"] = ("the row is not a touched cell", "space addr v_in k_in v_out t_out"),
        ["image"] = ("the row is not an image cell", "v_final k_final"),
        ["memory"] = ("the row is not a touched word", "word v_final k_final prev"),
        ["segment"] = ("the segment is not on in this shard", "prev"),
    };

    public static TheoryData<int[], int?, int?> Executions => new()
    {
        { [5, 5], null, null },
        { [7, 1, 10], 2, 3 },
        { [4, 0, 6], 2, null },
    };

    [Theory]
    [MemberData(nameof(Executions))]
    public void Every_changed_cell_is_noticed_or_free(int[] steps, int? imageShard, int? chainShard)
    {
        var shards = ToyExecution.Run(steps, imageShard, chainShard);
        Assert.Empty(ExactOracle.Findings(Machine, shards, ToyRunRule.For(Machine)));
        CellProbe probe = new(Machine, shards);
        Random random = new(11);
        Dictionary<ProbeVerdict, int> verdicts = Enum.GetValues<ProbeVerdict>().ToDictionary(verdict => verdict, _ => 0);
        SortedDictionary<string, int> free = new(StringComparer.Ordinal);
        HashSet<(int Table, int Column)> caught = [];
        foreach (var (k, t, row, column) in Cells(shards))
        {
            foreach (var value in Values(shards[k].Traces[t], column, row, random))
            {
                var verdict = probe.Try(k, t, row, column, value);
                verdicts[verdict]++;
                if (verdict == ProbeVerdict.Unnoticed)
                {
                    var table = Machine.Machine.Tables[t];
                    Assert.True(IsWaived(table, column) && probe.IsSilent(k, t, row), $"shard {k + 1} {table.Name}.{table.Columns.Names[column]} row {row} = {value} is accepted");
                    free[$"{table.Name}.{table.Columns.Names[column]}"] = free.GetValueOrDefault($"{table.Name}.{table.Columns.Names[column]}") + 1;
                }
                else if (verdict != ProbeVerdict.Unchanged)
                {
                    caught.Add((t, column));
                }
            }
        }

        var changed = verdicts.Values.Sum() - verdicts[ProbeVerdict.Unchanged];
        output.WriteLine($"{changed} changed cells of {Machine.Machine.ColumnCount} columns: {verdicts[ProbeVerdict.ByKey]} noticed by the key, "
            + $"{verdicts[ProbeVerdict.ByConstraint]} by a constraint, {verdicts[ProbeVerdict.ByBus]} by a bus, {verdicts[ProbeVerdict.Unnoticed]} free in rows that say nothing.");
        output.WriteLine(string.Join(", ", free.Select(entry => $"{entry.Key} {entry.Value}")));
        Assert.True(changed > 20_000);

        // Every column of every table is caught somewhere, and every waiver is needed.
        Assert.Equal(FreeCells.Sum(entry => entry.Value.Columns.Split(' ').Length), free.Count);
        Assert.Equal(Machine.Machine.ColumnCount, caught.Count);
    }

    [Fact]
    public void Probe_agrees_with_the_oracle()
    {
        var shards = ToyExecution.Run([5, 5]);
        CellProbe probe = new(Machine, shards);
        Random random = new(5);
        var cells = Cells(shards).ToArray();
        HashSet<ProbeVerdict> seen = [];
        for (var sample = 0; sample < 150; sample++)
        {
            var (k, t, row, column) = cells[random.Next(cells.Length)];
            var value = Values(shards[k].Traces[t], column, row, random)[random.Next(11)];
            var verdict = probe.Try(k, t, row, column, value);
            var findings = ExactOracle.Findings(Machine, WithCell(shards, k, t, row, column, value), ToyRunRule.For(Machine));
            Assert.Equal(verdict is ProbeVerdict.Unchanged or ProbeVerdict.Unnoticed, findings.Count == 0);
            seen.Add(verdict);
            Assert.Contains(findings.Select(finding => finding.Rule).DefaultIfEmpty(OracleRule.None), rule => verdict switch
            {
                ProbeVerdict.ByKey => rule == OracleRule.Preprocessed,
                ProbeVerdict.ByConstraint => rule == OracleRule.Constraint,
                ProbeVerdict.ByBus => rule is OracleRule.LocalBus or OracleRule.GlobalBus,
                _ => rule == OracleRule.None,
            });
        }

        Assert.Superset(new HashSet<ProbeVerdict> { ProbeVerdict.ByKey, ProbeVerdict.ByConstraint, ProbeVerdict.ByBus, ProbeVerdict.Unnoticed }, seen);
    }

    [Fact]
    public void Every_changed_public_value_is_noticed()
    {
        var shards = ToyExecution.Run([5, 5]);
        Random random = new(3);
        var count = 0;
        for (var k = 0; k < shards.Length; k++)
        {
            for (var i = 0; i < shards[k].PublicValues.Length; i++)
            {
                var original = shards[k].PublicValues[i];
                foreach (var value in Values(original, random, shards[1 - k].PublicValues[i]).Where(value => value != original))
                {
                    var changed = shards.ToArray();
                    changed[k] = shards[k] with { PublicValues = [.. shards[k].PublicValues] };
                    changed[k].PublicValues[i] = value;

                    // Nothing reads the exit code of a shard that does not halt but the rule of the run, and so on: the oracle as a whole notices.
                    Assert.NotEmpty(ExactOracle.Findings(Machine, changed, ToyRunRule.For(Machine)));
                    count++;
                }
            }
        }

        output.WriteLine($"{count} changed public values noticed.");
        Assert.True(count > 150);
    }

    private static bool IsWaived(TableDefinition table, int column) =>
        FreeCells.TryGetValue(table.Name, out var free) && free.Columns.Split(' ').Contains(table.Columns.Names[column]);

    private static IEnumerable<(int Shard, int Table, int Row, int Column)> Cells(ShardWitness[] shards) =>
        from k in Enumerable.Range(0, shards.Length)
        from t in Enumerable.Range(0, shards[k].Traces.Length)
        from row in Enumerable.Range(0, shards[k].Traces[t].Height)
        from column in Enumerable.Range(0, shards[k].Traces[t].Width)
        select (k, t, row, column);

    // The eleven values of the test plan: 0, 1, p - 1, v + 1, v - 1, v + 256, v - 256, v + 2^16, 2^24, random, the value of another row.
    private static KoalaBear[] Values(TraceMatrix trace, int column, int row, Random random) =>
        Values(trace[column, row], random, trace[column, (row + 1 + random.Next(Math.Max(trace.Height - 1, 1))) % trace.Height]);

    private static KoalaBear[] Values(KoalaBear value, Random random, KoalaBear other) =>
    [
        KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, value + KoalaBear.One, value - KoalaBear.One, value + Word(256), value - Word(256),
        value + Word(1 << 16), Word(1 << 24), Word(random.NextInt64(KoalaBear.Modulus)), other,
    ];

    private static KoalaBear Word(long value) => KoalaBear.FromCanonical((uint)value);

    private static ShardWitness[] WithCell(ShardWitness[] shards, int k, int t, int row, int column, KoalaBear value)
    {
        var traces = shards[k].Traces.ToArray();
        traces[t] = traces[t].Clone();
        traces[t][column, row] = value;
        var changed = shards.ToArray();
        changed[k] = shards[k] with { Traces = traces };
        return changed;
    }
}
