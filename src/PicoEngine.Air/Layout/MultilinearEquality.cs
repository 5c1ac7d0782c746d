// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Air.Layout;

/// <summary>eq(a, b) = prod (a_i b_i + (1 - a_i)(1 - b_i)): 1 where two 0/1 vectors agree, 0 where they differ. Variable 0 is the lowest bit of an index.</summary>
public static class MultilinearEquality
{
    /// <summary>eq of two points.</summary>
    /// <exception cref="ArgumentException">The points have different lengths.</exception>
    public static TField OfPoints<TField>(ReadOnlySpan<TField> left, ReadOnlySpan<TField> right)
        where TField : struct, IField<TField>
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"Points of {left.Length} and {right.Length} variables.", nameof(right));
        }

        var product = TField.One;
        for (var i = 0; i < left.Length; i++)
        {
            var both = left[i] * right[i];
            product *= both + both - left[i] - right[i] + TField.One;
        }

        return product;
    }

    /// <summary>eq of a point and the bits of an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index has more bits than the point has variables.</exception>
    public static TField OfIndex<TField>(ReadOnlySpan<TField> point, long index)
        where TField : struct, IField<TField>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index >> point.Length, 0, nameof(index));
        var product = TField.One;
        for (var i = 0; i < point.Length; i++)
        {
            product *= (index >> i & 1) != 0 ? point[i] : TField.One - point[i];
        }

        return product;
    }

    /// <summary>The sum of <see cref="OfIndex"/> over all indices below <paramref name="count"/>: the multilinear extension of "index is below count".</summary>
    /// <remarks>One pass from the highest bit: where count has a one, all indices that agree above it and have a zero there are below.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or above 2^variables.</exception>
    public static TField OfPrefix<TField>(ReadOnlySpan<TField> point, long count)
        where TField : struct, IField<TField>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1L << point.Length);
        if (count == 1L << point.Length)
        {
            return TField.One;
        }

        var (sum, agreeing) = (TField.Zero, TField.One);
        for (var i = point.Length - 1; i >= 0; i--)
        {
            var zero = agreeing * (TField.One - point[i]);
            if ((count >> i & 1) != 0)
            {
                sum += zero;
                agreeing *= point[i];
            }
            else
            {
                agreeing = zero;
            }
        }

        return sum;
    }
}
