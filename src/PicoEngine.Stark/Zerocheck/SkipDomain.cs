// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>The domain of the skip round: row bits y stand for the point w^y of the subgroup of order 2^l; messages are evaluated on the one of order 4 2^l, four cosets of it.</summary>
internal static class SkipDomain
{
    /// <summary>Log of the number of cosets: enough points for the degree 4 (2^l - 1) of the message.</summary>
    public const int LogCosets = 2;

    /// <summary>The values at z of the Lagrange polynomials of the small subgroup: L_y(z) = 2^-l sum_k (z w^-y)^k.</summary>
    public static TField[] Lagrange<TField>(int logSkip, TField z)
        where TField : struct, IField<TField>
    {
        var values = new TField[1 << logSkip];
        var inverse = TField.FromBase(KoalaBear.FromCanonical(1u << logSkip).Inverse());
        var backwards = TField.FromBase(KoalaBear.TwoAdicGenerator(logSkip).Inverse());
        for (var y = 0; y < values.Length; y++, z *= backwards)
        {
            var sum = TField.One;
            for (var k = 1; k < values.Length; k++)
            {
                sum = (sum * z) + TField.One;
            }

            values[y] = sum * inverse;
        }

        return values;
    }

    /// <summary>Per point w^i of the large subgroup the values of the Lagrange polynomials.</summary>
    public static KoalaBear[][] LagrangeOnCosets(int logSkip)
    {
        var generator = KoalaBear.TwoAdicGenerator(logSkip + LogCosets);
        return [.. Enumerable.Range(0, 1 << (logSkip + LogCosets)).Select(i => Lagrange(logSkip, generator.Pow((ulong)i)))];
    }

    /// <summary>The coefficients of the polynomial with these values on the large subgroup.</summary>
    public static KoalaBearExtension5[] Interpolate(ReadOnlySpan<KoalaBearExtension5> values)
    {
        var log = System.Numerics.BitOperations.Log2((uint)values.Length);
        var scale = KoalaBear.FromCanonical((uint)values.Length).Inverse();
        var coefficients = new KoalaBearExtension5[values.Length];
        for (var k = 0; k < coefficients.Length; k++)
        {
            // A sum over w^-ik for each coefficient: the domain has 64 points.
            var step = KoalaBear.TwoAdicGenerator(log).Inverse().Pow((ulong)k);
            for (var (i, power) = (0, scale); i < values.Length; i++, power *= step)
            {
                coefficients[k] += values[i] * power;
            }
        }

        return coefficients;
    }
}
