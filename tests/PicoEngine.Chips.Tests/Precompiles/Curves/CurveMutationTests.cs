// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Curves;

/// <summary>
/// Every column of the tables of curves, in a real row and in padding, changed to each of eleven values: a constraint or a lookup refuses the row, or it still
/// says what the curve says. No cell is free: there are no waivers.
/// </summary>
public sealed class CurveMutationTests(ITestOutputHelper output)
{
    public static TheoryData<string> TableNames => [.. CurveRun.Tables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Changed_cells_of_a_call_are_noticed(string name)
    {
        var run = CurveCases.Run(name);
        var table = CurveRun.Table(name);
        var rows = run.Rows(table);
        CurveJudge judge = new(table);
        SortedDictionary<RowVerdict, int> verdicts = [];
        Random random = new(23);
        for (var column = 0; column < table.Columns.Width; column++)
        {
            var (cells, other) = (rows[column % rows.Count], rows[(column + 1) % rows.Count]);
            var before = judge.Say(cells);
            foreach (var value in Values(cells[column], other[column], random))
            {
                if (value == cells[column])
                {
                    continue;
                }

                KoalaBear[] changed = [.. cells];
                changed[column] = value;
                var verdict = judge.Judge(changed, before);
                verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right || (IsFlag(table, column) && verdict == RowVerdict.Silent),
                    $"{table.Name} {table.Columns.Names[column]} = {value}: {verdict}");
            }
        }

        output.WriteLine($"{table.Name}: {string.Join(", ", verdicts.Select(entry => $"{entry.Value} {entry.Key}"))}");
        Assert.True(verdicts[RowVerdict.Constraint] > 5 * table.Columns.Width);
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Padding_stays_silent_unless_it_is_a_row(string name)
    {
        var table = CurveRun.Table(name);
        CurveJudge judge = new(table);
        for (var column = 0; column < table.Columns.Width; column++)
        {
            foreach (var value in (KoalaBear[])[KoalaBear.One, KoalaBear.MinusOne])
            {
                var cells = new KoalaBear[table.Columns.Width];
                cells[column] = value;
                Assert.True(judge.Judge(cells, null) is RowVerdict.Constraint or RowVerdict.Silent, $"{table.Name} {table.Columns.Names[column]} = {value}");
            }
        }
    }

    // The eleven values of the test plan: 0, 1, p - 1, v + 1, v - 1, v + 256, v - 256, v + 2^16, 2^24, random, the value of another row.
    private static KoalaBear[] Values(KoalaBear value, KoalaBear other, Random random) =>
    [
        KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, value + KoalaBear.One, value - KoalaBear.One, value + Number(256), value - Number(256),
        value + Number(1 << 16), Number(1 << 24), Number(random.NextInt64(KoalaBear.Modulus)), other,
    ];

    private static bool IsFlag(IRecordTable table, int column) => table.Columns.Names[column].StartsWith("is_", StringComparison.Ordinal);

    private static KoalaBear Number(long value) => KoalaBear.FromCanonical((uint)value);
}
