// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class HooksTests
{
    private static readonly BigInteger P = Numbers.Secp256k1Modulus;
    private static readonly BigInteger N = Numbers.Secp256k1Order;

    [Theory]
    [InlineData(0x80)]
    [InlineData(0x00)]
    [InlineData(0x7f)]
    public void EcRecover_answers_satisfy_the_equations_of_the_guest(byte first)
    {
        Random random = new(12);
        int squares = 0;
        for (int i = 0; i < 60; i++)
        {
            // The guest asks with alpha = r³ + 7; the answer depends on alpha alone.
            BigInteger r = i < 10 ? i + 1 : Numbers.Random(random, N);
            BigInteger alpha = ((r * r * r) + 7) % P;
            IReadOnlyList<byte[]> answer = Hooks.EcRecover(Request(first, r, alpha));
            if (BigInteger.ModPow(alpha, (P - 1) / 2, P).IsOne)
            {
                squares++;
                Assert.Equal(3, answer.Count);
                Assert.Equal([1], answer[0]);
                Assert.Equal([32, 32], answer.Skip(1).Select(element => element.Length));
                BigInteger y = Number(answer[1]);
                Assert.True(y < P);
                Assert.Equal(alpha, y * y % P);
                Assert.Equal(first >= 0x80, !y.IsEven);
                BigInteger inverse = Number(answer[2]);
                Assert.True(inverse < N);
                Assert.Equal(BigInteger.One, r * inverse % N);
            }
            else
            {
                Assert.Equal(2, answer.Count);
                Assert.Equal([0], answer[0]);
                Assert.Equal(32, answer[1].Length);
                Assert.Equal(BigInteger.ModPow(3 * alpha, (P + 1) / 4, P), Number(answer[1]));
                Assert.Equal(3 * alpha % P, Number(answer[1]) * Number(answer[1]) % P);
            }
        }

        Assert.InRange(squares, 15, 45);
    }

    [Fact]
    public void EcRecover_of_the_generator_is_its_y()
    {
        BigInteger x = Numbers.Hex("79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798");
        IReadOnlyList<byte[]> answer = Hooks.EcRecover(Request(0, x, ((x * x * x) + 7) % P));
        Assert.Equal("483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8", Convert.ToHexString(answer[1]));
    }

    [Fact]
    public void EcRecover_of_malformed_requests_is_one_zero()
    {
        BigInteger top = (BigInteger.One << 256) - 1;
        List<byte[]> requests =
        [
            [], new byte[64], new byte[66],
            Request(0, 0, 8), Request(0, 1, 0), Request(0, P, 8), Request(0, 1, P), Request(0, top, 8), Request(0, 1, top), Request(0, P + 1, P + 1),
        ];
        foreach (byte[] request in requests)
        {
            Assert.Equal([0], Assert.Single(Hooks.EcRecover(request)));
        }
    }

    [Fact]
    public void EcRecover_with_r_between_the_order_and_the_modulus_has_no_inverse_to_give()
    {
        // 4 is a square, 3 is not.
        Assert.Equal([0], Assert.Single(Hooks.EcRecover(Request(0, N, 4))));
        Assert.Equal([0], Assert.Single(Hooks.EcRecover(Request(0, P - 1, 4))));
        Assert.Equal(2, Hooks.EcRecover(Request(0, N, 3)).Count);
        Assert.Equal(3, Hooks.EcRecover(Request(0, N - 1, 4)).Count);
    }

    [Fact]
    public void Ed25519Decompress_of_another_length_is_zero()
    {
        // y = 1 is a point at 32 bytes.
        byte[] one = new byte[32];
        one[0] = 1;
        Assert.Equal([1], Assert.Single(Hooks.Ed25519Decompress(one)));
        Assert.Equal([0], Assert.Single(Hooks.Ed25519Decompress(one.AsSpan(0, 31))));
        Assert.Equal([0], Assert.Single(Hooks.Ed25519Decompress([.. one, 0])));
        Assert.Equal([0], Assert.Single(Hooks.Ed25519Decompress([])));
    }

    [Fact]
    public void Ed25519Decompress_takes_y_modulo_the_field()
    {
        for (int small = 0; small < 19; small++)
        {
            Assert.Equal(Hooks.Ed25519Decompress(Bytes(small)), Hooks.Ed25519Decompress(Bytes(Numbers.Ed25519Modulus + small)));
        }

        Assert.Contains(Enumerable.Range(0, 19), small => Hooks.Ed25519Decompress(Bytes(small))[0][0] == 0);

        static byte[] Bytes(BigInteger y)
        {
            byte[] bytes = new byte[32];
            y.TryWriteBytes(bytes, out _, isUnsigned: true);
            return bytes;
        }
    }

    private static byte[] Request(byte first, BigInteger r, BigInteger alpha) => [first, .. BigEndian(r), .. BigEndian(alpha)];

    private static byte[] BigEndian(BigInteger value)
    {
        byte[] bytes = new byte[32];
        Assert.True(value.TryWriteBytes(bytes, out int written, isUnsigned: true));
        Assert.InRange(written, 1, 32);
        Array.Reverse(bytes);
        return bytes;
    }

    private static BigInteger Number(byte[] bigEndian) => new(bigEndian, isUnsigned: true, isBigEndian: true);
}
