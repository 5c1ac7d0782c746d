// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Multilinear;

/// <summary>Values of eq(z, x) = prod_k (z_k x_k + (1 - z_k)(1 - x_k)); variable 0 is the lowest bit of an index.</summary>
public static class EqTable
{
    /// <summary>eq(<paramref name="point"/>, i) for i = 0 .. 2^n - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than 30 variables.</exception>
    public static KoalaBearExtension5[] Build(ReadOnlySpan<KoalaBearExtension5> point)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(point.Length, 30, nameof(point));
        var table = new KoalaBearExtension5[1 << point.Length];
        table[0] = KoalaBearExtension5.One;
        for (var k = 0; k < point.Length; k++)
        {
            var half = 1 << k;
            for (var i = 0; i < half; i++)
            {
                var high = table[i] * point[k];
                table[half + i] = high;
                table[i] -= high;
            }
        }

        return table;
    }

    /// <summary>eq(<paramref name="left"/>, <paramref name="right"/>) at two points.</summary>
    /// <exception cref="ArgumentException">The points have different numbers of variables.</exception>
    public static KoalaBearExtension5 Evaluate(ReadOnlySpan<KoalaBearExtension5> left, ReadOnlySpan<KoalaBearExtension5> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException("Points of one length are expected.", nameof(right));
        }

        var product = KoalaBearExtension5.One;
        for (var k = 0; k < left.Length; k++)
        {
            var both = left[k] * right[k];
            product *= both + both - left[k] - right[k] + KoalaBear.One;
        }

        return product;
    }
}
