// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Machines;
using PicoEngine.Air.Oracle;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Runs;

/// <summary>
/// Every cell of the system tables, in every kind of row, changed to each of eleven values: somebody notices, or the cell is free for a reason that is
/// listed and checked.
/// </summary>
public sealed class SystemMutationTests(ITestOutputHelper output)
{
    // Rows of a kind that are tried; the kinds are the patterns of a table's flags.
    private const int RowsPerKind = 4;

    private static readonly string[] TableNames =
        ["system_call", "hint", "register_refresh", "boundary", "memory", "image", "segment", "program", "range16", "range14", "byte"];

    // Cells that may be anything although their row speaks: their columns, the flags that are all 0 then, and why nothing reads them.
    private static readonly (string Table, string Columns, string Flags, string Reason)[] FreeCells =
    [
        ("system_call", "commit_byte[0] commit_byte[1]", "is_commit is_commit_deferred", "the call commits nothing"),
        ("system_call", "cursor[0] cursor[1] cursor_next[0] cursor_next[1] gap_cursor hint_words hint_tail", "is_hint_read", "the call reads no hint"),
        ("hint", "v_prev[0] v_prev[1] v[0] v[1] gap[0] gap[1]", "is_word tail[0] tail[1] tail[2]", "the step ends on a whole word: the row writes nothing"),
    ];

    [Fact]
    public void Every_changed_cell_is_noticed_or_free()
    {
        using var program = SystemPrograms.Mixed(3600);
        GuestInput input = new();
        foreach (var length in (int[])[70, 11, 0])
        {
            input.Add(new byte[length].Select((_, i) => (byte)(200 - i)).ToArray());
        }

        var run = GuestRun.Of(program, input, cellsPerRow: 100);
        Assert.True(run.Shards.Length > 1);
        Assert.Empty(run.Findings());
        CellProbe probe = new(run.Key, run.Shards);
        Random random = new(7);
        HashSet<(string Table, string Column)> caught = [];
        HashSet<(string Table, string Column)> free = [];
        var tried = 0;
        foreach (var (shard, table, row) in Rows(run))
        {
            var trace = run.Shards[shard].Traces[table.Index];
            var other = (row + 1 + random.Next(Math.Max(trace.Height - 1, 1))) % trace.Height;
            for (var column = 0; column < trace.Width; column++)
            {
                var name = table.Columns.Names[column];
                foreach (var value in CellMenu.Values(trace[column, row], trace[column, other], random))
                {
                    tried++;
                    switch (probe.Try(shard, table.Index, row, column, value))
                    {
                        case ProbeVerdict.Unnoticed when !probe.IsSilent(shard, table.Index, row):
                            Assert.True(IsWaived(table, trace, row, name), $"shard {shard + 1} {table.Name}.{name} row {row} = {value} is accepted");
                            free.Add((table.Name, name));
                            break;
                        case ProbeVerdict.ByBus or ProbeVerdict.ByConstraint or ProbeVerdict.ByKey:
                            caught.Add((table.Name, name));
                            break;
                        default:
                            break;
                    }
                }
            }
        }

        output.WriteLine($"{tried} values; free in some rows that speak: {string.Join(", ", free.Order())}");

        // Every column is caught somewhere, and every waiver is needed.
        var columns = TableNames.SelectMany(name => GuestRun.Shape.Tables[GuestRun.Index(name)].Columns.Names.Select(column => (name, column)));
        Assert.Empty(columns.Except(caught));
        Assert.Equal(FreeCells.SelectMany(waiver => waiver.Columns.Split(' ').Select(column => (waiver.Table, column))).Order(), free.Order());
    }

    private static IEnumerable<(int Shard, TableDefinition Table, int Row)> Rows(GuestRun run)
    {
        foreach (var table in TableNames.Select(name => GuestRun.Shape.Tables[GuestRun.Index(name)]))
        {
            Dictionary<string, int> kinds = [];
            for (var shard = 0; shard < run.Shards.Length; shard++)
            {
                var trace = run.Shards[shard].Traces[table.Index];
                for (var row = 0; row < trace.Height; row++)
                {
                    var kind = Kind(table, trace, row);
                    kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
                    if (kinds[kind] <= RowsPerKind)
                    {
                        yield return (shard, table, row);
                    }
                }
            }
        }
    }

    private static string Kind(TableDefinition table, TraceMatrix trace, int row) => string.Join(
        ' ', table.Columns.Names.Select((name, column) => IsFlag(name) ? trace[column, row].ToString() : name == "kind" ? $"{trace[column, row].IsZero}" : ""));

    private static bool IsFlag(string name) => name.StartsWith("is_", StringComparison.Ordinal) || name.StartsWith("tail[", StringComparison.Ordinal) || name is "real" or "on" or "space";

    private static bool IsWaived(TableDefinition table, TraceMatrix trace, int row, string column) => FreeCells.Any(waiver =>
        waiver.Table == table.Name && waiver.Columns.Split(' ').Contains(column)
        && waiver.Flags.Split(' ').All(flag => trace[table.Columns.Names.ToList().IndexOf(flag), row] == KoalaBear.Zero));
}
