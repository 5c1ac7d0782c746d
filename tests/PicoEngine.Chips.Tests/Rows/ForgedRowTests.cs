// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>
/// Changed rows of every instruction table. A row that constraints and lookup tables accept must be a right step of the machine, a silent row, or differ in a
/// cell that is free for a reason listed here.
/// </summary>
public sealed class ForgedRowTests(ITestOutputHelper output)
{
    // Table and column of every cell that may be free in a row that is not silent, the reason, and in which rows: those where the named column has the value.
    private static readonly (string Table, string Column, string Reason, string Where, uint Value)[] Waivers =
    [
        ("bitwise", "rs2", "an immediate form names no second register", "is_immediate", 1),
        ("bitwise", "gap_c", "an immediate form reads no second register", "is_immediate", 1),
        ("shift", "c[0]", "an immediate form reads no second register", "is_imm", 1),
        ("shift", "c[1]", "an immediate form reads no second register", "is_imm", 1),
        ("shift", "gap_c", "an immediate form reads no second register", "is_imm", 1),
        ("set_less", "gap_c", "an immediate form reads no second register", "is_immediate", 1),
        ("branch_equal", "inverse_norm", "equal words have no inverse to witness that they differ", "differs", 0),
    ];

    public static TheoryData<string> TableNames => [.. InstructionRun.InstructionTables.Select(table => table.Name)];

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Changed_cells_are_noticed_or_free(string name)
    {
        var table = InstructionRun.Table(name);
        var names = table.Columns.Names;
        Random random = new(7);
        var counts = new long[Enum.GetValues<RowVerdict>().Length];
        HashSet<int> noticed = [];
        HashSet<string> free = [];
        foreach (var program in InstructionPrograms.Names)
        {
            var run = InstructionPrograms.Run(program);
            RowJudge judge = new(table, run.Source.Program);
            var rows = run.Rows(table);
            for (var row = random.Next(3); row < rows.Count; row += 1 + random.Next(11))
            {
                var cells = rows[row];
                var before = judge.Messages(cells);
                for (var column = 0; column < cells.Length; column++)
                {
                    var kept = cells[column];
                    foreach (var value in CellMenu.Values(kept, rows[random.Next(rows.Count)][column], random).Where(value => value != kept))
                    {
                        cells[column] = value;
                        var verdict = judge.Judge(cells, before);
                        counts[(int)verdict]++;
                        Assert.True(verdict != RowVerdict.Forged, $"{name}.{names[column]} = {value} in row {row} of {program} is accepted");
                        if (verdict == RowVerdict.Free)
                        {
                            Assert.True(IsWaived(name, names, cells, column), $"{name}.{names[column]} = {value} is free in row {row} of {program}");
                            free.Add(names[column]);
                        }
                        else
                        {
                            noticed.Add(column);
                        }
                    }

                    cells[column] = kept;
                }
            }
        }

        output.WriteLine(string.Join(", ", Enum.GetValues<RowVerdict>().Select(verdict => $"{verdict} {counts[(int)verdict]}")));
        Assert.Equal(names.Count, noticed.Count);
        Assert.Equal(Waivers.Where(waiver => waiver.Table == name).Select(waiver => waiver.Column).Order(), free.Order());
        Assert.True(counts.Sum() > 5_000);
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Changed_padding_stays_silent_or_fails(string name)
    {
        var table = InstructionRun.Table(name);
        var run = InstructionPrograms.Run("registers");
        RowJudge judge = new(table, run.Source.Program);
        Random random = new(9);
        var cells = new KoalaBear[table.Columns.Width];
        Assert.Equal(RowVerdict.Silent, judge.Judge(cells));
        for (var column = 0; column < cells.Length; column++)
        {
            foreach (var value in CellMenu.Values(KoalaBear.Zero, KoalaBear.FromCanonical(2), random))
            {
                cells[column] = value;
                Assert.True(judge.Judge(cells) is RowVerdict.Silent or RowVerdict.Constraint or RowVerdict.Lookup, $"{name}.{table.Columns.Names[column]} = {value}");
            }

            cells[column] = KoalaBear.Zero;
        }
    }

    [Theory]
    [MemberData(nameof(TableNames))]
    public void Repaired_rows_are_right_or_refused(string name)
    {
        const int RowsPerProgram = 4;
        const int DeepRowsPerProgram = 1;
        var table = InstructionRun.Table(name);
        Random random = new(13);
        var counts = new long[Enum.GetValues<RowVerdict>().Length];
        var tried = 0L;
        foreach (var program in InstructionPrograms.Names)
        {
            var run = InstructionPrograms.Run(program);
            RowJudge judge = new(table, run.Source.Program);
            RepairSearch search = new(judge, run.Source.Program);
            var rows = run.Rows(table);
            for (var sample = 0; sample < Math.Min(RowsPerProgram, rows.Count); sample++)
            {
                var cells = rows[random.Next(rows.Count)];
                var other = rows[random.Next(rows.Count)];
                foreach (var move in CellMenu.Moves(table.Columns.Names, cells, other, random))
                {
                    search.Run(cells, move, sample < DeepRowsPerProgram ? 3 : 2, Accept);
                }

                void Accept(KoalaBear[] accepted, RowVerdict verdict)
                {
                    counts[(int)verdict]++;
                    Assert.True(verdict != RowVerdict.Forged,
                        $"{name} in {program}: {string.Join(", ", Differences(table.Columns.Names, cells, accepted))}\n{string.Join("\n", judge.Messages(accepted))}");
                }
            }

            tried += search.Tried;
        }

        output.WriteLine($"{tried} rows tried; accepted: "
            + string.Join(", ", Enum.GetValues<RowVerdict>().Where(verdict => counts[(int)verdict] > 0).Select(verdict => $"{verdict} {counts[(int)verdict]}")));
        Assert.True(counts[(int)RowVerdict.Right] > 100);
    }

    /// <summary>Whether two rows differ in nothing but cells that may be free.</summary>
    internal static bool IsWaived(string table, IReadOnlyList<string> names, KoalaBear[] cells, KoalaBear[] before) =>
        Enumerable.Range(0, cells.Length).All(column => cells[column] == before[column] || IsWaived(table, names, cells, column));

    private static bool IsWaived(string table, IReadOnlyList<string> names, KoalaBear[] cells, int column) =>
        Waivers.Any(waiver => waiver.Table == table && waiver.Column == names[column]
            && cells[names.ToList().IndexOf(waiver.Where)] == KoalaBear.FromCanonical(waiver.Value));

    private static IEnumerable<string> Differences(IReadOnlyList<string> names, KoalaBear[] before, KoalaBear[] after) =>
        names.Select((column, i) => (column, i)).Where(entry => before[entry.i] != after[entry.i])
            .Select(entry => $"{entry.column}: {before[entry.i]} -> {after[entry.i]}");
}
