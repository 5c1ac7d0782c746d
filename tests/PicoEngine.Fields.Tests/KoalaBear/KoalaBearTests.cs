// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using Xunit;

namespace PicoEngine.Fields.Tests;

public sealed class KoalaBearTests
{
    private static readonly BigInteger P = KoalaBear.Modulus;

    [Fact]
    public void Constants_satisfy_their_definitions()
    {
        Assert.Equal((BigInteger.One << 31) - (BigInteger.One << 24) + 1, P);
        Assert.Equal(1u, unchecked(KoalaBear.Modulus * KoalaBear.InverseModulus));
        Assert.Equal(0u, (KoalaBear.Modulus - 1) % (1 << KoalaBear.TwoAdicity));
        Assert.Equal(127u, (KoalaBear.Modulus - 1) >> KoalaBear.TwoAdicity);
        Assert.Equal(1u, KoalaBear.One.ToCanonical());
        Assert.Equal(KoalaBear.Modulus - 1, KoalaBear.MinusOne.ToCanonical());
    }

    [Fact]
    public void Operators_on_edge_and_random_pairs_equal_integer_arithmetic()
    {
        var left = FieldSamples.Elements(400, 1);
        foreach (var a in left)
        {
            foreach (var b in left.AsSpan(0, 60))
            {
                BigInteger x = a.ToCanonical(), y = b.ToCanonical();
                Assert.Equal((uint)((x + y) % P), (a + b).ToCanonical());
                Assert.Equal((uint)((x - y + P) % P), (a - b).ToCanonical());
                Assert.Equal((uint)(x * y % P), (a * b).ToCanonical());
            }
        }
    }

    [Fact]
    public void Unary_operations_equal_integer_arithmetic()
    {
        foreach (var a in FieldSamples.Elements(500, 2))
        {
            BigInteger x = a.ToCanonical();
            Assert.Equal((uint)((P - x) % P), (-a).ToCanonical());
            Assert.Equal((uint)(2 * x % P), a.Double().ToCanonical());
            Assert.Equal((uint)(x * x % P), a.Square().ToCanonical());
            Assert.Equal((uint)(x * x * x % P), a.Cube().ToCanonical());
            Assert.Equal(a, a.Halve().Double());
            Assert.Equal(x == 0, a.IsZero);
        }
    }

    [Fact]
    public void Canonical_and_Montgomery_round_trip()
    {
        foreach (var a in FieldSamples.Elements(500, 3))
        {
            Assert.Equal(a, KoalaBear.FromCanonical(a.ToCanonical()));
            Assert.Equal(a, KoalaBear.FromMontgomery(a.ToMontgomery()));
            Assert.Equal((uint)(((BigInteger)a.ToCanonical() << 32) % P), a.ToMontgomery());
        }
    }

    [Theory]
    [InlineData(KoalaBear.Modulus)]
    [InlineData(KoalaBear.Modulus + 1)]
    [InlineData(uint.MaxValue)]
    public void FromCanonical_rejects_word_of_p_or_more(uint word)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KoalaBear.FromCanonical(word));
        Assert.False(KoalaBear.TryFromCanonical(word, out var element));
        Assert.True(element.IsZero);
    }

    [Fact]
    public void TryFromCanonical_takes_every_word_below_p()
    {
        Assert.True(KoalaBear.TryFromCanonical(KoalaBear.Modulus - 1, out var element));
        Assert.Equal(KoalaBear.MinusOne, element);
    }

    [Fact]
    public void Reduce_maps_integers_to_their_residue()
    {
        Assert.Equal(KoalaBear.MinusOne, KoalaBear.Reduce(-1L));
        Assert.Equal(KoalaBear.Zero, KoalaBear.Reduce(-(long)KoalaBear.Modulus));
        Assert.Equal((uint)(ulong.MaxValue % KoalaBear.Modulus), KoalaBear.Reduce(ulong.MaxValue).ToCanonical());
        Assert.Equal((uint)((long.MinValue % (long)KoalaBear.Modulus) + KoalaBear.Modulus), KoalaBear.Reduce(long.MinValue).ToCanonical());
    }

    [Fact]
    public void Inverse_times_element_is_one()
    {
        foreach (var a in FieldSamples.Elements(300, 4).Where(a => !a.IsZero))
        {
            Assert.Equal(KoalaBear.One, a * a.Inverse());
            Assert.Equal(KoalaBear.One, a / a);
            Assert.Equal(a.Inverse(), a.Pow(KoalaBear.Modulus - 2));
        }
    }

    [Fact]
    public void Inverse_of_zero_throws() => Assert.Throws<DivideByZeroException>(() => KoalaBear.Zero.Inverse());

    [Fact]
    public void Pow_equals_integer_power()
    {
        foreach (var a in FieldSamples.Elements(40, 5))
        {
            foreach (var exponent in new ulong[] { 0, 1, 2, 3, 64, KoalaBear.Modulus - 1, ulong.MaxValue })
            {
                Assert.Equal((uint)BigInteger.ModPow(a.ToCanonical(), exponent, P), a.Pow(exponent).ToCanonical());
            }
        }
    }

    [Fact]
    public void TwoAdicGenerator_reproduces_reference_and_has_its_order()
    {
        var roots = ReferenceVectors.Words(ReferenceVectors.Section("field").GetProperty("roots_of_unity"));
        Assert.Equal(KoalaBear.TwoAdicity + 1, roots.Length);
        for (var k = 0; k < roots.Length; k++)
        {
            var root = KoalaBear.TwoAdicGenerator(k);
            Assert.Equal(roots[k], root);
            Assert.Equal(KoalaBear.One, root.Pow(1UL << k));
            Assert.Equal(k == 0 ? KoalaBear.One : KoalaBear.MinusOne, k == 0 ? root : root.Pow(1UL << (k - 1)));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(25)]
    public void TwoAdicGenerator_of_missing_order_throws(int logOrder) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => KoalaBear.TwoAdicGenerator(logOrder));

    [Fact]
    public void Generator_has_full_order()
    {
        foreach (var prime in new uint[] { 2, 127 })
        {
            Assert.NotEqual(KoalaBear.One, KoalaBear.Generator.Pow((KoalaBear.Modulus - 1) / prime));
        }
    }

    [Fact]
    public void Invert_of_a_batch_equals_single_inverses()
    {
        var values = FieldSamples.Elements(100, 6).Where(a => !a.IsZero).ToArray();
        var inverses = new KoalaBear[values.Length];
        BatchInversion.Invert<KoalaBear>(values, inverses);
        Assert.Equal(values.Select(a => a.Inverse()), inverses);
        values[7] = KoalaBear.Zero;
        Assert.Throws<DivideByZeroException>(() => BatchInversion.Invert<KoalaBear>(values, inverses));
        Assert.Throws<ArgumentException>(() => BatchInversion.Invert<KoalaBear>(values, new KoalaBear[1]));
        BatchInversion.Invert<KoalaBear>([], []);
    }
}
