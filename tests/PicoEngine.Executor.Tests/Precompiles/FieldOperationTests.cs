// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class FieldOperationTests
{
    public static TheoryData<string, FieldOperationKind> PrimeCases =>
        new(from name in PrimeFields.Keys from kind in Enum.GetValues<FieldOperationKind>() select (name, kind));

    public static TheoryData<string, FieldOperationKind> QuadraticCases =>
        new(from name in QuadraticFields.Keys from kind in Enum.GetValues<FieldOperationKind>() select (name, kind));

    private static Dictionary<string, (FieldOperation Operation, BigInteger Modulus)> PrimeFields { get; } = new()
    {
        ["secp256k1"] = (FieldOperation.Secp256k1Fp, Numbers.Secp256k1Modulus),
        ["bn254"] = (FieldOperation.Bn254Fp, Numbers.Bn254Modulus),
        ["bls12-381"] = (FieldOperation.Bls12381Fp, Numbers.Bls12381Modulus),
    };

    private static Dictionary<string, (FieldOperation Operation, BigInteger Modulus)> QuadraticFields { get; } = new()
    {
        ["bn254"] = (FieldOperation.Bn254Fp2, Numbers.Bn254Modulus),
        ["bls12-381"] = (FieldOperation.Bls12381Fp2, Numbers.Bls12381Modulus),
    };

    [Theory]
    [MemberData(nameof(PrimeCases))]
    public void Apply_agrees_with_big_integers_on_any_words(string name, FieldOperationKind kind)
    {
        (FieldOperation operation, BigInteger p) = PrimeFields[name];
        int words = operation.OperandWords;
        List<BigInteger> operands = Operands(p, words);
        foreach (BigInteger x in operands)
        {
            foreach (BigInteger y in operands)
            {
                uint[] result = Numbers.ToWords(x, words);
                operation.Apply(kind, result, Numbers.ToWords(y, words));
                Assert.Equal(Numbers.Mod(Apply(kind, x, y), p), Numbers.FromWords(result));
            }

            uint[] aliased = Numbers.ToWords(x, words);
            operation.Apply(kind, aliased, aliased);
            Assert.Equal(Numbers.Mod(Apply(kind, x, x), p), Numbers.FromWords(aliased));
        }
    }

    [Theory]
    [MemberData(nameof(QuadraticCases))]
    public void Apply_agrees_with_big_integers_in_the_extension(string name, FieldOperationKind kind)
    {
        (FieldOperation operation, BigInteger p) = QuadraticFields[name];
        int words = operation.OperandWords / 2;
        List<BigInteger> operands = Operands(p, words);
        Random random = new(11);
        for (int i = 0; i < 3000; i++)
        {
            BigInteger[] c = [.. Enumerable.Range(0, 4).Select(_ => operands[random.Next(operands.Count)])];
            bool isAliased = i % 10 == 0;
            if (isAliased)
            {
                (c[2], c[3]) = (c[0], c[1]);
            }

            (BigInteger expected0, BigInteger expected1) = kind == FieldOperationKind.Multiply
                ? ((c[0] * c[2]) - (c[1] * c[3]), (c[0] * c[3]) + (c[1] * c[2]))
                : (Apply(kind, c[0], c[2]), Apply(kind, c[1], c[3]));
            uint[] result = Numbers.ToWords(c[0], c[1], words);
            operation.Apply(kind, result, isAliased ? result : Numbers.ToWords(c[2], c[3], words));
            Assert.Equal(Numbers.ToWords(Numbers.Mod(expected0, p), Numbers.Mod(expected1, p), words), result);
        }
    }

    [Fact]
    public void Apply_refuses_other_lengths_and_undefined_operations()
    {
        Assert.Throws<ArgumentException>(() => FieldOperation.Bn254Fp.Apply(FieldOperationKind.Add, new uint[8], new uint[16]));
        Assert.Throws<ArgumentException>(() => FieldOperation.Bls12381Fp2.Apply(FieldOperationKind.Add, new uint[12], new uint[24]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldOperation.Bn254Fp.Apply((FieldOperationKind)3, new uint[8], new uint[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldOperation.Bn254Fp2.Apply((FieldOperationKind)3, new uint[16], new uint[16]));
    }

    private static List<BigInteger> Operands(BigInteger modulus, int words) =>
        [.. Numbers.ReducedOperands(modulus, 15, seed: 10), .. Numbers.UnreducedOperands(modulus, words)];

    private static BigInteger Apply(FieldOperationKind kind, BigInteger x, BigInteger y) => kind switch
    {
        FieldOperationKind.Add => x + y,
        FieldOperationKind.Subtract => x - y,
        _ => x * y,
    };
}
