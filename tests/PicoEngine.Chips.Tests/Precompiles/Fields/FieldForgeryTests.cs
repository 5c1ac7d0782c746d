// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Precompiles.Curves;
using PicoEngine.Chips.Tests.Precompiles.Calls;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Precompiles.Fields;

/// <summary>Rows of a forger who knows the table: results and quotients that fulfil the equations, with carries and comparisons made to fit, and other flags.</summary>
public sealed class FieldForgeryTests
{
    private const uint First = 0x0030_0000;
    private const uint Second = 0x0031_0000;

    public static TheoryData<int> Fields => [.. Enumerable.Range(0, FieldCase.All.Count)];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Result_that_is_not_reduced_is_refused(int index)
    {
        var field = FieldCase.All[index];
        var rows = Rows(field);
        foreach (var kind in field.Degree == 1 ? (int[])[0, 1, 2, 3, 4, 5] : [1, 4, 5])
        {
            for (var component = 0; component < field.Degree; component++)
            {
                // The equation holds with quotient - 1 and result + M, where there is room for it.
                var result = new ForgedRow(field.Table, rows.Cells[kind]).Number($"r{component}");
                var largest = ((BigInteger.One << (8 * field.Bytes)) - 1 - result) / field.Modulus;
                foreach (var multiple in ((BigInteger[])[1, largest]).Where(multiple => multiple <= largest && !multiple.IsZero).Distinct())
                {
                    ForgedRow row = new(field.Table, rows.Cells[kind]);
                    row.Add($"r{component}", multiple * field.Modulus).Add($"r{component}_quotient", -multiple).RepairCarries($"r{component}");
                    AssertRefused(rows, row, $"r{component}", $"{field.Name} {kind} {component}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Result_or_quotient_off_by_one_is_refused(int index)
    {
        var field = FieldCase.All[index];
        var rows = Rows(field);
        foreach (var name in (string[])["r0", "r0_quotient"])
        {
            foreach (var (kind, difference) in ((int, int)[])[(0, 1), (2, -1), (4, 1), (4, 256)])
            {
                ForgedRow row = new(field.Table, rows.Cells[kind]);
                AssertRefused(rows, row.Add(name, difference).RepairCarries("r0"), "r0", $"{field.Name} {kind} {name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Repaired_carries_of_an_honest_row_are_its_own(int index)
    {
        var field = FieldCase.All[index];
        var rows = Rows(field);
        foreach (var kind in (int[])[0, 2, 4])
        {
            ForgedRow row = new(field.Table, rows.Cells[kind]);
            foreach (var column in Enumerable.Range(0, field.Table.Columns.Width).Where(column => field.Table.Columns.Names[column].StartsWith("r0_carry", StringComparison.Ordinal)))
            {
                row.Cells[column] = KoalaBear.Zero;
            }

            row.RepairCarries("r0");
            Assert.Equal(rows.Cells[kind], row.Cells);
            Assert.Contains(row.Comparisons("r0"), comparison => comparison.Cells.AsSpan().SequenceEqual(rows.Cells[kind]));
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Other_flags_are_refused(int index)
    {
        var field = FieldCase.All[index];
        var rows = Rows(field);
        string[] flags = [.. field.Table.Columns.Names.TakeWhile(name => name.StartsWith("is_", StringComparison.Ordinal))];
        Assert.Equal(["is_add", "is_subtract", "is_multiply"], flags[^3..]);
        foreach (var kind in (int[])[0, 2, 4])
        {
            for (var choice = 1; choice < 1 << flags.Length; choice++)
            {
                ForgedRow row = new(field.Table, rows.Cells[kind]);
                for (var i = 0; i < flags.Length; i++)
                {
                    row[flags[i]] = KoalaBear.FromCanonical((uint)(choice >> i) & 1);
                }

                if (row.Cells.AsSpan().SequenceEqual(rows.Cells[kind]))
                {
                    continue;
                }

                Assert.Equal(RowVerdict.Constraint, rows.Judge(row.Cells, null));

                // One field and one operation, and they are not those of the row: the equations are others.
                var operation = choice >> (flags.Length - 3);
                if (BitOperations.IsPow2(operation) && BitOperations.IsPow2(choice - (operation << (flags.Length - 3))))
                {
                    AssertRefused(rows, row.RepairCarries("r0"), "r0", $"{field.Name} {kind} {choice}");
                }
            }
        }
    }

    [Fact]
    public void Moduli_are_those_of_the_curves()
    {
        Assert.Equal(WeierstrassParameters.Secp256k1.Modulus, FieldCase.All[0].Modulus);
        Assert.Equal(WeierstrassParameters.Bn254.Modulus, FieldCase.All[1].Modulus);
        Assert.Equal(WeierstrassParameters.Bls12381.Modulus, FieldCase.All[2].Modulus);
    }

    /// <summary>Addition, subtraction, product of random operands, then of operands with small results, which have room for the modulus.</summary>
    private static CallRows Rows(FieldCase field)
    {
        CallMemory memory = new();
        Random random = new(12);
        foreach (var isSmall in (bool[])[false, true])
        {
            foreach (var layout in field.Layouts)
            {
                uint[] Operand() => field.ToWords([.. Enumerable.Range(0, field.Degree).Select(_ => Numbers.Random(random, isSmall ? 3 : field.Bytes))]);
                memory.Store(First, Operand());
                memory.Store(Second, Operand());
                memory.Call(layout, First, Second);
            }
        }

        CallRows all = new(field.Table, field.TableLayouts, memory);

        // Rows stand by code, and there are two calls of each.
        return all.Cells.Count == 6 ? all : throw new InvalidOperationException("Six calls were made.");
    }

    private static void AssertRefused(CallRows rows, ForgedRow row, string comparison, string what)
    {
        foreach (var forged in row.Comparisons(comparison).Append(row))
        {
            var verdict = rows.Judge(forged.Cells, null);
            Assert.True(verdict is RowVerdict.Constraint or RowVerdict.Lookup, $"{what}: {verdict}");
        }
    }
}
