// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Precompiles.Keccak;
using PicoEngine.Chips.Program;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Chips.Tests.Runs;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Keccak;

/// <summary>The finite facts that the argument for the Keccak tables rests on, each checked over everything that it is about.</summary>
public sealed class KeccakRelationTests
{
    private static readonly int[] ChiDigits = [0, 1, 4, 5];
    private static readonly int[] EvenDigits = [0, 2, 4, 6];

    [Fact]
    public void Table_holds_every_entry_of_every_relation_once_and_no_other()
    {
        var preprocessed = KeccakLookupTable.Preprocess();
        KeccakLookupTable table = new();
        RowReader reader = new(table);
        Dictionary<string, HashSet<string>> entries = [];
        for (var row = 0; row < preprocessed.Height; row++)
        {
            var cells = new KoalaBear[table.Columns.Width];
            cells.AsSpan().Fill(KoalaBear.One);
            preprocessed.CopyRow(row, cells.AsSpan(0, preprocessed.Width));
            reader.Read(cells);
            foreach (var message in reader.Messages)
            {
                Assert.True(message.IsReceive && KeccakRelations.Has(message.Bus, message.Elements), $"row {row}: {message}");
                Assert.True((entries.TryGetValue(message.Bus.Name, out var set) ? set : entries[message.Bus.Name] = []).Add(string.Join(' ', message.Elements)));
            }
        }

        // Each relation is free in sixteen bits: 4^8 choices of digits, two chunks, or a limb.
        Assert.Equal(9, entries.Count);
        Assert.All(entries.Values, set => Assert.Equal(1 << 16, set.Count));
    }

    [Fact]
    public void Rows_that_messages_name_are_the_entries()
    {
        var preprocessed = KeccakLookupTable.Preprocess();
        KeccakLookupTable table = new();
        using var program = SystemPrograms.Halt();
        var rules = table.LookupRows(new ProgramRows(program.Image)).ToDictionary(rule => rule.Bus.Name);
        RowReader reader = new(table);
        var cells = new KoalaBear[table.Columns.Width];
        cells.AsSpan().Fill(KoalaBear.One);
        foreach (var row in (int[])[0, 1, 2, 0x1234, 0x8001, 0xaaaa, 0xffff])
        {
            preprocessed.CopyRow(row, cells.AsSpan(0, preprocessed.Width));
            reader.Read(cells);
            foreach (var message in reader.Messages)
            {
                var rule = rules[message.Bus.Name];
                uint[] named = [Evaluate(rule.Form.Terms.Select(term => (term.Coefficient, term.Variables.Single())), message.Elements)];
                Assert.Equal(named[0], rule.ValueOf(row));
                rule.ToRows(named);
                Assert.Equal((uint)row, named[0]);
            }

            uint[] none = [1u << 31 | rules["keccak_chi"].ValueOf(row), rules["keccak_chi"].ValueOf(row) | 2];
            rules["keccak_chi"].ToRows(none);
            Assert.All(none, value => Assert.Equal(uint.MaxValue, value));
        }
    }

    [Fact]
    public void Chi_relation_of_a_digit_is_chi_and_theta()
    {
        for (var bits = 0; bits < 32; bits++)
        {
            var (b0, b1, b2, d, y) = (bits & 1, bits >> 1 & 1, bits >> 2 & 1, bits >> 3 & 1, bits >> 4 & 1);
            var digit = (2 * (b0 + d + y)) + b1 - b2;
            Assert.InRange(digit, -1, 7);
            Assert.Equal(y == (b0 ^ ((1 - b1) & b2) ^ d), ChiDigits.Contains(digit));
        }
    }

    [Fact]
    public void Even_relation_of_a_digit_is_parity()
    {
        for (var bits = 0; bits < 128; bits++)
        {
            var sum = BitOperations.PopCount((uint)bits);
            Assert.Equal(sum % 2 == 0, EvenDigits.Contains(sum));
        }
    }

