// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Builders;
using PicoEngine.Fields;

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>An integer from 1 to p - 1, by its inverse in one column: a sum of bytes, or of squares of differences of bytes, is below p and zero only if all of them are.</summary>
internal sealed class NonZero(ColumnSet set, string name)
{
    private readonly Column _inverse = set.Main($"{name}_inverse");

    /// <summary>How far apart two numbers of at most 2^14 bytes are: the sum of the squares of the differences, an integer below 2^30.</summary>
    public static TExpr Distance<TExpr>(IAirBuilder<TExpr> builder, ColumnRange left, ColumnRange right)
        where TExpr : struct, IAirExpression<TExpr>
    {
        TExpr sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            var difference = builder[left[i]] - builder[right[i]];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>The sum of the bytes of a number of at most 2^22 bytes.</summary>
    public static TExpr Sum<TExpr>(IAirBuilder<TExpr> builder, ColumnRange number)
        where TExpr : struct, IAirExpression<TExpr>
    {
        var sum = builder[number[0]];
        for (var i = 1; i < number.Length; i++)
        {
            sum += builder[number[i]];
        }

        return sum;
    }

    /// <summary>The distance of cells.</summary>
    public static int Distance(ReadOnlySpan<int> left, ReadOnlySpan<int> right)
    {
        var sum = 0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += (left[i] - right[i]) * (left[i] - right[i]);
        }

        return sum;
    }

    /// <summary>The sum of cells.</summary>
    public static int Sum(ReadOnlySpan<int> number)
    {
        var sum = 0;
        foreach (var cell in number)
        {
            sum += cell;
        }

        return sum;
    }

    /// <summary>Demands that a number is not zero on real rows.</summary>
    /// <param name="builder">The table.</param>
    /// <param name="number">Below p as an integer; zero on padding, or else the inverse is there; degree at most 2.</param>
    /// <param name="real">The selector.</param>
    public void Assert<TExpr>(IAirBuilder<TExpr> builder, TExpr number, TExpr real)
        where TExpr : struct, IAirExpression<TExpr> => builder.AssertEqual(builder[_inverse] * number, real);

    /// <summary>Writes the column.</summary>
    /// <exception cref="InvalidOperationException">The number is zero.</exception>
    public void Write(Span<int> cells, int number)
    {
        if (number == 0)
        {
            throw new InvalidOperationException("A number of a row is zero.");
        }

        cells[_inverse.Index] = (int)KoalaBear.FromCanonical((uint)number).Inverse().ToCanonical();
    }
}
