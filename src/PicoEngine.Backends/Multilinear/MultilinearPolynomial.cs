// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Multilinear;

/// <summary>Multilinear polynomials by their values on the cube: variable 0 is the lowest bit of an index, and values that are not there are zero.</summary>
public static class MultilinearPolynomial
{
    /// <summary>Binds variable 0: value i becomes (1 - r) v[2i] + r v[2i + 1].</summary>
    public static KoalaBearExtension5[] BindLowest(ReadOnlySpan<KoalaBearExtension5> values, KoalaBearExtension5 challenge)
    {
        var folded = new KoalaBearExtension5[(values.Length + 1) / 2];
        for (var i = 0; i < folded.Length; i++)
        {
            var low = values[2 * i];
            var high = (2 * i) + 1 < values.Length ? values[(2 * i) + 1] : KoalaBearExtension5.Zero;
            folded[i] = low + ((high - low) * challenge);
        }

        return folded;
    }

    /// <summary>The value at a point.</summary>
    /// <exception cref="ArgumentException">There are more values than 2^n for n coordinates.</exception>
    public static KoalaBearExtension5 Evaluate(ReadOnlySpan<KoalaBearExtension5> values, ReadOnlySpan<KoalaBearExtension5> point)
    {
        if (point.Length < 31 && values.Length > 1 << point.Length)
        {
            throw new ArgumentException($"{values.Length} values have no place on a cube of {point.Length} dimensions.", nameof(values));
        }

        var current = values.Length == 0 ? [KoalaBearExtension5.Zero] : values.ToArray();
        foreach (var coordinate in point)
        {
            current = BindLowest(current, coordinate);
        }

        return current[0];
    }
}
