// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Chips.Tests.Rows;

/// <summary>The roots of polynomials of degree 3 or less over the base field, found by splitting (Cantor and Zassenhaus).</summary>
internal static class SmallRoots
{
    private const int Points = 4;

    /// <summary>All x with f(x) = target, where f has degree 3 or less.</summary>
    /// <param name="function">f.</param>
    /// <param name="target">The value wanted.</param>
    /// <returns>No root if f is constant.</returns>
    public static IReadOnlyList<KoalaBear> Of(Func<KoalaBear, KoalaBear> function, KoalaBear target)
    {
        var values = new KoalaBear[Points];
        for (var i = 0; i < Points; i++)
        {
            values[i] = function(KoalaBear.FromCanonical((uint)i)) - target;
        }

        List<KoalaBear> roots = [];
        Split(Trim(Interpolate(values)), roots, 1);
        return roots;
    }

    /// <summary>Coefficients, lowest first, from the values at 0, 1, 2 and 3: Newton's forward differences.</summary>
    private static KoalaBear[] Interpolate(KoalaBear[] values)
    {
        var half = KoalaBear.FromCanonical(2).Inverse();
        var (d1, d2) = (values[1] - values[0], values[2] - values[1] - values[1] + values[0]);
        var d3 = values[3] - values[2] - values[2] - values[2] + values[1] + values[1] + values[1] - values[0];

        // x, x(x-1)/2 and x(x-1)(x-2)/6.
        var (half2, sixth3) = (d2 * half, d3 * KoalaBear.FromCanonical(6).Inverse());
        var three = KoalaBear.FromCanonical(3);
        return [values[0], d1 - half2 + sixth3 + sixth3, half2 - (three * sixth3), sixth3];
    }

    private static void Split(KoalaBear[] polynomial, List<KoalaBear> roots, uint shift)
    {
        if (polynomial.Length <= 1)
        {
            return;
        }

        if (polynomial.Length == 2)
        {
            roots.Add(-polynomial[0] * polynomial[1].Inverse());
            return;
        }

        // The roots r with r + shift a square, those with a non-square, and the one with zero. Some shift separates two roots.
        var power = Power([KoalaBear.FromCanonical(shift), KoalaBear.One], (KoalaBear.Modulus - 1) / 2, polynomial);
        foreach (var value in (KoalaBear[])[KoalaBear.One, KoalaBear.MinusOne, KoalaBear.Zero])
        {
            KoalaBear[] difference = [.. power.Length == 0 ? [KoalaBear.Zero] : power];
            difference[0] -= value;
            Split(Gcd(polynomial, Trim(difference)), roots, shift + 1);
        }
    }

    private static KoalaBear[] Power(KoalaBear[] @base, uint exponent, KoalaBear[] modulus)
    {
        KoalaBear[] result = [KoalaBear.One];
        for (var bit = 31; bit >= 0; bit--)
        {
            result = Remainder(Product(result, result), modulus);
            if ((exponent >> bit & 1) != 0)
            {
                result = Remainder(Product(result, @base), modulus);
            }
        }

        return result;
    }

    private static KoalaBear[] Gcd(KoalaBear[] a, KoalaBear[] b)
    {
        while (b.Length > 0)
        {
            (a, b) = (b, Remainder(a, b));
        }

        return a;
    }

    private static KoalaBear[] Product(KoalaBear[] a, KoalaBear[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return [];
        }

        var product = new KoalaBear[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
            {
                product[i + j] += a[i] * b[j];
            }
        }

        return product;
    }

    private static KoalaBear[] Remainder(KoalaBear[] a, KoalaBear[] b)
    {
        KoalaBear[] rest = [.. a];
        var leading = b[^1].Inverse();
        for (var top = rest.Length - 1; top >= b.Length - 1; top--)
        {
            var factor = rest[top] * leading;
            for (var i = 0; i < b.Length; i++)
            {
                rest[top - b.Length + 1 + i] -= factor * b[i];
            }
        }

        return Trim(rest.Length < b.Length ? rest : rest[..(b.Length - 1)]);
    }

    private static KoalaBear[] Trim(KoalaBear[] polynomial)
    {
        var length = polynomial.Length;
        while (length > 0 && polynomial[length - 1].IsZero)
        {
            length--;
        }

        return polynomial[..length];
    }
}
