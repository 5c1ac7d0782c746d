// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.Chips.Tests.Rows;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Gadgets.BigIntegers;

/// <summary>Rows of equations between integers of many limbs: right ones hold, whatever the numbers; wrong ones cannot be repaired.</summary>
public sealed class BigIntegerTests
{
    private static readonly BigInteger[] Moduli256 =
    [
        (BigInteger.One << 256) - (BigInteger.One << 32) - 977, // secp256k1: SEC 2, section 2.4.1
        Parse("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"), // secp256r1: SEC 2, section 2.4.2
        Parse("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"), // BN254: EIP-196
    ];

    private static readonly BigInteger[] Moduli384 =
        [Parse("1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab")]; // BLS12-381: EIP-2537

    public static TheoryData<int> Sizes => [32, 48];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Row_of_extreme_and_random_numbers_holds(int byteCount)
    {
        var table = Table(byteCount);
        foreach (var (kind, x, y, s) in Operands(byteCount, 40))
        {
            Assert.Equal(RowVerdict.Right, table.Judge(ProductTable.Elements(table.Row(kind, x, y, s))));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Row_with_any_changed_cell_is_refused(int byteCount)
    {
        var table = Table(byteCount);
        Random random = new(3);
        foreach (var (kind, x, y, s) in Operands(byteCount, 2).TakeLast(2))
        {
            var cells = ProductTable.Elements(table.Row(kind, x, y, s));
            for (var column = table.Flags.Columns.Length; column < cells.Length; column++)
            {
                foreach (var value in (KoalaBear[])[KoalaBear.Zero, cells[column] + KoalaBear.One, cells[column] - KoalaBear.One,
                    cells[column] + KoalaBear.FromCanonical(1 << 14), KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus))])
                {
                    KoalaBear[] changed = [.. cells];
                    changed[column] = value;
                    Assert.True(value == cells[column] || table.Judge(changed) is RowVerdict.Constraint or RowVerdict.Lookup, $"{table.Columns.Names[column]} = {value}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Wrong_result_stays_wrong_with_carries_that_fit_modulo_p(int byteCount)
    {
        var table = Table(byteCount);
        foreach (var (kind, x, y, s) in Operands(byteCount, 2).TakeLast(2))
        {
            for (var limb = 0; limb < byteCount; limb += 3)
            {
                // The result, the quotient, or a digit of a factor is another one; every carry is then the one field element that its equation leaves.
                foreach (var columns in (Air.Builders.ColumnRange[])[table.Result.Columns, table.Equation.Quotient, table.S])
                {
                    var cells = table.Row(kind, x, y, s);
                    cells[columns[limb].Index] ^= 1;
                    var forged = ProductTable.Elements(cells);
                    Assert.True(Repair(table, forged) is RowVerdict.Constraint or RowVerdict.Lookup);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Result_that_is_not_below_the_modulus_is_refused(int byteCount)
    {
        var table = Table(byteCount);
        var moduli = byteCount == 32 ? Moduli256 : Moduli384;
        for (var kind = 0; kind < moduli.Length; kind++)
        {
            // x = 1, y = 0: s - 1 is the result; small enough that the modulus can be added to it.
            var cells = table.Row(kind, 1, 0, 3);
            ByteNumber.Write(moduli[kind] + 2, ProductTable.Slice(cells, table.Result.Columns));
            table.Equation.Write(cells);
            Assert.Throws<InvalidOperationException>(() => table.Result.Write(cells));
            var elements = ProductTable.Elements(cells);
            Assert.Equal(RowVerdict.Constraint, table.Judge(elements));

            // Whatever group is said to decide, and whatever it is then said to exceed by.
            var names = table.Columns.Names.ToList();
            var groups = LessThan.GroupCount(byteCount);
            var first = names.IndexOf("is_r_at[0]");
            for (var at = 0; at < groups; at++)
            {
                Array.Fill(elements, KoalaBear.Zero, first, groups);
                elements[first + at] = KoalaBear.One;
                foreach (var (low, high) in ((uint, uint)[])[(0, 0), (0xffff, 0xff), (1, 0), (0xffff, 0)])
                {
                    elements[names.IndexOf("r_excess_low")] = KoalaBear.FromCanonical(low);
                    elements[names.IndexOf("r_excess_high")] = KoalaBear.FromCanonical(high);
                    Assert.Equal(RowVerdict.Constraint, table.Judge(elements));
                }
            }
        }
    }

    [Fact]
    public void Padding_is_silent_and_flags_exclude_each_other()
    {
        var table = Table(32);
        var cells = new KoalaBear[table.Columns.Width];
        Assert.Equal(RowVerdict.Silent, table.Judge(cells));
        cells = ProductTable.Elements(table.Row(1, Moduli256[0], 7, -9));
        cells[table.Flags.Columns[0].Index] = KoalaBear.One;
        Assert.Equal(RowVerdict.Constraint, table.Judge(cells));
        cells = ProductTable.Elements(table.Row(1, Moduli256[0], 7, -9));
        (cells[table.Flags.Columns[0].Index], cells[table.Flags.Columns[1].Index]) = (KoalaBear.One, KoalaBear.Zero);
        Assert.Equal(RowVerdict.Constraint, table.Judge(cells));
    }

    [Fact]
    public void Equal_numbers_have_no_row()
    {
        var table = Table(32);
        Assert.Throws<InvalidOperationException>(() => table.Row(0, 5, 5, 9));
    }

    private static ProductTable Table(int byteCount) => new(byteCount, byteCount == 32 ? Moduli256 : Moduli384);

    /// <summary>Makes every carry what its equation says modulo p, from the lowest on; the top bits stay.</summary>
    private static RowVerdict Repair(ProductTable table, KoalaBear[] cells)
    {
        RowReader reader = new(table);
        var names = table.Columns.Names.ToList();
        for (var i = 0; i < table.Equation.Groups.Count - 1; i++)
        {
            var column = names.IndexOf(string.Create(CultureInfo.InvariantCulture, $"product_carry[{i}]"));
            reader.Read(cells);
            var before = reader.Constraints.ToArray();
            cells[column] += KoalaBear.One;
            reader.Read(cells);

            // The first equation with the carry: it is linear in it.
            var at = Enumerable.Range(0, before.Length).First(k => reader.Constraints[k] != before[k]);
            cells[column] -= KoalaBear.One + (before[at] / (reader.Constraints[at] - before[at]));
        }

        return table.Judge(cells);
    }

    private static IEnumerable<(int Kind, BigInteger X, BigInteger Y, BigInteger S)> Operands(int byteCount, int count)
    {
        var moduli = byteCount == 32 ? Moduli256 : Moduli384;
        var end = BigInteger.One << (8 * byteCount);
        var lowest = -SignedDigits.Offset(byteCount);
        for (var kind = 0; kind < moduli.Length; kind++)
        {
            BigInteger[] numbers = [0, 1, moduli[kind] - 1, moduli[kind], end - 1];
            BigInteger[] signed = [lowest, -1, 0, 1, lowest + end - 1];
            foreach (var (x, y) in numbers.SelectMany(x => numbers.Where(y => x != y).Select(y => (x, y))))
            {
                foreach (var s in signed)
                {
                    yield return (kind, x, y, s);
                }
            }
        }

        Random random = new(7);
        for (var i = 0; i < count; i++)
        {
            yield return (i % moduli.Length, Number(random, byteCount), Number(random, byteCount), Number(random, byteCount) + lowest);
        }
    }

    private static BigInteger Number(Random random, int byteCount)
    {
        var bytes = new byte[byteCount];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
