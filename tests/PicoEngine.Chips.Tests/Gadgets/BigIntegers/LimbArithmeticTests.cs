// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Chips.Gadgets.BigIntegers;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Gadgets.BigIntegers;

/// <summary>The arithmetic under the equations: digits, exact division, intervals, division into carries.</summary>
public sealed class LimbArithmeticTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(33)]
    public void SignedDigits_hold_exactly_what_CountFor_says(int count)
    {
        var (lowest, highest) = (-SignedDigits.Offset(count), (BigInteger.One << (8 * count)) - SignedDigits.Offset(count) - 1);
        Assert.Equal(count, SignedDigits.CountFor(lowest, highest));
        Assert.Equal(count + 1, SignedDigits.CountFor(lowest - 1, 0));
        Assert.Equal(count + 1, SignedDigits.CountFor(0, highest + 1));
        var cells = new int[count];
        foreach (var value in (BigInteger[])[lowest, -1, 0, 1, highest])
        {
            SignedDigits.Write(value, cells);
            Assert.Equal(value, Value(cells));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => SignedDigits.Write(highest + 1, cells));
        Assert.Throws<ArgumentOutOfRangeException>(() => SignedDigits.Write(lowest - 1, cells));
    }

    [Fact]
    public void WriteResidue_writes_a_number_of_the_class_for_every_residue()
    {
        // 251 < 2^8: residues from 128 on are negative digits.
        var cells = new int[1];
        for (var residue = 0; residue < 251; residue++)
        {
            SignedDigits.WriteResidue(residue, 251, cells);
            Assert.Equal(0, (Value(cells) - residue) % 251);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(48)]
    [InlineData(49)]
    public void ExactDivision_divides_multiples_of_either_sign(int digits)
    {
        Random random = new(digits);
        for (var i = 0; i < 200; i++)
        {
            var divisor = Number(random, 1 + random.Next(48)) | 1;
            var quotient = i switch { 0 => BigInteger.Zero, 1 => 1, 2 => -1, _ => Number(random, digits) - SignedDigits.Offset(digits) };
            var coefficients = Coefficients(divisor * quotient, random);
            var cells = new int[digits];
            new ExactDivision(divisor).Write(coefficients, cells);
            Assert.Equal(quotient, Value(cells));
        }
    }

    [Fact]
    public void ExactDivision_refuses_even_divisors()
    {
        Assert.Throws<ArgumentException>(() => new ExactDivision(10));
        Assert.Throws<ArgumentException>(() => new ExactDivision(-3));
    }

    [Fact]
    public void Intervals_contain_all_results_and_their_ends_occur()
    {
        LimbInterval left = new(-3, 5);
        LimbInterval right = new(-2, 4);
        var pairs = Enumerable.Range(-3, 9).SelectMany(x => Enumerable.Range(-2, 7).Select(y => (X: x, Y: y))).ToArray();
        Check(left + right, pairs.Select(pair => pair.X + pair.Y));
        Check(left - right, pairs.Select(pair => pair.X - pair.Y));
        Check(left * right, pairs.Select(pair => pair.X * pair.Y));
        Check(-7 * left, pairs.Select(pair => -7 * pair.X));
        Check(left.Square(), pairs.Select(pair => pair.X * pair.X));
        Check(new LimbInterval(-5, -2).Square(), Enumerable.Range(-5, 4).Select(x => x * x));

        static void Check(LimbInterval interval, IEnumerable<int> values) => Assert.Equal((interval.Minimum, interval.Maximum), (values.Min(), values.Max()));
    }

    [Fact]
    public void Divide_makes_groups_that_cannot_wrap_and_hold_every_carry()
    {
        Random random = new(5);
        for (var i = 0; i < 300; i++)
        {
            var length = 1 + random.Next(100);
            var size = 1L << random.Next(1, 24);
            var limbs = Enumerable.Range(0, length).Select(_ => new LimbInterval(-random.NextInt64(size), random.NextInt64(size))).ToArray();
            List<CarryGroup> groups;
            try
            {
                groups = CarryGroup.Divide(limbs);
            }
            catch (ArgumentException)
            {
                Assert.True(size > 1 << 22);
                continue;
            }

            Assert.Equal(length, groups.Sum(group => group.Size));
            Assert.Equal(0, groups[^1].Bits);
            BigInteger from = 0, to = 0;
            var incoming = LimbInterval.Zero;
            foreach (var group in groups)
            {
                BigInteger minimum = 0, maximum = 0;
                for (var j = group.Size - 1; j >= 0; j--)
                {
                    minimum = (256 * minimum) + limbs[group.Start + j].Minimum;
                    maximum = (256 * maximum) + limbs[group.Start + j].Maximum;
                }

                // Nothing that passes the range checks reaches p.
                var weight = BigInteger.One << (8 * group.Size);
                var least = minimum + incoming.Minimum - (weight * group.Allowed.Maximum);
                var most = maximum + incoming.Maximum - (weight * group.Allowed.Minimum);
                Assert.True(group.Bits == 0 || (least > -(BigInteger)KoalaBear.Modulus && most < KoalaBear.Modulus));
                Assert.True(minimum + incoming.Minimum > -(BigInteger)KoalaBear.Modulus && maximum + incoming.Maximum < KoalaBear.Modulus);

                // Every carry that can occur passes them.
                from = BigInteger.Divide(from + minimum, weight);
                to = BigInteger.Divide(to + maximum, weight);
                Assert.True(group.Bits == 0 || (group.Allowed.Minimum <= from && to <= group.Allowed.Maximum));
                incoming = group.Allowed;
            }
        }
    }

    [Fact]
    public void Divide_refuses_limbs_that_no_carry_can_hold() =>
        Assert.Throws<ArgumentException>(() => CarryGroup.Divide([.. Enumerable.Repeat(new LimbInterval(0, 1 << 28), 10)]));

    private static BigInteger Value(int[] cells) => cells.Reverse().Aggregate(BigInteger.Zero, (sum, cell) => (256 * sum) + cell - 128);

    /// <summary>A number as coefficients far outside of bytes.</summary>
    private static int[] Coefficients(BigInteger number, Random random)
    {
        var coefficients = new int[104];
        for (var i = 0; i < coefficients.Length - 1; i++)
        {
            var taken = (int)(number & 255) + (256 * random.Next(-4000, 4000));
            coefficients[i] = taken;
            number = (number - taken) >> 8;
        }

        coefficients[^1] = (int)number;
        return coefficients;
    }

    private static BigInteger Number(Random random, int byteCount)
    {
        var bytes = new byte[byteCount];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
