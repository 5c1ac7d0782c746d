// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Executor.Tests.Precompiles;

namespace PicoEngine.Executor.Tests.Syscalls;

/// <summary>Random operands for which a precompile has a result.</summary>
internal static class PrecompileOperands
{
    /// <returns>The words at P, the words at Q, and a1 where it is a flag.</returns>
    public static (uint[] AtP, uint[] AtQ, uint Flag) Next(Random random, PrecompileShape shape)
    {
        int wordsAtP = Words(shape, atQ: false);
        int wordsAtQ = Words(shape, atQ: true);
        BigInteger modulus = PrecompileOracle.Modulus(shape.Code);
        if (shape.HasFlag)
        {
            int half = wordsAtP / 2;
            return ([.. Any(random, half), .. Numbers.ToWords(Compressed(random, shape.Code, modulus), half)], [], (uint)random.Next(2));
        }

        if (shape.Code == 0x0001012F)
        {
            modulus = 0x7f000001;
            return (Elements(random, wordsAtP, 1, modulus), Any(random, wordsAtQ), 0);
        }

        if (modulus.IsZero)
        {
            return (Any(random, wordsAtP), Any(random, wordsAtQ), 0);
        }

        int width = modulus == Numbers.Bls12381Modulus ? 12 : 8;
        return (Elements(random, wordsAtP, width, modulus), Elements(random, wordsAtQ, width, modulus), 0);
    }

    /// <summary>Words from the pointer on that the call accesses.</summary>
    public static int Words(PrecompileShape shape, bool atQ) =>
        Math.Max(
            shape.Read.AtQ == atQ ? (int)shape.Read.Offset + shape.Read.Count : 0,
            shape.Updated.AtQ == atQ ? (int)shape.Updated.Offset + shape.Updated.Count : 0);

    private static uint[] Any(Random random, int words) => [.. Enumerable.Range(0, words).Select(_ => (uint)random.NextInt64(1L << 32))];

    private static uint[] Elements(Random random, int words, int width, BigInteger modulus) =>
        [.. Enumerable.Range(0, words / width).SelectMany(_ => Numbers.ToWords(Numbers.Random(random, modulus), width))];

    /// <summary>A coordinate to which there is another one on the curve.</summary>
    private static BigInteger Compressed(Random random, uint code, BigInteger modulus)
    {
        while (true)
        {
            BigInteger value = Numbers.Random(random, modulus);
            int width = modulus == Numbers.Bls12381Modulus ? 12 : 8;
            BigInteger other = Numbers.FromWords(PrecompileOracle.Compute(code, Numbers.ToWords(value, width), new uint[width], 0));
            if (IsOnCurve(code, modulus, value, other))
            {
                return value;
            }
        }
    }

    private static bool IsOnCurve(uint code, BigInteger p, BigInteger value, BigInteger root)
    {
        BigInteger difference = (code & 0xff) switch
        {
            0x08 => (value * value) - (root * root) - 1 - (Numbers.Hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3") * value * value * root * root),
            0x0C => (root * root) - (value * value * value) - 7,
            0x1C => (root * root) - (value * value * value) - 4,
            _ => (root * root) - (value * value * value) + (3 * value) - Numbers.Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
        };
        return Numbers.Mod(difference, p).IsZero;
    }
}
