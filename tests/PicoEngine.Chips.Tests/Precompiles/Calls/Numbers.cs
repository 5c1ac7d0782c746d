// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;

namespace PicoEngine.Chips.Tests.Precompiles.Calls;

/// <summary>Numbers in words, lowest first, by shifts.</summary>
internal static class Numbers
{
    public static uint[] ToWords(int bytes, params BigInteger[] numbers) =>
        [.. numbers.SelectMany(number => Enumerable.Range(0, bytes / 4).Select(i => (uint)((number >> (32 * i)) & uint.MaxValue)))];

    public static BigInteger[] FromWords(int bytes, ReadOnlySpan<uint> words)
    {
        var numbers = new BigInteger[words.Length * 4 / bytes];
        for (var i = words.Length - 1; i >= 0; i--)
        {
            ref var number = ref numbers[i * 4 / bytes];
            number = (number << 32) + words[i];
        }

        return numbers;
    }

    public static BigInteger Random(Random random, int bytes)
    {
        var number = new byte[bytes];
        random.NextBytes(number);
        return new BigInteger(number, isUnsigned: true);
    }
}
