// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Conformance;

/// <summary>Seeded words, the smallest and the largest among them.</summary>
internal static class Samples
{
    public static KoalaBear[] Words(long count, int seed)
    {
        var random = new Random(seed);
        var words = new KoalaBear[count];
        foreach (ref var word in words.AsSpan())
        {
            word = random.Next(16) switch
            {
                0 => KoalaBear.Zero,
                1 => KoalaBear.MinusOne,
                2 => KoalaBear.FromMontgomery(KoalaBear.Modulus - 1),
                _ => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)),
            };
        }

        return words;
    }
}
