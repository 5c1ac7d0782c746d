// SPDX-License-Identifier: MIT OR Apache-2.0
using System.Globalization;
using System.Numerics;
using Xunit;

namespace PicoEngine.Executor.Tests.Precompiles;

/// <summary>Turns numbers into guest words and back, and makes the operands that the tests of the precompiles run over.</summary>
internal static class Numbers
{
    public static readonly BigInteger Secp256k1Modulus = Hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f");
    public static readonly BigInteger Secp256k1Order = Hex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    public static readonly BigInteger Secp256r1Modulus = BigInteger.Pow(2, 256) - BigInteger.Pow(2, 224) + BigInteger.Pow(2, 192) + BigInteger.Pow(2, 96) - 1;
    public static readonly BigInteger Bn254Modulus = BigInteger.Parse("21888242871839275222246405745257275088696311157297823662689037894645226208583");
    public static readonly BigInteger Ed25519Modulus = BigInteger.Pow(2, 255) - 19;

    public static readonly BigInteger Bls12381Modulus = BigInteger.Parse(
        "4002409555221667393417789825735904156556882819939007885332058136124031650490837864442687629129015664037894272559787");

    public static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits.Replace(" ", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier);

    public static uint[] ToWords(BigInteger value, int words)
    {
        Assert.True(value >= 0 && value < BigInteger.One << (32 * words), "the number does not fit");
        uint[] result = new uint[words];
        for (int i = 0; i < words; i++)
        {
            result[i] = (uint)((value >> (32 * i)) & uint.MaxValue);
        }

        return result;
    }

    public static uint[] ToWords(BigInteger first, BigInteger second, int wordsEach) => [.. ToWords(first, wordsEach), .. ToWords(second, wordsEach)];

    public static BigInteger FromWords(ReadOnlySpan<uint> words)
    {
        BigInteger value = 0;
        for (int i = words.Length - 1; i >= 0; i--)
        {
            value = (value << 32) | words[i];
        }

        return value;
    }

    public static BigInteger Mod(BigInteger value, BigInteger modulus)
    {
        BigInteger remainder = value % modulus;
        return remainder < 0 ? remainder + modulus : remainder;
    }

    /// <summary>Inverse by Fermat's little theorem.</summary>
    public static BigInteger Inverse(BigInteger value, BigInteger prime) => BigInteger.ModPow(Mod(value, prime), prime - 2, prime);

    public static BigInteger Random(Random random, BigInteger exclusiveBound)
    {
        byte[] bytes = new byte[exclusiveBound.GetByteCount(isUnsigned: true) + 8];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % exclusiveBound;
    }

    /// <summary>Zero, one, two, values around powers of two and the modulus, then random ones; all below the modulus.</summary>
    public static List<BigInteger> ReducedOperands(BigInteger modulus, int randomCount, int seed)
    {
        Random random = new(seed);
        List<BigInteger> operands = [0, 1, 2, 3, modulus - 3, modulus - 2, modulus - 1, (modulus - 1) / 2, (modulus + 1) / 2];
        for (int bits = 62; bits < 384; bits += 31)
        {
            BigInteger power = BigInteger.One << bits;
            if (power < modulus)
            {
                operands.AddRange([power - 1, power, modulus - power]);
            }
        }

        for (int i = 0; i < randomCount; i++)
        {
            operands.Add(Random(random, modulus));
        }

        return operands;
    }

    /// <summary>The numbers of that many words that are no field elements.</summary>
    public static IEnumerable<BigInteger> UnreducedOperands(BigInteger modulus, int words) =>
        [modulus, modulus + 1, (BigInteger.One << (32 * words)) - 1, (BigInteger.One << (32 * words)) - 2];
}
