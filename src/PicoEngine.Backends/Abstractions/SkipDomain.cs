// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The domain of the skip round: row bits y stand for the point w^y of the subgroup of order 2^l.</summary>
/// <remarks>
/// Constraints and leaves have degree 3 in the columns, so without their eq factor the sums have degree 3 (2^l - 1) and three cosets of the subgroup
/// determine them: those of 1, v and v^2, v a generator of the subgroup of order 4 2^l.
/// </remarks>
public static class SkipDomain
{
    /// <summary>The number of cosets; number 0 is the subgroup itself.</summary>
    public const int Cosets = 3;

    /// <summary>v^<paramref name="coset"/>.</summary>
    public static KoalaBear Shift(int logSkip, int coset) => KoalaBear.TwoAdicGenerator(logSkip + 2).Pow((ulong)coset);

    /// <summary>The values at z of the Lagrange polynomials of the subgroup: L_y(z) = 2^-l sum_k (z w^-y)^k.</summary>
    public static KoalaBearExtension5[] Lagrange(int logSkip, KoalaBearExtension5 z)
    {
        var values = new KoalaBearExtension5[1 << logSkip];
        var inverse = KoalaBear.FromCanonical(1u << logSkip).Inverse();
        var backwards = KoalaBear.TwoAdicGenerator(logSkip).Inverse();
        for (var y = 0; y < values.Length; y++, z *= backwards)
        {
            var sum = KoalaBearExtension5.One;
            for (var k = 1; k < values.Length; k++)
            {
                sum = (sum * z) + KoalaBear.One;
            }

            values[y] = sum * inverse;
        }

        return values;
    }

    /// <summary>The 2^l coefficients of the polynomial with these values on a coset, in the order of the subgroup.</summary>
    public static KoalaBearExtension5[] Interpolate(int logSkip, int coset, ReadOnlySpan<KoalaBearExtension5> values)
    {
        var coefficients = new KoalaBearExtension5[1 << logSkip];
        var inverse = KoalaBear.FromCanonical(1u << logSkip).Inverse();
        var unshift = Shift(logSkip, coset).Inverse();
        var (root, scale) = (KoalaBear.TwoAdicGenerator(logSkip).Inverse(), inverse);
        for (var (k, step) = (0, KoalaBear.One); k < coefficients.Length; k++, step *= root, scale *= unshift)
        {
            for (var (y, power) = (0, scale); y < coefficients.Length; y++, power *= step)
            {
                coefficients[k] += values[y] * power;
            }
        }

        return coefficients;
    }

    /// <summary>The 3 2^l coefficients of the polynomial with these values on the three cosets, one behind the other.</summary>
    public static KoalaBearExtension5[] InterpolateAll(int logSkip, ReadOnlySpan<KoalaBearExtension5> values)
    {
        // With f = a + X^N b + X^2N c, coset i gives a + u^i b + u^2i c, u = v^N with u^2 = -1: a + b + c, a + u b - c and a - b + c.
        var size = 1 << logSkip;
        var unit = Shift(logSkip, 1).Pow((ulong)size);
        var parts = new KoalaBearExtension5[Cosets][];
        for (var coset = 0; coset < Cosets; coset++)
        {
            parts[coset] = Interpolate(logSkip, coset, values.Slice(coset * size, size));
        }

        var coefficients = new KoalaBearExtension5[Cosets * size];
        for (var k = 0; k < size; k++)
        {
            var middle = (parts[0][k] - parts[2][k]).Halve();
            var (sum, difference) = ((parts[0][k] + parts[2][k]).Halve(), parts[1][k] - (middle * unit));
            coefficients[k] = (sum + difference).Halve();
            coefficients[size + k] = middle;
            coefficients[(2 * size) + k] = (sum - difference).Halve();
        }

        return coefficients;
    }
}
