// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Numerics;
using PicoEngine.Executor.Precompiles;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

public sealed class Uint256MultiplicationTests
{
    private static readonly BigInteger Top = (BigInteger.One << 256) - 1;

    [Fact]
    public void MultiplyModulo_agrees_with_big_integers()
    {
        List<BigInteger> operands = [0, 1, 2, 3, Top, Top - 1, Numbers.Secp256k1Modulus, Numbers.Secp256k1Modulus - 1, Numbers.Secp256k1Modulus + 1];

        // Moduli of every length in words, with extreme top words, where a quotient digit is most often guessed too high.
        for (int words = 1; words <= 8; words++)
        {
            BigInteger top = BigInteger.One << (32 * (words - 1));
            operands.AddRange([top, top + 1, (top << 31) + 1, (top << 31) - 1, (top << 32) - 1]);
        }

        Random random = new(8);
        for (int i = 0; i < 12; i++)
        {
            operands.Add(Numbers.Random(random, BigInteger.One << random.Next(1, 257)));
        }

        foreach (BigInteger modulus in operands)
        {
            foreach (BigInteger x in operands)
            {
                BigInteger y = operands[random.Next(operands.Count)];
                AssertProduct(x, y, modulus);
            }
        }

        Assert.True(operands.All(operand => operand <= Top));
    }

    [Fact]
    public void MultiplyAdd_agrees_with_big_integers()
    {
        Random random = new(10);
        BigInteger[] operands = [0, 1, 2, Top, Top - 1, BigInteger.One << 255, .. Enumerable.Range(0, 10).Select(_ => Lumpy(random))];
        foreach (BigInteger x in operands)
        {
            foreach (BigInteger y in operands)
            {
                AssertSum(x, y, Top, Top);
                AssertSum(x, y, operands[random.Next(operands.Length)], operands[random.Next(operands.Length)]);
                BigInteger modulus = operands[random.Next(operands.Length)];
                AssertModular(x, y, Top, modulus);
                AssertModular(x, y, operands[random.Next(operands.Length)], modulus);
            }
        }

        // The largest number there is, and a multiple of its modulus.
        AssertSum(Top, Top, Top, Top);
        AssertModular(Top, Top, Top, Top);
        AssertModular(Top, Top, Top, 0);
        AssertModular(Top, Top, Top, 1);

        static void AssertSum(BigInteger x, BigInteger y, BigInteger c, BigInteger d)
        {
            uint[] words = [.. Numbers.ToWords(x, 8), .. Numbers.ToWords(c, 8)];
            Uint256Multiplication.MultiplyAdd(words, [.. Numbers.ToWords(y, 8), .. Numbers.ToWords(d, 8)]);
            Assert.Equal((x * y) + c + d, Numbers.FromWords(words));
        }

        static void AssertModular(BigInteger x, BigInteger y, BigInteger z, BigInteger modulus)
        {
            uint[] words = Numbers.ToWords(x, 8);
            Uint256Multiplication.MultiplyAddModulo(words, [.. Numbers.ToWords(y, 8), .. Numbers.ToWords(modulus, 8), .. Numbers.ToWords(z, 8)]);
            Assert.Equal(((x * y) + z) % (modulus.IsZero ? BigInteger.One << 256 : modulus), Numbers.FromWords(words));
        }
    }

    [Fact]
    public void MultiplyAdd_refuses_spans_of_another_length()
    {
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyAdd(new uint[8], new uint[16]));
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyAdd(new uint[16], new uint[24]));
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyAddModulo(new uint[8], new uint[16]));
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyAddModulo(new uint[16], new uint[24]));
    }

    [Fact]
    public void MultiplyModulo_agrees_with_big_integers_on_random_operands()
    {
        Random random = new(9);
        for (int i = 0; i < 20_000; i++)
        {
            // Words of all ones and all zeros make the guesses of the long division fail more often than random words do.
            AssertProduct(Lumpy(random), Lumpy(random), Lumpy(random));
        }
    }

    [Fact]
    public void MultiplyModulo_corrects_a_quotient_digit_that_is_one_too_high()
    {
        // Warren, Hacker's Delight, a case of divmnu that needs the step "add back", with the dividend written as a product.
        AssertProduct(BigInteger.One << 95, uint.MaxValue, (BigInteger.One << 95) + 1);
        for (int shift = 0; shift <= 160; shift += 32)
        {
            AssertProduct(BigInteger.One << (95 + shift), uint.MaxValue, (BigInteger.One << (95 + shift)) + 1);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void MultiplyModulo_of_the_two_special_moduli(int modulus)
    {
        AssertProduct(Top, Top, modulus);
        AssertProduct(Top, 1, modulus);
        AssertProduct(0, Top, modulus);
    }

    [Fact]
    public void MultiplyModulo_reads_an_operand_that_overlaps_the_result_first()
    {
        BigInteger y = Numbers.Secp256k1Order - 5;
        uint[] memory = Numbers.ToWords(y, Numbers.Secp256k1Order, 8);
        Uint256Multiplication.MultiplyModulo(memory.AsSpan(0, 8), memory);
        Assert.Equal(Numbers.ToWords(25, Numbers.Secp256k1Order, 8), memory);

        memory = Numbers.ToWords(y, Numbers.Secp256k1Order, 8);
        Uint256Multiplication.MultiplyModulo(memory.AsSpan(8, 8), memory);
        Assert.Equal(Numbers.ToWords(y, 0, 8), memory);
    }

    [Fact]
    public void MultiplyModulo_refuses_spans_of_another_length()
    {
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyModulo(new uint[7], new uint[16]));
        Assert.Throws<ArgumentException>(() => Uint256Multiplication.MultiplyModulo(new uint[8], new uint[8]));
    }

    private static void AssertProduct(BigInteger x, BigInteger y, BigInteger modulus)
    {
        uint[] result = Numbers.ToWords(x, 8);
        Uint256Multiplication.MultiplyModulo(result, Numbers.ToWords(y, modulus, 8));
        Assert.Equal(x * y % (modulus.IsZero ? BigInteger.One << 256 : modulus), Numbers.FromWords(result));
    }

    private static BigInteger Lumpy(Random random)
    {
        uint[] words = new uint[8];
        int length = random.Next(1, 9);
        for (int i = 0; i < length; i++)
        {
            words[i] = random.Next(4) switch
            {
                0 => 0,
                1 => uint.MaxValue,
                2 => 1u << random.Next(32),
                _ => (uint)random.NextInt64(1L << 32),
            };
        }

        return Numbers.FromWords(words);
    }
}
