// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class PrimeFieldTests
{
    public static TheoryData<string> Fields => [.. Cases.Keys];

    private static Dictionary<string, (PrimeField Field, BigInteger Modulus)> Cases { get; } = new()
    {
        ["secp256k1"] = (PrimeField.Secp256k1, Numbers.Secp256k1Modulus),
        ["secp256k1 scalars"] = (PrimeField.Secp256k1Scalar, Numbers.Secp256k1Order),
        ["secp256r1"] = (PrimeField.Secp256r1, Numbers.Secp256r1Modulus),
        ["bn254"] = (PrimeField.Bn254, Numbers.Bn254Modulus),
        ["ed25519"] = (PrimeField.Ed25519, Numbers.Ed25519Modulus),
        ["bls12-381"] = (PrimeField.Bls12381, Numbers.Bls12381Modulus),
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void Ring_operations_agree_with_big_integers(string name)
    {
        (PrimeField field, BigInteger p) = Cases[name];
        List<BigInteger> operands = Numbers.ReducedOperands(p, 40, seed: 1);
        foreach (BigInteger x in operands)
        {
            FieldElement a = Read(field, x);
            Assert.Equal(x, Value(field, in a));
            Assert.Equal(Numbers.Mod(-x, p), Value(field, field.Negate(in a)));
            Assert.Equal(Numbers.Mod(2 * x, p), Value(field, field.Double(in a)));
            Assert.Equal(x * x % p, Value(field, field.Square(in a)));
            foreach (BigInteger y in operands)
            {
                FieldElement b = Read(field, y);
                Assert.Equal((x + y) % p, Value(field, field.Add(in a, in b)));
                Assert.Equal(Numbers.Mod(x - y, p), Value(field, field.Subtract(in a, in b)));
                Assert.Equal(x * y % p, Value(field, field.Multiply(in a, in b)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void Invert_agrees_with_the_power_p_minus_two(string name)
    {
        (PrimeField field, BigInteger p) = Cases[name];
        foreach (BigInteger x in Numbers.ReducedOperands(p, 400, seed: 2))
        {
            Assert.Equal(Numbers.Inverse(x, p), Value(field, field.Invert(Read(field, x))));
        }

        // Small numbers exercise the early end of the division steps.
        for (int x = 1; x < 200; x++)
        {
            Assert.Equal(Numbers.Inverse(x, p), Value(field, field.Invert(Read(field, x))));
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void TrySqrt_finds_roots_of_squares_and_of_nothing_else(string name)
    {
        (PrimeField field, BigInteger p) = Cases[name];
        if (p % 8 == 1)
        {
            Assert.Throws<NotSupportedException>(() => field.TrySqrt(field.One, out _));
            return;
        }

        int squares = 0;
        List<BigInteger> operands = Numbers.ReducedOperands(p, 100, seed: 3);
        foreach (BigInteger x in operands)
        {
            bool isSquare = BigInteger.ModPow(x, (p - 1) / 2, p) <= 1;
            Assert.Equal(isSquare, field.TrySqrt(Read(field, x), out FieldElement root));
            if (isSquare)
            {
                squares++;
                BigInteger y = Value(field, in root);
                Assert.Equal(x, y * y % p);
            }
        }

        Assert.InRange(squares, operands.Count / 4, operands.Count * 3 / 4);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void TryRead_refuses_numbers_not_below_the_modulus(string name)
    {
        (PrimeField field, BigInteger p) = Cases[name];
        foreach (BigInteger x in Numbers.UnreducedOperands(p, field.WordCount))
        {
            Assert.False(field.TryRead(Numbers.ToWords(x, field.WordCount), out FieldElement element));
            Assert.True(element.IsZero);
        }

        Assert.True(field.TryRead(Numbers.ToWords(p - 1, field.WordCount), out _));
        Assert.Throws<ArgumentException>(() => field.TryRead(new uint[field.WordCount - 1], out _));
        Assert.Throws<ArgumentException>(() => field.Write(field.One, new uint[field.WordCount + 1]));
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void One_is_the_number_one(string name)
    {
        PrimeField field = Cases[name].Field;
        Assert.Equal(BigInteger.One, Value(field, field.One));
        Assert.True(field.Invert(default).IsZero);
    }

    private static FieldElement Read(PrimeField field, BigInteger value)
    {
        Assert.True(field.TryRead(Numbers.ToWords(value, field.WordCount), out FieldElement element));
        return element;
    }

    private static BigInteger Value(PrimeField field, in FieldElement element)
    {
        uint[] words = new uint[field.WordCount];
        field.Write(in element, words);
        return Numbers.FromWords(words);
    }
}
