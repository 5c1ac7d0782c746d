// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Chips.Precompiles.Poseidon2;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Executor.Precompiles;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Deletion;

/// <summary>Every rule of the table of POSEIDON2_PERMUTE: without it some forged row would pass, or it only makes the filling of a row unique.</summary>
public sealed class DeletedPermutationRuleTests(ITestOutputHelper output)
{
    private const uint Source = 0x0030_0000;
    private const uint Target = 0x0031_0000;
    private const int Words = 16;

    // 2^16 * this = -1 modulo p.
    private const int Turn = 0x7f00;

    private static readonly Poseidon2PermuteTable Table = new();
    private static readonly CallLayout Layout = new(Poseidon2PermuteTable.Code, [new(false, 0, Words, 0, false), new(true, 0, Words, 1, true)], Permute);

    [Fact]
    public void Table_without_a_rule_accepts_a_forged_row()
    {
        RuleTally tally = new(Table, new CallOracle([Layout]).Judge);
        var right = Row([.. Enumerable.Range(0, Words).Select(i => (uint)(100 * i) + 7)]);
        var rules = tally.Rules(right);
        AddRounds(tally, right);
        AddWords(tally, right);
        AddSmallResults(tally);
        AddAccesses(tally, right);
        tally.AddRefused(1);

        // Of a word: that top is boolean, and that the high limb is 0x7f00 where top is 1. The limbs and the value leave no other word; top could be another number.
        var explained = Enumerable.Range(0, 2 * Words).SelectMany(word => new[] { $"constraint {1 + (3 * word)}", $"constraint {2 + (3 * word)}" });
        output.WriteLine($"{rules.Count} rules, {tally.Needed.Count} needed");
        Assert.Equal(explained.Order(), rules.Where(rule => !tally.Needed.Contains(rule)).Order());
    }

    /// <summary>A state cell that is one more than it should be, and all that follows from it.</summary>
    private static void AddRounds(RuleTally tally, KoalaBear[] right)
    {
        string[] order = ["first", "internal", "last", "out"];
        var names = Table.Columns.Names;
        int[] cells = [.. order.SelectMany(name => Enumerable.Range(0, names.Count).Where(column => names[column].StartsWith($"{name}[", StringComparison.Ordinal)))];
        const int Constraints = 1 + (3 * 2 * Words);
        RowReader reader = new(Table);
        for (var wrong = 0; wrong < cells.Length; wrong++)
        {
            BytesRow row = new(Table, right);
            row.Cells[cells[wrong]] += KoalaBear.One;
            for (var next = wrong + 1; next < cells.Length;)
            {
                // Each constraint is a cell minus what it should be. External rounds have sixteen at once.
                var size = names[cells[next]].StartsWith("internal", StringComparison.Ordinal) ? 1 : Words - ((next < 64 ? next : next - 84) % Words);
                reader.Read(row.Cells);
                for (var end = next + size; next < end; next++)
                {
                    row.Cells[cells[next]] -= reader.Constraints[Constraints + next];
                }
            }

            for (var i = 0; i < Words; i++)
            {
                row.Set($"out_hi[{i}]", row[$"out[{i}]"].ToCanonical() >> 16);
            }

            tally.Add(row.Cells);
        }
    }

    private static void AddWords(RuleTally tally, KoalaBear[] right)
    {
        for (var i = 0; i < Words; i++)
        {
            foreach (var name in (string[])["in", "out"])
            {
                // The element plus p.
                var value = new BytesRow(Table, right)[$"{name}[{i}]"].ToCanonical();
                tally.Add(new BytesRow(Table, right).Set($"{name}_hi[{i}]", ((long)value + KoalaBear.Modulus) >> 16).Cells);
            }

            // Words of the input are small, so that plus p they have the high limb of p.
            tally.Add(new BytesRow(Table, right).Set($"in_hi[{i}]", Turn).Set($"in_top[{i}]", 1).Cells);

            // A low limb below 0; a high limb below 0.
            tally.Add(new BytesRow(Table, right).Add($"out_hi[{i}]", 1).Cells);
            tally.Add(new BytesRow(Table, right).Add($"out_hi[{i}]", -Turn).Cells);
        }
    }

    /// <summary>Words of the result that are small, so that plus p they have the high limb of p: one in 2^15 is.</summary>
    private static void AddSmallResults(RuleTally tally)
    {
        Random random = new(5);
        HashSet<int> done = [];
        var words = new uint[Words];
        var result = new uint[Words];
        while (done.Count < Words)
        {
            words[0] = (uint)random.NextInt64(KoalaBear.Modulus);
            words[1] = (uint)random.NextInt64(KoalaBear.Modulus);
            Assert.Equal(PrecompileFault.None, GuestPoseidon2.Permute(words, result));
            for (var i = 0; i < Words; i++)
            {
                if (result[i] is > 0 and < 0xffff && done.Add(i))
                {
                    tally.Add(new BytesRow(Table, Row(words)).Set($"out_hi[{i}]", Turn).Set($"out_top[{i}]", 1).Cells);
                }
            }
        }
    }

    private static void AddAccesses(RuleTally tally, KoalaBear[] right)
    {
        foreach (var (low, pointer) in ((string, string)[])[("a0_lo", "p"), ("a1_lo", "q")])
        {
            BytesRow row = new(Table, right);
            tally.Add(row.Set(low, (row[pointer].ToCanonical() + (long)KoalaBear.Modulus) & 0xffff).Cells);
        }

        for (var word = 0; word < Words; word++)
        {
            foreach (var gap in (string[])["in_gap", "out_gap"])
            {
                tally.Add(new BytesRow(Table, right).Set($"{gap}[{2 * word}]", -2).Set($"{gap}[{(2 * word) + 1}]", 0).Cells);
                tally.Add(new BytesRow(Table, right).Set($"{gap}[{2 * word}]", 0).Set($"{gap}[{(2 * word) + 1}]", Turn).Cells);
            }
        }
    }

    private static KoalaBear[] Row(uint[] words)
    {
        CallMemory memory = new();
        memory.Store(Source, words);
        memory.Call(Layout, Source, Target);
        return new CallRows(Table, [Layout], memory).Cells[0];
    }

    private static uint[]? Permute(uint[] words)
    {
        var result = new uint[Words];
        return GuestPoseidon2.Permute(words.AsSpan(0, Words), result) == PrecompileFault.None ? result : null;
    }
}
