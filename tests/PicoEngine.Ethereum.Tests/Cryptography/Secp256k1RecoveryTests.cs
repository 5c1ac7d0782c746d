// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Globalization;
using System.Numerics;
using CsCheck;
using PicoEngine.Ethereum.Cryptography;
using Xunit;

namespace PicoEngine.Ethereum.Tests.Cryptography;

/// <summary>Signatures made by textbook arithmetic on <see cref="BigInteger"/>, which shares no code with what recovers their keys.</summary>
public sealed class Secp256k1RecoveryTests
{
    // SEC 2, section 2.4.1.
    private static readonly BigInteger P = Number("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    private static readonly BigInteger N = Number("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    private static readonly (BigInteger X, BigInteger Y) G = (
        Number("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        Number("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"));

    [Fact]
    public void TryRecover_gives_the_key_that_signed()
    {
        Gen.Byte.Array[32].Array[3].Sample(
            bytes =>
            {
                BigInteger key = (Number(bytes[0]) % (N - 1)) + 1;
                BigInteger nonce = (Number(bytes[1]) % (N - 1)) + 1;
                (BigInteger X, BigInteger Y) point = Multiply(nonce);
                if (point.X >= N)
                {
                    return; // one of 2^128 nonces
                }

                BigInteger s = (Number(bytes[2]) + (point.X * key)) * BigInteger.ModPow(nonce, N - 2, N) % N;
                (BigInteger X, BigInteger Y) expected = Multiply(key);
                byte[] recovered = new byte[Secp256k1Recovery.KeySize];
                Assert.True(Secp256k1Recovery.TryRecover(bytes[2], Bytes(point.X), Bytes(s), !point.Y.IsEven, recovered));
                Assert.Equal([0x04, .. Bytes(expected.X), .. Bytes(expected.Y)], recovered);
                Assert.True(Secp256k1Recovery.TryRecover(bytes[2], Bytes(point.X), Bytes(N - s), point.Y.IsEven, recovered));
                Assert.Equal([0x04, .. Bytes(expected.X), .. Bytes(expected.Y)], recovered);
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public void TryRecover_of_the_generator_itself_meets_every_exception_of_the_addition()
    {
        // R = G: with s = hash + 1 the key is G, with s = hash it is infinity, and G + R is a doubling.
        byte[] key = new byte[Secp256k1Recovery.KeySize];
        BigInteger hash = 12345;
        BigInteger r = G.X;
        Assert.True(Secp256k1Recovery.TryRecover(Bytes(hash), Bytes(r), Bytes(hash + r), !G.Y.IsEven, key));
        Assert.Equal([0x04, .. Bytes(G.X), .. Bytes(G.Y)], key);
        Assert.False(Secp256k1Recovery.TryRecover(Bytes(hash), Bytes(r), Bytes(hash), !G.Y.IsEven, key));
        Assert.True(Secp256k1Recovery.TryRecover(Bytes(0), Bytes(r), Bytes(r), G.Y.IsEven, key));
        Assert.Equal([0x04, .. Bytes(G.X), .. Bytes(P - G.Y)], key);
    }

    [Fact]
    public void TryRecover_refuses_numbers_out_of_range_and_points_off_the_curve()
    {
        byte[] key = new byte[Secp256k1Recovery.KeySize];
        byte[] one = Bytes(1);
        Assert.True(Secp256k1Recovery.TryRecover(one, one, one, false, key));
        Array.Clear(key);
        Assert.False(Secp256k1Recovery.TryRecover(one, Bytes(0), one, false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, [], one, false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, one, Bytes(0), false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, Bytes(N), one, false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, one, Bytes(N), false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, Bytes(P), one, false, key));
        Assert.False(Secp256k1Recovery.TryRecover(one, Bytes((BigInteger.One << 256) - 1), one, false, key));

        // 5³ + 7 is no square modulo p.
        Assert.NotEqual(BigInteger.One, BigInteger.ModPow(132, (P - 1) / 2, P));
        Assert.False(Secp256k1Recovery.TryRecover(one, Bytes(5), one, false, key));
        Assert.All(key, value => Assert.Equal(0, value));
    }

    private static (BigInteger X, BigInteger Y) Multiply(BigInteger scalar)
    {
        (BigInteger X, BigInteger Y)? sum = null;
        for (int bit = 255; bit >= 0; bit--)
        {
            sum = sum is { } point ? Add(point, point) : null;
            if (!((scalar >> bit) & 1).IsZero)
            {
                sum = sum is { } other ? Add(other, G) : G;
            }
        }

        return sum!.Value;
    }

    // Never of opposite points in what these tests compute.
    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        BigInteger slope = a == b ? 3 * a.X * a.X * Inverse(2 * a.Y) : (b.Y - a.Y) * Inverse(b.X - a.X);
        BigInteger x = Modulo((slope * slope) - a.X - b.X);
        return (x, Modulo((slope * (a.X - x)) - a.Y));
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Modulo(value), P - 2, P);

    private static BigInteger Modulo(BigInteger value) => ((value % P) + P) % P;

    private static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier);

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger value)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
