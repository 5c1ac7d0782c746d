// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Tests;

/// <summary>Seeded elements of the extension field, some of them 0, 1 or with coefficients at the ends of the range.</summary>
internal static class ExtensionSamples
{
    public static KoalaBearExtension5[] Elements(int count, int seed)
    {
        var random = new Random(seed);
        var elements = new KoalaBearExtension5[count];
        for (var i = 0; i < count; i++)
        {
            elements[i] = random.Next(16) switch
            {
                0 => KoalaBearExtension5.Zero,
                1 => KoalaBearExtension5.One,
                2 => new(Enumerable.Repeat(KoalaBear.FromMontgomery(KoalaBear.Modulus - 1), 5).ToArray()),
                _ => new(Enumerable.Range(0, 5).Select(_ => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus))).ToArray()),
            };
        }

        return elements;
    }
}
