// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>One number of bytes is less than another. A column per three bytes and two more; one filling holds.</summary>
/// <remarks>
/// Numbers are compared in groups of three bytes, each below 2^24, so differences of groups are zero in the field only if they are zero. One group is
/// flagged; those above it are equal, and in it the larger number exceeds the smaller by 1 plus a number of 24 bits. So it is the highest group that differs.
/// </remarks>
internal sealed class LessThan
{
    /// <summary>Bytes of a group.</summary>
    public const int GroupBytes = 3;

    private readonly ColumnRange _flags;
    private readonly Column _low;
    private readonly Column _high;

    /// <param name="set">The columns of the table.</param>
    /// <param name="bytes">Those of them that the table checks to be bytes.</param>
    /// <param name="name">Of the columns.</param>
    /// <param name="byteCount">Bytes of a number.</param>
    public LessThan(ColumnSet set, ByteColumns bytes, string name, int byteCount)
    {
        _flags = set.Main($"is_{name}_at", GroupCount(byteCount));
        _low = set.Main($"{name}_excess_low");
        _high = bytes.Add($"{name}_excess_high");
    }

    /// <summary>Groups of a number of so many bytes.</summary>
    public static int GroupCount(int byteCount) => (byteCount + GroupBytes - 1) / GroupBytes;

    /// <summary>Group <paramref name="index"/> of a number.</summary>
    public static TExpr Group<TExpr>(IAirBuilder<TExpr> builder, ColumnRange number, int index)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var sum = builder[number[GroupBytes * index]];
        for (var i = 1; i < GroupBytes && (GroupBytes * index) + i < number.Length; i++)
        {
            sum += (1 << (8 * i)) * builder[number[(GroupBytes * index) + i]];
        }

        return sum;
    }

    /// <summary>Group <paramref name="index"/> of a number in cells.</summary>
    public static int Group(ReadOnlySpan<int> bytes, int index)
    {
        var sum = 0;
        for (var i = 0; i < GroupBytes && (GroupBytes * index) + i < bytes.Length; i++)
        {
            sum += bytes[(GroupBytes * index) + i] << (8 * i);
        }

        return sum;
    }

    /// <summary>States the comparison on real rows.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="differences">Group of the larger number minus group of the smaller, lowest first; zero on padding; degree at most 2.</param>
    /// <param name="real">The selector.</param>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, ReadOnlySpan<TExpr> differences, TExpr real)
        where TExpr : struct, IAirExpression<TExpr>
    {
        // The sum of the flags of this group and all below.
        TExpr below = 0;
        TExpr excess = 0;
        for (var i = 0; i < _flags.Length; i++)
        {
            var flag = builder[_flags[i]];
            builder.AssertBoolean(flag);
            if (i > 0)
            {
                builder.AssertZero(below * differences[i]);
            }

            below += flag;
            excess += flag * differences[i];
        }

        builder.AssertEqual(below, real);
        builder.AssertEqual(excess, builder[_low] + (65536 * builder[_high]) + real);
        builder.Range16(builder[_low], real);
    }

    /// <summary>Writes the columns.</summary>
    /// <exception cref="InvalidOperationException">The number is not less.</exception>
    public void Write(Span<int> cells, ReadOnlySpan<int> differences)
    {
        var at = differences.LastIndexOfAnyExcept(0);
        if (at < 0 || differences[at] < 0)
        {
            throw new InvalidOperationException("A number of a row is too large.");
        }

        cells[_flags[at].Index] = 1;
        cells[_low.Index] = (differences[at] - 1) & 0xffff;
        cells[_high.Index] = (differences[at] - 1) >> 16;
    }
}
