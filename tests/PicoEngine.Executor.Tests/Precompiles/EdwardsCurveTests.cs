// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using System.Security.Cryptography;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class EdwardsCurveTests
{
    private static readonly BigInteger P = Numbers.Ed25519Modulus;
    private static readonly BigInteger D = Numbers.Mod(-121665 * Numbers.Inverse(121666, P), P);

    // RFC 8032, section 5.1: y = 4/5, x even; and the order of the base point.
    private static readonly BigInteger BaseX = BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202");
    private static readonly BigInteger BaseY = BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960");
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    [Fact]
    public void Add_agrees_with_big_integers_on_any_coordinates()
    {
        List<BigInteger> edges = [0, 1, 2, P - 2, P - 1, BaseX, BaseY];
        Random random = new(6);
        for (int i = 0; i < 6; i++)
        {
            edges.Add(Numbers.Random(random, P));
        }

        int refused = 0;
        for (int i = 0; i < 1000; i++)
        {
            BigInteger[] c = [.. Enumerable.Range(0, 4).Select(_ => edges[random.Next(edges.Count)])];
            BigInteger product = D * c[0] % P * c[1] % P * c[2] % P * c[3] % P;
            uint[] p = Point(c[0], c[1]);
            PrecompileFault fault = EdwardsCurve.Ed25519.Add(p, Point(c[2], c[3]));
            if (product.IsOne || product == P - 1)
            {
                refused++;
                Assert.Equal(PrecompileFault.ZeroDenominator, fault);
                continue;
            }

            Assert.Equal(PrecompileFault.None, fault);
            BigInteger x3 = ((c[0] * c[3]) + (c[1] * c[2])) * Numbers.Inverse(1 + product, P) % P;
            BigInteger y3 = ((c[1] * c[3]) + (c[0] * c[2])) * Numbers.Inverse(1 - product, P) % P;
            Assert.Equal(Point(x3, y3), p);
        }

        Assert.InRange(refused, 0, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Add_refuses_a_zero_denominator(int product)
    {
        // x1 = product/d and ones elsewhere; no such point is on the curve.
        BigInteger x1 = Numbers.Mod(product * Numbers.Inverse(D, P), P);
        uint[] p = Point(x1, 1);
        Assert.Equal(PrecompileFault.ZeroDenominator, EdwardsCurve.Ed25519.Add(p, Point(1, 1)));
        Assert.Equal(Point(x1, 1), p);
    }

    [Fact]
    public void Add_knows_the_neutral_element_opposites_and_equal_points()
    {
        uint[] p = Point(BaseX, BaseY);
        Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Add(p, Point(0, 1)));
        Assert.Equal(Point(BaseX, BaseY), p);
        uint[] twice = Multiple(2);
        Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Add(p, p));
        Assert.Equal(twice, p);
        uint[] opposite = Point(BaseX, BaseY);
        Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Add(opposite, Point(P - BaseX, BaseY)));
        Assert.Equal(Point(0, 1), opposite);
        Assert.Equal(Point(0, 1), Multiple(Order));
    }

    [Theory]
    // RFC 8032, section 7.1, tests 1 to 3: secret key, public key.
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")]
    public void Public_keys_are_those_of_the_rfc(string secret, string publicKey)
    {
        byte[] hash = SHA512.HashData(Convert.FromHexString(secret));
        BigInteger scalar = new BigInteger(hash.AsSpan(0, 32), isUnsigned: true) & ((BigInteger.One << 254) - 8) | (BigInteger.One << 254);
        uint[] point = Multiple(scalar);
        BigInteger encoded = new(Convert.FromHexString(publicKey), isUnsigned: true);
        BigInteger y = encoded & ((BigInteger.One << 255) - 1);
        uint sign = (uint)(encoded >> 255);
        Assert.Equal(y, Numbers.FromWords(point.AsSpan(8)));
        Assert.Equal(sign, point[0] & 1);

        uint[] buffer = Numbers.ToWords(99, y, 8);
        Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Decompress(buffer, sign));
        Assert.Equal(point, buffer);
        Assert.Equal([1], Assert.Single(Hooks.Ed25519Decompress(Convert.FromHexString(publicKey))));
    }

    [Fact]
    public void Decompress_agrees_with_the_equation_of_the_curve()
    {
        List<BigInteger> values = Numbers.ReducedOperands(P, 60, seed: 7);
        int refused = 0;
        foreach (BigInteger y in values)
        {
            BigInteger square = Numbers.Mod(((y * y) - 1) * Numbers.Inverse((D * y * y) + 1, P), P);
            bool isSquare = BigInteger.ModPow(square, (P - 1) / 2, P) <= 1;
            for (uint sign = 0; sign < 2; sign++)
            {
                uint[] buffer = Numbers.ToWords(4242, y, 8);
                PrecompileFault fault = EdwardsCurve.Ed25519.Decompress(buffer, sign);
                if (!isSquare || (square.IsZero && sign == 1))
                {
                    refused++;
                    Assert.Equal(isSquare ? PrecompileFault.InvalidSign : PrecompileFault.NonResidue, fault);
                    Assert.Equal(Numbers.ToWords(4242, y, 8), buffer);
                }
                else
                {
                    Assert.Equal(PrecompileFault.None, fault);
                    BigInteger x = Numbers.FromWords(buffer.AsSpan(0, 8));
                    Assert.Equal(square, x * x % P);
                    Assert.Equal(sign, buffer[0] & 1);
                    Assert.Equal(y, Numbers.FromWords(buffer.AsSpan(8)));
                }

                byte[] compressed = new byte[32];
                (y | ((BigInteger)sign << 255)).TryWriteBytes(compressed, out _, isUnsigned: true);
                Assert.Equal([fault == PrecompileFault.None ? (byte)1 : (byte)0], Assert.Single(Hooks.Ed25519Decompress(compressed)));
            }
        }

        Assert.InRange(refused, values.Count / 2, values.Count * 3 / 2);
    }

    [Fact]
    public void Decompress_of_y_zero_is_the_root_of_minus_one()
    {
        uint[] buffer = new uint[16];
        Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Decompress(buffer, 0));
        BigInteger x = Numbers.FromWords(buffer.AsSpan(0, 8));
        Assert.Equal(P - 1, x * x % P);
    }

    [Fact]
    public void Decompress_of_x_zero_refuses_sign_one()
    {
        foreach (BigInteger y in new[] { 1, P - 1 })
        {
            uint[] buffer = Numbers.ToWords(7, y, 8);
            Assert.Equal(PrecompileFault.InvalidSign, EdwardsCurve.Ed25519.Decompress(buffer, 1));
            Assert.Equal(Numbers.ToWords(7, y, 8), buffer);
            Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Decompress(buffer, 0));
            Assert.Equal(Numbers.ToWords(0, y, 8), buffer);
        }
    }

    [Fact]
    public void Unreduced_coordinates_other_signs_and_other_lengths_are_refused()
    {
        foreach (BigInteger bad in Numbers.UnreducedOperands(P, 8).Append((BigInteger.One << 255) | BaseY))
        {
            Assert.Equal(PrecompileFault.NonCanonicalInput, EdwardsCurve.Ed25519.Decompress(Point(0, bad), 0));
            Assert.Equal(PrecompileFault.NonCanonicalInput, EdwardsCurve.Ed25519.Add(Point(bad, BaseY), Point(0, 1)));
            Assert.Equal(PrecompileFault.NonCanonicalInput, EdwardsCurve.Ed25519.Add(Point(BaseX, bad), Point(0, 1)));
            Assert.Equal(PrecompileFault.NonCanonicalInput, EdwardsCurve.Ed25519.Add(Point(0, 1), Point(bad, BaseY)));
            Assert.Equal(PrecompileFault.NonCanonicalInput, EdwardsCurve.Ed25519.Add(Point(0, 1), Point(BaseX, bad)));
        }

        Assert.Equal(PrecompileFault.InvalidFlag, EdwardsCurve.Ed25519.Decompress(Point(0, BaseY), 2));
        Assert.Throws<ArgumentException>(() => EdwardsCurve.Ed25519.Decompress(new uint[8], 0));
        Assert.Throws<ArgumentException>(() => EdwardsCurve.Ed25519.Add(new uint[16], new uint[15]));
    }

    private static uint[] Point(BigInteger x, BigInteger y) => Numbers.ToWords(x, y, 8);

    private static uint[] Multiple(BigInteger scalar)
    {
        uint[] result = Point(0, 1);
        uint[] point = Point(BaseX, BaseY);
        for (int bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Add(result, result));
            if (!((scalar >> bit) & 1).IsZero)
            {
                Assert.Equal(PrecompileFault.None, EdwardsCurve.Ed25519.Add(result, point));
            }
        }

        return result;
    }
}
