// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Assembler;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Executor.Syscalls;
using PicoEngine.Fields;
using Xunit;
using static PicoEngine.Assembler.Registers;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>
/// Every column of the Keccak tables, in rows of every class, changed to each of eleven values: a constraint or a lookup refuses the row, or it still says what
/// Keccak says. No cell is free: there are no waivers.
/// </summary>
public sealed class KeccakMutationTests(KeccakMutationTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<KeccakMutationTests.Fixture>
{
    // Every so many changes the whole row is read, and must say the same as its parts.
    private const int Sample = 211;

    public static TheoryData<string, int[]> RowClasses => new()
    {
        { "keccak_permute", [0, 1] },
        { "keccak_sponge", [0, 1, 2, 3, 4, 5, 6] }, // the blocks of messages of 0, 135, 2, 274 and 141 bytes, the last one without its second block
        { "keccak_digest", [0, 3] },
        { "keccak_round", [0, 8, 17, 29] }, // rows 0, 2, 5, 5
    };

    [Theory]
    [MemberData(nameof(RowClasses))]
    public void Changed_cells_are_noticed(string name, int[] rows)
    {
        var table = KeccakRows.Table(name);
        ColumnReaders readers = new(GuestRun.Machine.Tables.Single(definition => definition.Name == name));
        RowReader reader = new(table);
        SortedDictionary<RowVerdict, int> verdicts = [];
        Random random = new(31);
        var tried = 0;
        foreach (var row in rows)
        {
            var honest = fixture.Rows[name][row];
            var other = fixture.Rows[name][(row + 1) % fixture.Rows[name].Count];
            reader.Read(honest);
            Assert.False(reader.IsBroken);
            RowMessage[] before = [.. reader.Messages];
            Assert.Equal(RowVerdict.Right, KeccakRowOracle.Judge(name, Said(before)));
            for (var column = 0; column < honest.Length; column++)
            {
                foreach (var value in CellMenu.Values(honest[column], other[column], random))
                {
                    if (value == honest[column])
                    {
                        continue;
                    }

                    KoalaBear[] cells = [.. honest];
                    cells[column] = value;
                    var refused = readers.Refuses(cells, column, fixture.Rows.Entries);
                    if (refused is null || ++tried % Sample == 0)
                    {
                        reader.Read(cells);
                        var isRefused = reader.IsBroken || reader.Messages.Any(message => LookupEntries.IsLookup(message) && !fixture.Rows.Entries.Has(message));
                        Assert.Equal(refused is not null, isRefused);
                    }

                    var verdict = refused ?? Judge(name, [.. reader.Messages], before);
                    verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
                    Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup or RowVerdict.Impossible or RowVerdict.Right
                        || (verdict == RowVerdict.Silent && table.Columns.Names[column].StartsWith("is_", StringComparison.Ordinal)),
                        $"{name} row {row} {table.Columns.Names[column]} = {value}: {verdict}");
                }
            }
        }

        output.WriteLine($"{name}: {string.Join(", ", verdicts.Select(entry => $"{entry.Value} {entry.Key}"))}");
    }

    [Theory]
    [InlineData("keccak_permute")]
    [InlineData("keccak_sponge")]
    [InlineData("keccak_digest")]
    [InlineData("keccak_round")]
    public void Padding_stays_silent_unless_it_is_a_row(string name)
    {
        var table = KeccakRows.Table(name);
        RowReader reader = new(table);
        Random random = new(37);
        for (var column = 0; column < table.Columns.Width; column++)
        {
            foreach (var value in CellMenu.Values(KoalaBear.Zero, fixture.Rows[name][0][column], random).Where(value => !value.IsZero).Distinct())
            {
                var cells = new KoalaBear[table.Columns.Width];
                cells[column] = value;
                reader.Read(cells, stopAtBreach: true);
                Assert.True(reader.IsBroken || reader.Messages.Count == 0 || table.Columns.Names[column].StartsWith("is_", StringComparison.Ordinal),
                    $"{name} {table.Columns.Names[column]} = {value} speaks");
            }
        }
    }

    [Fact]
    public void Rows_written_in_parts_are_those_written_at_once()
    {
        foreach (var table in KeccakRows.Tables)
        {
            for (var cut = 1; cut < fixture.Rows[table.Name].Count; cut += cut < 20 ? 1 : 7)
            {
                var rows = fixture.Rows.Write(table, cut);
                Assert.All(rows.Zip(fixture.Rows[table.Name]), pair => Assert.True(pair.First.AsSpan().SequenceEqual(pair.Second), $"{table.Name} cut at {cut}"));
            }
        }
    }

    private static RowVerdict Judge(string name, RowMessage[] messages, RowMessage[] before) =>
        messages.Length == 0 ? RowVerdict.Silent : messages.Length == before.Length && messages.Zip(before, (now, then) => LookupEntries.IsLookup(now) || now.SameAs(then)).All(same => same)
            ? RowVerdict.Free : KeccakRowOracle.Judge(name, Said(messages));

    private static RowMessage[] Said(RowMessage[] messages) => [.. messages.Where(message => !LookupEntries.IsLookup(message))];

    /// <summary>Rows of two permutations and of messages that end in all ways a message can.</summary>
    public sealed class Fixture
    {
        public Fixture()
        {
            CodeBuilder code = new();
            KeccakPrograms.Store(code, KeccakPrograms.State, KeccakPrograms.RandomState(11));
            code.Li(A0, KeccakPrograms.State).Li(A1, 0).Li(T0, (uint)SyscallCode.KeccakPermute).Ecall().Ecall();
            foreach (var length in (int[])[0, 135, 2, 274, 141])
            {
                KeccakPrograms.Store(code, KeccakPrograms.State, KeccakPrograms.RandomState(length));
                code.Li(T1, Descriptor).Li(T2, (uint)length).Sw(T2, 0, T1).Li(A0, KeccakPrograms.State).Li(A1, Descriptor).Li(T0, (uint)SyscallCode.Keccak256).Ecall();
            }

            using var program = SystemPrograms.Load(SystemPrograms.End(code));
            Rows = new KeccakRows(program);
        }

        internal KeccakRows Rows { get; }

        private const uint Descriptor = 0x0031_0000;
    }
}