    [Fact]
    public void Parity_of_a_column_behind_theta_is_that_before_plus_the_effect()
    {
        for (var bits = 0; bits < 64; bits++)
        {
            // Five chunks of the column and the effect d.
            var (column, d) = (bits & 31, bits >> 5);
            var before = BitOperations.PopCount((uint)column) % 2;
            var after = Enumerable.Range(0, 5).Sum(y => (column >> y & 1) ^ d);
            Assert.Equal(0, (after + before + d) % 2);
            Assert.Equal(1, (after + (1 - before) + d) % 2);
        }
    }

    [Fact]
    public void Digits_are_unique_within_eight_of_each_other_and_sums_stay_below_the_modulus()
    {
        // All pairs of three digits: of a sum, and of an entry.
        foreach (var (digits, low, high) in new[] { (ChiDigits, -1, 7), (EvenDigits, 0, 7) })
        {
            Dictionary<int, int> entries = [];
            for (var i = 0; i < 64; i++)
            {
                entries.Add(digits[i % 4] + (8 * digits[i / 4 % 4]) + (64 * digits[i / 16]), i);
            }

            for (var a = low; a <= high; a++)
            {
                for (var b = low; b <= high; b++)
                {
                    for (var c = low; c <= high; c++)
                    {
                        Assert.Equal(entries.ContainsKey(a + (8 * b) + (64 * c)), digits.Contains(a) && digits.Contains(b) && digits.Contains(c));
                    }
                }
            }

            // A digit of a sum and one of an entry differ by 7 at most: if the numbers agree, so does the lowest digit modulo 8, hence exactly, and so on up.
            Assert.True(digits.Max() - low < 8 && high - digits.Min() < 8);

            // And the numbers agree as integers if they agree in the field.
            const long Ones = ((1L << 24) - 1) / 7;
            Assert.True((digits.Max() - low) * Ones < KoalaBear.Modulus && (high - digits.Min()) * Ones < KoalaBear.Modulus);
        }
    }

    [Fact]
    public void Chunks_move_as_bits_do()
    {
        var rotations = Rotations();
        for (var lane = 0; lane < 25; lane++)
        {
            for (var bit = 0; bit < 64; bit++)
            {
                // Where pi and rho put the bit, by their definitions.
                var (x, y) = (lane % 5, lane / 5);
                var (target, place) = (y + (5 * (((2 * x) + (3 * y)) % 5)), (bit + rotations[lane]) % 64);
                var chunk = (8 * lane) + (bit % 8);
                Assert.Equal((8 * target) + (place % 8), KeccakChunks.Moved[chunk]);
                Assert.Equal(place / 8, ((bit / 8) + KeccakChunks.DigitRotations[chunk]) % 8);
            }
        }

        Assert.Equal(200, KeccakChunks.Moved.Distinct().Count());
        Assert.Equal(161, KeccakChunks.Rotated.Length);
        Assert.Equal([0, 1, 3, 7], KeccakChunks.ConstantChunks);
    }

    [Fact]
    public void Chunk_is_every_eighth_bit()
    {
        foreach (var lane in KeccakPrograms.RandomState(5))
        {
            for (var j = 0; j < 8; j++)
            {
                Assert.Equal(Enumerable.Range(0, 8).Sum(i => (long)(lane >> ((8 * i) + j) & 1) << (3 * i)), KeccakChunks.Chunk(lane, j));
            }
        }
    }

    /// <summary>rho, by the walk of FIPS 202, section 3.2.2.</summary>
    private static int[] Rotations()
    {
        var rotations = new int[25];
        var (x, y) = (1, 0);
        for (var t = 0; t < 24; t++)
        {
            rotations[x + (5 * y)] = (t + 1) * (t + 2) / 2 % 64;
            (x, y) = (y, ((2 * x) + (3 * y)) % 5);
        }

        return rotations;
    }

    private static uint Evaluate(IEnumerable<(KoalaBear Factor, int Place)> form, uint[] elements) =>
        form.Aggregate(KoalaBear.Zero, (sum, term) => sum + (term.Factor * KoalaBear.FromCanonical(elements[term.Place]))).ToCanonical();
}
