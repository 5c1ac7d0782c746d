// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Precompiles.Uint256;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Uint256;

/// <summary>Rows of a forger who knows the table: numbers that fulfil the division, with carries and comparisons made to fit, and flags of other calls.</summary>
public sealed class Uint256ForgeryTests
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;

    private static readonly BigInteger End = BigInteger.One << 256;
    private static readonly Uint256Table Table = new();
    private static readonly string[] Flags = ["is_mul", "is_muladd", "is_muladdmod", "is_dividing", "is_wide"];

    // The layouts are no oracle here: whatever a forged row says is wrong, and it must not come to that.
    private static readonly CallLayout[] Layouts =
    [
        CallLayout.Binary(Uint256Table.MultiplyCode, 16, 8, words => Divide(words, 8, -1)),
        CallLayout.Binary(Uint256Table.MultiplyAddModuloCode, 24, 8, words => Divide(words, 8, 16)),
    ];

    private static readonly CallLayout MultiplyAdd = CallLayout.Binary(Uint256Table.MultiplyAddCode, 16, 16, words =>
    {
        var n = Numbers.FromWords(32, words);
        var value = (n[0] * n[2]) + n[1] + n[3];
        return Numbers.ToWords(32, value % End, value / End);
    });

    public static TheoryData<int, string> Divisions => new()
    {
        { 0, "1" }, { 0, "2" }, { 0, "1000000" }, { 0, "18446744073709551617" }, { 0, "113078212145816597093331040047546785012958969400039613319782796882727665664" },
        { 1, "1" }, { 1, "3" }, { 1, "1000001" }, { 1, "340282366920938463463374607431768211455" },
    };

    [Theory]
    [MemberData(nameof(Divisions))]
    public void Result_that_is_not_reduced_is_refused(int layout, string modulus)
    {
        var number = BigInteger.Parse(modulus, System.Globalization.CultureInfo.InvariantCulture);
        var rows = Rows(Layouts[layout], number);
        ForgedRow honest = new(Table, rows.Cells[0]);
        var (quotient, result) = (honest.Number("quotient"), honest.Number("result"));

        // The equation holds with any quotient whose rest is 0 to 2^256 - 1.
        foreach (var less in (BigInteger[])[1, 2, quotient, BigInteger.Min(quotient, (End - 1 - result) / number)])
        {
            if (less > quotient || result + (less * number) >= End)
            {
                continue;
            }

            var row = new ForgedRow(Table, rows.Cells[0]).Add("quotient", -less).Add("result", less * number).RepairCarries("division");
            AssertRefused(rows, row);
        }
    }

    [Fact]
    public void Repaired_carries_of_an_honest_row_are_its_own()
    {
        // The forger's tool works: without a forgery it gives the row back.
        foreach (var layout in Layouts.Append(MultiplyAdd))
        {
            var rows = Rows(layout, End - 189);
            ForgedRow row = new(Table, rows.Cells[0]);
            foreach (var (name, index) in Table.Columns.Names.Select((name, index) => (name, index)).Where(column => column.name.StartsWith("division_carry", StringComparison.Ordinal)))
            {
                row.Cells[index] = KoalaBear.Zero;
            }

            row.RepairCarries("division");
            Assert.Equal(rows.Cells[0], row.Cells);
            Assert.Contains(row.Comparisons("reduced", layout != MultiplyAdd), comparison => comparison.Cells.AsSpan().SequenceEqual(rows.Cells[0]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Modulus_that_is_claimed_to_be_zero_is_refused(int layout)
    {
        foreach (var modulus in (BigInteger[])[1, 256, End - 1, End / 2])
        {
            var rows = Rows(Layouts[layout], modulus);
            ForgedRow honest = new(Table, rows.Cells[0]);
            var value = (honest.Number("x") * honest.Number("y")) + honest.Number("addend");
            ForgedRow row = new(Table, rows.Cells[0]) { ["is_dividing"] = KoalaBear.Zero, ["is_wide"] = KoalaBear.One };
            AssertRefused(rows, row.SetNumber("quotient", value / End).SetNumber("result", value % End).RepairCarries("division"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Modulus_of_zero_that_is_divided_by_is_refused(int layout)
    {
        var rows = Rows(Layouts[layout], 0, isSmall: true);
        foreach (var quotient in (BigInteger[])[0, 1, End, (End * End) - 1])
        {
            // What is divided by zero is the rest, whatever the quotient is.
            ForgedRow row = new(Table, rows.Cells[0]) { ["is_dividing"] = KoalaBear.One, ["is_wide"] = KoalaBear.Zero };
            AssertRefused(rows, row.SetNumber("quotient", quotient).RepairCarries("division"));
        }
    }

    [Fact]
    public void Flags_of_other_calls_are_refused()
    {
        foreach (var modulus in (BigInteger[])[0, 1, End - 189])
        {
            foreach (var layout in Layouts.Append(MultiplyAdd))
            {
                var rows = Rows(layout, modulus);
                for (var choice = 0; choice < 1 << Flags.Length; choice++)
                {
                    ForgedRow row = new(Table, rows.Cells[0]);
                    for (var i = 0; i < Flags.Length; i++)
                    {
                        row[Flags[i]] = KoalaBear.FromCanonical((uint)(choice >> i) & 1);
                    }

                    if (row.Cells.AsSpan().SequenceEqual(rows.Cells[0]))
                    {
                        continue;
                    }

                    Assert.Equal(RowVerdict.Constraint, rows.Judge(row.Cells, null));

                    // One call and one divisor, and they are not those of the row: the equation is another.
                    if (BitOperations.IsPow2(choice & 7) && BitOperations.IsPow2(choice >> 3))
                    {
                        AssertRefused(rows, row.RepairCarries("division"));
                    }
                }
            }
        }
    }

    [Fact]
    public void Addend_of_a_call_without_one_is_refused()
    {
        // x y + 5 - 5 m with the rest of x y + 5: the equation holds.
        var rows = Rows(Layouts[0], End - 189);
        foreach (var addend in (BigInteger[])[1, 255, End - 200])
        {
            ForgedRow honest = new(Table, rows.Cells[0]);
            var value = (honest.Number("x") * honest.Number("y")) + addend;
            ForgedRow row = new(Table, rows.Cells[0]);
            AssertRefused(rows, row.SetNumber("addend", addend).SetNumber("quotient", value / (End - 189)).SetNumber("result", value % (End - 189)).RepairCarries("division"));
        }
    }

    private static void AssertRefused(CallRows rows, ForgedRow row)
    {
        foreach (var forged in row.Comparisons("reduced").Concat(row.Comparisons("reduced", isActive: false)).Append(row))
        {
            var verdict = rows.Judge(forged.Cells, null);
            Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup, $"{verdict}");
        }
    }

    private static CallRows Rows(CallLayout layout, BigInteger second, bool isSmall = false)
    {
        Random random = new(11);
        BigInteger Number() => Numbers.Random(random, isSmall ? 12 : 32);
        CallMemory memory = new();
        memory.Store(First, Numbers.ToWords(32, Number(), Number()));
        memory.Store(Second, Numbers.ToWords(32, Number(), second, Number()));
        memory.Call(layout, First, Second);
        return new CallRows(Table, [.. Layouts, MultiplyAdd], memory);
    }

    /// <summary>x y, plus the addend at a word if there is one, modulo the number at a word.</summary>
    private static uint[] Divide(uint[] words, int modulusWord, int addendWord)
    {
        BigInteger At(int word) => Numbers.FromWords(32, words.AsSpan(word, 8))[0];
        var modulus = At(modulusWord);
        return Numbers.ToWords(32, ((At(0) * At(words.Length - 8)) + (addendWord < 0 ? 0 : At(addendWord))) % (modulus.IsZero ? End : modulus));
    }
}
