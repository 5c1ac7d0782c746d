// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Precompiles.Fields;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Deletion;

/// <summary>
/// Every rule of the table of 256-bit field operations, and so of the gadgets for big integers that all tables of curves and numbers are made of: without it
/// some forged row would pass, or it is listed here why it stands all the same.
/// </summary>
public sealed class DeletedFieldRuleTests(ITestOutputHelper output)
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;
    private const int Groups = 11;

    private static readonly FieldCase Bn254 = FieldCase.All[1];
    private static readonly BigInteger Modulus = Bn254.Modulus;
    private static readonly CallOracle Oracle = new(Bn254.TableLayouts);
    private static readonly BigInteger Field = KoalaBear.Modulus;

    // Rules without which no forged row is known, and why they stand.
    private static readonly (string[] Rules, string Reason)[] Explained =
    [
        (["constraint 6"], "the sum of the operations is that of the fields, which is boolean; it comes with the flags"),
        (["constraint 25", "constraint 27"], "of the two highest groups: a flag of another value needs two flags above it"),
        (["constraint 29"], "without a flag the excess is 0 and not 1 or more, and of several the lowest one decides; it makes the filling unique"),
        ([.. Enumerable.Range(83, 16).Select(i => $"byte {i}")], "digits of the quotient: the intervals of all groups stand on them, though one free pair is not known to be enough"),
    ];

    [Fact]
    public void Table_without_a_rule_accepts_a_forged_row()
    {
        RuleTally tally = new(Bn254.Table, Oracle.Judge);
        var rules = tally.Rules(Row(2, 3, 5));
        AddSelectors(tally);
        AddComparisons(tally);
        AddEquation(tally);
        AddBytes(tally);
        AddAccesses(tally);
        tally.AddRefused(8);
        output.WriteLine($"{rules.Count} rules, {tally.Needed.Count} needed");
        Assert.Equal(Explained.SelectMany(entry => entry.Rules).Order(), rules.Where(rule => !tally.Needed.Contains(rule)).Order());
    }

    private static void AddAccesses(RuleTally tally)
    {
        foreach (var (low, pointer) in ((string, string)[])[("a0_lo", "p"), ("a1_lo", "q")])
        {
            // The register holds p more than the address.
            var row = new BytesRow(Bn254.Table, Row(2, 7, 9));
            tally.Add(row.Set(low, (long)((row[pointer].ToCanonical() + Field) & 0xffff)).Cells);
        }

        for (var word = 0; word < Bn254.Words; word++)
        {
            foreach (var gap in (string[])["x_gap", "y_gap"])
            {
                // The previous access is the one after this; and this one itself, since 2^16 * 0x7f00 = p - 1.
                tally.Add(new BytesRow(Bn254.Table, Row(2, 7, 9)).Set($"{gap}[{2 * word}]", -2).Set($"{gap}[{(2 * word) + 1}]", 0).Cells);
                tally.Add(new BytesRow(Bn254.Table, Row(2, 7, 9)).Set($"{gap}[{2 * word}]", 0).Set($"{gap}[{(2 * word) + 1}]", 0x7f00).Cells);
            }
        }
    }

    private static void AddSelectors(RuleTally tally)
    {
        // One operation counts -1 times and the two others once: the code is another call's, and the value a mixture.
        foreach (var flag in (string[])["is_add", "is_subtract", "is_multiply"])
        {
            BytesRow row = new(Bn254.Table, Row(0, 7, 9));
            row.Set("is_add", 1).Set("is_subtract", 1).Set("is_multiply", 1).Set(flag, -1);
            var (x, y) = (row.Number("x0"), row.Number("y0"));
            var value = Sign("is_add") * (x + y) + (Sign("is_subtract") * (x - y)) + (Sign("is_multiply") * x * y);
            SetResult(row, value, Mod(value));
            tally.Add(row.Carry("r0").Compare("r0", Modulus).Cells);

            int Sign(string name) => name == flag ? -1 : 1;
        }

        // No operation: an addition gives zero.
        BytesRow none = new(Bn254.Table, Row(0, 7, 9));
        none.Set("is_add", 0);
        SetResult(none, 0, 0);
        tally.Add(none.Carry("r0").Compare("r0", Modulus).Cells);
    }

    private static void AddComparisons(RuleTally tally)
    {
        for (var group = 0; group < Groups; group++)
        {
            // The result M + 5 * 2^24g for 5 * 2^24g. A flag -1 beside two flags above it turns the sign of the difference.
            var result = (BigInteger)5 << (24 * group);
            BytesRow row = new(Bn254.Table, Row(2, result, 1));
            SetResult(row, result, Modulus + result);
            row.Carry("r0").Compare("r0", Modulus);
            tally.Add(row.Cells); // the excess is negative, so its high byte is
            var excess = -6;
            tally.Add(new BytesRow(Bn254.Table, row.Cells).Set("r0_excess_low", excess).Set("r0_excess_high", 0).Cells);
            tally.Add(new BytesRow(Bn254.Table, row.Cells).Set("r0_excess_low", 0).Set("r0_excess_high", 0).Cells);
            if (group + 2 < Groups)
            {
                BytesRow turned = new(Bn254.Table, row.Cells);
                turned.Set($"is_r0_at[{group}]", -1).Set($"is_r0_at[{group + 1}]", 1).Set($"is_r0_at[{group + 2}]", 1);
                tally.Add(turned.Set("r0_excess_low", 4).Set("r0_excess_high", 0).Cells);
            }

            if (group > 0)
            {
                // The lowest group is less, but the one that decides is not.
                var less = result - 1;
                BytesRow low = new(Bn254.Table, Row(2, less, 1));
                SetResult(low, less, Modulus + less);
                tally.Add(low.Carry("r0").Compare("r0", Modulus, 0).Cells);
            }
        }
    }

    private static void AddEquation(RuleTally tally)
    {
        Random random = new(5);
        for (var sample = 0; sample < 3; sample++)
        {
            var right = Row(2, Numbers.Random(random, 32), Numbers.Random(random, 32));
            var groups = new BytesRow(Bn254.Table, right).Groups("r0").Count;
            for (var group = 0; group < groups; group++)
            {
                foreach (var sign in (int[])[1, -1])
                {
                    // Wrong by one in a group; wrong by p, which the group does not notice but its carry.
                    foreach (var (error, isOfCarry) in ((BigInteger, bool)[])[(BigInteger.One, false), (Field, true)])
                    {
                        BytesRow row = new(Bn254.Table, right);
                        var value = row.Number("x0") * row.Number("y0");
                        var shifted = value + (sign * (error << (16 * group)));
                        if (SetResult(row, shifted, Mod(shifted)))
                        {
                            tally.Add(row.Carry("r0", isOfCarry ? null : group).Compare("r0", Modulus).Cells);
                        }
                    }
                }
            }
        }
    }

    private static void AddBytes(RuleTally tally)
    {
        Random random = new(6);
        for (var pair = 0; pair < 16; pair++)
        {
            var (low, high) = (2 * pair, (2 * pair) + 1);

            // Two bytes of a factor become fractions with the same limb; the other factor is 2^8.
            foreach (var (name, x, y) in ((string, BigInteger, BigInteger)[])[("x0", Numbers.Random(random, 32), 256), ("y0", 256, Numbers.Random(random, 32))])
            {
                BytesRow row = new(Bn254.Table, Row(2, x, y));
                var inverse = KoalaBear.FromCanonical(256).Inverse();
                foreach (var sign in (int[])[1, -1])
                {
                    var part = KoalaBear.Reduce((long)sign) * inverse;
                    row[$"{name}[{low}]"] += part;
                    row[$"{name}[{high}]"] -= part * inverse;
                    var value = (x * y) + (sign * (Field << (16 * pair)));
                    if (SetResult(row, value, Mod(value)))
                    {
                        tally.Add(row.Carry("r0").Compare("r0", Modulus).Cells);
                    }

                    row[$"{name}[{low}]"] -= part;
                    row[$"{name}[{high}]"] += part * inverse;
                }
            }

            // A limb of the result of more than 16 bits, or less than 0.
            foreach (var sample in Enumerable.Range(0, 4))
            {
                BytesRow wide = new(Bn254.Table, Row(2, Numbers.Random(random, 32), Numbers.Random(random, 32)));
                if (pair < 15)
                {
                    wide.Add($"r0[{high}]", 256).Add($"r0[{high + 1}]", -1);
                }
                else
                {
                    wide.SetNumber("r0_quotient", wide.Number("r0_quotient") + 1);
                    var negative = wide.Number("r0") - Modulus;
                    wide.SetNumber("r0", negative & ((BigInteger.One << 256) - 1));
                    wide.Add("r0[31]", -256);
                }

                tally.Add(wide.Carry("r0").Compare("r0", Modulus).Cells);
            }
        }
    }

    /// <summary>Result and quotient of a value.</summary>
    private static bool SetResult(BytesRow row, BigInteger value, BigInteger result)
    {
        var (quotient, rest) = ((value - result) / Modulus, (value - result) % Modulus);
        Assert.True(rest.IsZero);
        var digits = 0;
        for (; ; digits++)
        {
            try
            {
                _ = row[$"r0_quotient[{digits}]"];
            }
            catch (ArgumentException)
            {
                break;
            }
        }

        var offset = 128 * (((BigInteger.One << (8 * digits)) - 1) / 255);
        return quotient + offset >= 0 && row.SetNumber("r0_quotient", quotient + offset) && row.SetNumber("r0", result);
    }

    private static BigInteger Mod(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;

    /// <summary>The row of an operation (0 to 2) on two numbers.</summary>
    private static KoalaBear[] Row(int operation, BigInteger x, BigInteger y)
    {
        CallMemory memory = new();
        memory.Store(First, Bn254.ToWords(x));
        memory.Store(Second, Bn254.ToWords(y));
        memory.Call(Bn254.Layouts[operation], First, Second);
        return new CallRows(Bn254.Table, Bn254.TableLayouts, memory).Cells[0];
    }
}
