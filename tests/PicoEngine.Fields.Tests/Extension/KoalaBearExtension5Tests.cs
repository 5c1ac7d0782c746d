// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using Xunit;

namespace PicoEngine.Fields.Tests;

public sealed class KoalaBearExtension5Tests
{
    private static readonly KoalaBearExtension5 Top = new([.. Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), 5)]);

    [Fact]
    public void Multiply_reproduces_reference_products()
    {
        foreach (var vector in ReferenceVectors.Section("field").GetProperty("products").EnumerateArray())
        {
            var a = ReferenceVectors.Extension(vector.GetProperty("a"));
            var b = ReferenceVectors.Extension(vector.GetProperty("b"));
            Assert.Equal(ReferenceVectors.Extension(vector.GetProperty("ab")), a * b);
        }
    }

    [Fact]
    public void Inverse_reproduces_reference()
    {
        var vector = ReferenceVectors.Section("field").GetProperty("inverse");
        var a = ReferenceVectors.Extension(vector.GetProperty("a"));
        Assert.Equal(ReferenceVectors.Extension(vector.GetProperty("inverse")), a.Inverse());
    }

    [Fact]
    public void Multiply_and_Square_equal_integer_polynomial_arithmetic()
    {
        var samples = FieldSamples.Extensions(200, 1).Append(Top).ToArray();
        foreach (var a in samples)
        {
            Assert.Equal(NaiveProduct(a, a), a.Square());
            foreach (var b in samples.AsSpan(0, 30))
            {
                Assert.Equal(NaiveProduct(a, b), a * b);
            }

            Assert.Equal(NaiveProduct(a, Top), a * Top);
        }
    }

    [Fact]
    public void Multiply_with_every_mix_of_zero_and_largest_forms_equals_integer_arithmetic()
    {
        // All 2^10 patterns of {0, p - 1} as Montgomery forms reach the extremes of every partial sum.
        for (var pattern = 0; pattern < 1 << 10; pattern++)
        {
            var a = Pattern(pattern & 31);
            var b = Pattern(pattern >> 5);
            Assert.Equal(NaiveProduct(a, b), a * b);
        }
    }

    [Fact]
    public void Ring_axioms_hold_on_samples()
    {
        var s = FieldSamples.Extensions(90, 2);
        for (var i = 0; i + 2 < s.Length; i++)
        {
            var (a, b, c) = (s[i], s[i + 1], s[i + 2]);
            Assert.Equal(a * b, b * a);
            Assert.Equal(a * b * c, a * (b * c));
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(a - b, a + -b);
            Assert.Equal(KoalaBearExtension5.Zero, a - a);
            Assert.Equal(a, a * KoalaBearExtension5.One);
            Assert.Equal(a, a.Halve().Double());
            Assert.Equal(a * b[0], a * KoalaBearExtension5.FromBase(b[0]));
            Assert.Equal(a + b[1], a + KoalaBearExtension5.FromBase(b[1]));
            Assert.Equal(a - b[1], a - KoalaBearExtension5.FromBase(b[1]));
        }
    }

    [Fact]
    public void Root_satisfies_the_defining_polynomial()
    {
        var x = KoalaBearExtension5.Root;
        Assert.Equal(KoalaBearExtension5.Zero, x.Pow(5) + x.Pow(2) - KoalaBear.One);
        // Irreducible of prime degree: x is not in F, and its fifth conjugate is itself.
        Assert.NotEqual(x, x.Pow(KoalaBear.Modulus));
        Assert.Equal(x, x.Frobenius(4).Pow(KoalaBear.Modulus));
    }

    [Fact]
    public void Frobenius_is_the_pth_power()
    {
        foreach (var a in FieldSamples.Extensions(12, 3).Append(Top))
        {
            var power = a;
            for (var j = 0; j <= 5; j++)
            {
                Assert.Equal(power, a.Frobenius(j));
                power = power.Pow(KoalaBear.Modulus);
            }

            Assert.Equal(a, a.Frobenius(-2).Frobenius(2));
        }
    }

    [Fact]
    public void Inverse_times_element_is_one()
    {
        foreach (var a in FieldSamples.Extensions(100, 4).Append(Top).Where(a => !a.IsZero))
        {
            Assert.Equal(KoalaBearExtension5.One, a * a.Inverse());
            Assert.Equal(KoalaBearExtension5.One, a / a);
        }

        Assert.Throws<DivideByZeroException>(() => KoalaBearExtension5.Zero.Inverse());
    }

    [Fact]
    public void CopyTo_writes_the_coefficients_constant_first()
    {
        var words = FieldSamples.Elements(5, 5);
        var element = new KoalaBearExtension5(words);
        var copy = new KoalaBear[5];
        element.CopyTo(copy);
        Assert.Equal(words, copy);
        Assert.Equal(words, Enumerable.Range(0, 5).Select(i => element[i]));
        Assert.Throws<ArgumentException>(() => element.CopyTo(new KoalaBear[4]));
        Assert.Throws<ArgumentException>(() => new KoalaBearExtension5(words.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => element[5]);
    }

    [Fact]
    public void IsBase_holds_exactly_for_embedded_elements()
    {
        Assert.True(KoalaBearExtension5.FromBase(KoalaBear.Generator).IsBase);
        Assert.False(KoalaBearExtension5.Root.IsBase);
        Assert.True(KoalaBearExtension5.Zero.IsZero);
        Assert.False(KoalaBearExtension5.Root.IsZero);
    }

    private static KoalaBearExtension5 Pattern(int mask) =>
        new([.. Enumerable.Range(0, 5).Select(i => (mask >> i & 1) != 0 ? KoalaBear.FromMontgomery(KoalaBear.Modulus - 1) : KoalaBear.Zero)]);

    private static KoalaBearExtension5 NaiveProduct(KoalaBearExtension5 a, KoalaBearExtension5 b)
    {
        var d = new BigInteger[9];
        for (var i = 0; i < 5; i++)
        {
            for (var j = 0; j < 5; j++)
            {
                d[i + j] += (BigInteger)a[i].ToCanonical() * b[j].ToCanonical();
            }
        }

        for (var k = 8; k >= 5; k--)
        {
            // x^k = x^(k-5) - x^(k-3)
            d[k - 5] += d[k];
            d[k - 3] -= d[k];
        }

        return new(d.AsSpan(0, 5).ToArray().Select(v =>
            KoalaBear.FromCanonical((uint)(((v % KoalaBear.Modulus) + KoalaBear.Modulus) % KoalaBear.Modulus))).ToArray());
    }
}
