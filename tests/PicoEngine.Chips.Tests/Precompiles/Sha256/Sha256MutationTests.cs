// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Sha256;

/// <summary>
/// Every column of the SHA-256 tables, in rows of every class, changed to each of eleven values: a constraint or a lookup refuses the row, or it still says what
/// SHA-256 says. No cell is free: there are no waivers.
/// </summary>
public sealed class Sha256MutationTests(ITestOutputHelper output)
{
    public static TheoryData<int, int[]> RowClasses => new()
    {
        { 0, [0, 1, 2, 3] }, // reads; writes and goes on, twice; writes and ends
        { 1, [0, 1] }, // first and second call
        { 2, [0, 3, 7] }, // first, middle and last eight rounds
    };

    [Theory]
    [MemberData(nameof(RowClasses))]
    public void Changed_cells_of_a_call_are_noticed(int table, int[] rows)
    {
        Sha256Run run = new(new byte[100]);
        var tested = Sha256Run.Tables[table];
        var trace = run.Rows(tested);
        SortedDictionary<RowVerdict, int> verdicts = [];
        Random random = new(23);
        foreach (var row in rows)
        {
            var before = Read(tested, trace[row]);
            for (var column = 0; column < tested.Columns.Width; column++)
            {
                foreach (var value in Values(trace[row][column], trace[(row + 1) % trace.Count][column], random))
                {
                    KoalaBear[] cells = [.. trace[row]];
                    cells[column] = value;
                    if (value == trace[row][column])
                    {
                        continue;
                    }

                    var verdict = Judge(tested, run, cells, before);
                    verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                    var isFlag = tested.Columns.Names[column].StartsWith("is_", StringComparison.Ordinal);
                    Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right || (isFlag && verdict == RowVerdict.Silent),
                        $"{tested.Name} row {row} {tested.Columns.Names[column]} = {value}: {verdict}");
                }
            }
        }

        output.WriteLine($"{tested.Name}: {string.Join(", ", verdicts.Select(entry => $"{entry.Value} {entry.Key}"))}");
        Assert.True(verdicts[RowVerdict.Constraint] > 10 * tested.Columns.Width);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Padding_stays_silent_unless_it_is_a_row(int table)
    {
        Sha256Run run = new(new byte[100]);
        var tested = Sha256Run.Tables[table];
        var other = run.Rows(tested)[0];
        Random random = new(29);
        for (var column = 0; column < tested.Columns.Width; column++)
        {
            foreach (var value in Values(KoalaBear.Zero, other[column], random))
            {
                var cells = new KoalaBear[tested.Columns.Width];
                cells[column] = value;
                var verdict = Judge(tested, run, cells, null);
                var isFlag = tested.Columns.Names[column].StartsWith("is_", StringComparison.Ordinal);
                Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Silent || (isFlag && verdict is RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right),
                    $"{tested.Name} {tested.Columns.Names[column]} = {value}: {verdict}");
            }
        }
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 8)]
    public void Row_that_claims_another_number_is_refused(int table, int numbers)
    {
        Sha256Run run = new(new byte[100]);
        var tested = Sha256Run.Tables[table];
        var trace = run.Rows(tested);
        foreach (var row in Enumerable.Range(0, numbers))
        {
            for (var claimed = 0; claimed < numbers; claimed++)
            {
                // In place of its own number, and besides.
                foreach (var own in (KoalaBear[])[KoalaBear.Zero, KoalaBear.One])
                {
                    if (claimed == row)
                    {
                        continue;
                    }

                    KoalaBear[] cells = [.. trace[row]];
                    (cells[row], cells[claimed]) = (own, KoalaBear.One);
                    Assert.StartsWith("is_row", tested.Columns.Names[claimed]);

                    // At best a right row for another message, which nobody sent: rows of the schedule that follow others are alike.
                    var verdict = Judge(tested, run, cells, Read(tested, trace[row]));
                    Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible
                        || (verdict == RowVerdict.Right && table == 0 && own.IsZero && claimed > 0), $"row {row} as {claimed}: {verdict}");
                }
            }
        }
    }

    private static RowVerdict Judge(IRecordTable table, Sha256Run run, KoalaBear[] cells, List<RowMessage>? before)
    {
        RowReader reader = new(table);
        LookupEntries entries = new(run.Source.Program);
        reader.Read(cells, stopAtBreach: true);
        if (reader.IsBroken)
        {
            return RowVerdict.Constraint;
        }

        if (reader.Messages.Any(message => LookupEntries.IsLookup(message) && !entries.Has(message)))
        {
            return RowVerdict.Lookup;
        }

        var said = reader.Messages.Where(message => !LookupEntries.IsLookup(message)).ToList();
        return said.Count == 0 ? RowVerdict.Silent
            : before is not null && said.Zip(before, (now, then) => now.SameAs(then)).All(same => same) ? RowVerdict.Free
            : Sha256Oracle.Judge(table.Name, said);
    }

    private static List<RowMessage> Read(IRecordTable table, KoalaBear[] cells)
    {
        RowReader reader = new(table);
        reader.Read(cells);
        return [.. reader.Messages.Where(message => !LookupEntries.IsLookup(message))];
    }

    // The eleven values of the test plan: 0, 1, p - 1, v + 1, v - 1, v + 256, v - 256, v + 2^16, 2^24, random, the value of another row.
    private static KoalaBear[] Values(KoalaBear value, KoalaBear other, Random random) =>
    [
        KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, value + KoalaBear.One, value - KoalaBear.One, value + Number(256), value - Number(256),
        value + Number(1 << 16), Number(1 << 24), Number(random.NextInt64(KoalaBear.Modulus)), other,
    ];

    private static KoalaBear Number(long value) => KoalaBear.FromCanonical((uint)value);
}
