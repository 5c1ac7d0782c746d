// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Primitives.Tests;

/// <summary>Seeded field words, one in four of them 0, 1, p - 1 or the largest Montgomery form.</summary>
internal static class FieldSamples
{
    public static KoalaBear[] Words(int count, int seed)
    {
        var random = new Random(seed);
        var words = new KoalaBear[count];
        for (var i = 0; i < count; i++)
        {
            words[i] = random.Next(16) switch
            {
                0 => KoalaBear.Zero,
                1 => KoalaBear.One,
                2 => KoalaBear.MinusOne,
                3 => KoalaBear.FromMontgomery(KoalaBear.Modulus - 1),
                _ => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)),
            };
        }

        return words;
    }

    /// <summary>first, first + 1, .. as field words.</summary>
    public static KoalaBear[] Sequence(int first, int count) =>
        Enumerable.Range(first, count).Select(i => KoalaBear.FromCanonical((uint)i)).ToArray();
}
