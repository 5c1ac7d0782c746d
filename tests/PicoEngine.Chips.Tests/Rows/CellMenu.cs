// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>The eleven values that a cell is changed to.</summary>
internal static class CellMenu
{
    /// <summary>0, 1, p - 1, v + 1, v - 1, v + 256, v - 256, v + 2^16, 2^24, a random one, and the value of another row.</summary>
    public static KoalaBear[] Values(KoalaBear value, KoalaBear other, Random random) =>
    [
        KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, value + KoalaBear.One, value - KoalaBear.One, value + Word(256), value - Word(256),
        value + Word(1 << 16), Word(1 << 24), Word(random.NextInt64(KoalaBear.Modulus)), other,
    ];

    /// <summary>
    /// Where a search begins: a cell with each value of the menu, and each word of two limbs changed by a multiple of p, which as one field element it does
    /// not notice.
    /// </summary>
    /// <param name="names">Names of the columns.</param>
    /// <param name="cells">A row.</param>
    /// <param name="other">Another row.</param>
    /// <param name="random">Source of the random value.</param>
    public static IEnumerable<(int Column, KoalaBear Value)[]> Moves(IReadOnlyList<string> names, KoalaBear[] cells, KoalaBear[] other, Random random)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            foreach (var value in Values(cells[column], other[column], random))
            {
                if (value != cells[column])
                {
                    yield return [(column, value)];
                }
            }

            if (column + 1 < cells.Length && names[column].EndsWith("[0]", StringComparison.Ordinal) && names[column + 1].EndsWith("[1]", StringComparison.Ordinal))
            {
                long word = cells[column].ToCanonical() + ((long)cells[column + 1].ToCanonical() << 16);
                foreach (var times in (int[])[-2, -1, 1, 2])
                {
                    var alias = word + (times * (long)KoalaBear.Modulus);
                    if (alias is >= 0 and <= uint.MaxValue)
                    {
                        yield return [(column, Word(alias & 0xffff)), (column + 1, Word(alias >> 16))];
                    }
                }
            }
        }
    }

    private static KoalaBear Word(long value) => KoalaBear.FromCanonical((uint)value);
}
