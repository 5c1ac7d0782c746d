// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Symbolic;
using PicoEngine.Chips.Ranges;
using PicoEngine.Chips.Traces;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Chips.Tests.Traces;

public sealed class LookupElementTests
{
    [Theory]
    [InlineData(64, 0x00)] // the same in all rows
    [InlineData(64, 0x3f)]
    [InlineData(64, 0x21)] // the first and the last bit decide
    [InlineData(64, 0x0c)]
    [InlineData(50, 0x2a)] // no power of two
    public void Check_finds_every_wrong_value_and_no_other(int height, int bits)
    {
        KoalaBear[] values = [.. Enumerable.Range(0, height).Select(row => KoalaBear.FromCanonical(7 * (uint)(row & bits)))];
        LookupElement element = new(values);
        for (var row = 0; row < height; row++)
        {
            for (var other = 0; other < height; other++)
            {
                uint[] rows = [(uint)row, (uint)height, uint.MaxValue];
                element.Check([values[other], values[other], values[other]], rows, height);
                Assert.Equal([values[row] == values[other] ? (uint)row : uint.MaxValue, (uint)height, uint.MaxValue], rows);
            }
        }
    }

    [Theory]
    [InlineData(0xffff_ffffu)]
    [InlineData(0b1011_0110u)]
    [InlineData(0x8000_0001u)]
    public void Rows_and_values_of_a_row_are_inverse(uint bits)
    {
        LookupRow rule = new(RiscVBuses.Byte, Polynomial.Variable(0), bits);
        for (var row = 0; row < 1 << Math.Min(System.Numerics.BitOperations.PopCount(bits), 10); row++)
        {
            var value = rule.ValueOf(row);
            Assert.Equal(0u, value & ~bits);
            uint[] rows = [value];
            rule.ToRows(rows);
            Assert.Equal((uint)row, rows[0]);
        }

        // Bits that no entry has.
        for (var other = ~bits; other != 0; other &= other - 1)
        {
            uint[] rows = [other & (~other + 1)];
            rule.ToRows(rows);
            Assert.Equal(uint.MaxValue, rows[0]);
        }
    }
}
