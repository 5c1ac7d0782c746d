// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Stark.Zerocheck;

/// <summary>The polynomial of a round of the constraint sumcheck, from its values at 0, 1, 2, 3 without eq.</summary>
internal static class RoundPolynomial
{
    /// <summary>Multiplies by factor times eq(coordinate, X): the polynomial has one coefficient more.</summary>
    public static KoalaBearExtension5[] WithEq(KoalaBearExtension5[] coefficients, KoalaBearExtension5 coordinate, KoalaBearExtension5 factor)
    {
        var constant = factor * (KoalaBearExtension5.One - coordinate);
        var linear = (factor * coordinate) - constant;
        var product = new KoalaBearExtension5[coefficients.Length + 1];
        for (var k = 0; k < coefficients.Length; k++)
        {
            product[k] += coefficients[k] * constant;
            product[k + 1] += coefficients[k] * linear;
        }

        return product;
    }

    /// <summary>Values at 0, 1, 2, 3 become coefficients, by Newton's forward differences.</summary>
    public static void Interpolate(KoalaBearExtension5[] values)
    {
        var (a, b, c, d) = (values[0], values[1], values[2], values[3]);
        var third = KoalaBear.FromCanonical(3).Inverse();
        var second = (c - b - b + a).Halve();
        var cubic = ((d - a) - ((c - b) * KoalaBear.FromCanonical(3))).Halve();

        // f = a + (b - a) X + second X (X - 1) + (cubic / 3) X (X - 1) (X - 2)
        var top = cubic * third;
        values[1] = b - a - second + top + top;
        values[2] = second - cubic;
        values[3] = top;
    }
}
