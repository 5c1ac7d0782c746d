// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Chips.Gadgets.BigIntegers;

/// <summary>The integers from a smallest to a largest: what a limb can be on a row that passes its range checks.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
internal readonly record struct LimbInterval(long Minimum, long Maximum)
{
    /// <summary>Only zero.</summary>
    public static LimbInterval Zero => default;

    /// <summary>Whether nothing but zero is in it.</summary>
    public bool IsZero => Minimum == 0 && Maximum == 0;

    /// <summary>How many integers beyond the first.</summary>
    public long Width => checked(Maximum - Minimum);

    /// <summary>All sums.</summary>
    public static LimbInterval operator +(LimbInterval left, LimbInterval right) => checked(new(left.Minimum + right.Minimum, left.Maximum + right.Maximum));

    /// <summary>All differences.</summary>
    public static LimbInterval operator -(LimbInterval left, LimbInterval right) => checked(new(left.Minimum - right.Maximum, left.Maximum - right.Minimum));

    /// <summary>An interval with all products.</summary>
    public static LimbInterval operator *(LimbInterval left, LimbInterval right)
    {
        var (a, b, c, d) = checked((left.Minimum * right.Minimum, left.Minimum * right.Maximum, left.Maximum * right.Minimum, left.Maximum * right.Maximum));
        return new(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    /// <summary>The multiples.</summary>
    public static LimbInterval operator *(long factor, LimbInterval interval) => new LimbInterval(factor, factor) * interval;

    /// <summary>An interval with all squares.</summary>
    public LimbInterval Square()
    {
        var product = this * this;
        return new(Minimum <= 0 && Maximum >= 0 ? 0 : Math.Min(checked(Minimum * Minimum), checked(Maximum * Maximum)), product.Maximum);
    }

    /// <summary>The smallest interval around both.</summary>
    public LimbInterval Union(LimbInterval other) => new(Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
}
