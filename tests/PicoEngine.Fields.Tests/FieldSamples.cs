// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Fields.Tests;

/// <summary>Seeded samples that mix the edge values with random ones.</summary>
internal static class FieldSamples
{
    private static readonly uint[] Edges =
    [
        0, 1, 2, KoalaBear.Modulus - 1, KoalaBear.Modulus - 2, (KoalaBear.Modulus - 1) / 2, (KoalaBear.Modulus + 1) / 2, 1 << 24, 1 << 30,
    ];

    public static KoalaBear[] Elements(int count, int seed)
    {
        var random = new Random(seed);
        var elements = new KoalaBear[count];
        for (var i = 0; i < count; i++)
        {
            elements[i] = i < Edges.Length ? KoalaBear.FromCanonical(Edges[i])
                : random.Next(6) switch
                {
                    0 => KoalaBear.FromCanonical(Edges[random.Next(Edges.Length)]),
                    // p - 1 as a Montgomery form: the largest operand that a product can meet.
                    1 => KoalaBear.FromMontgomery(KoalaBear.Modulus - 1),
                    _ => KoalaBear.FromCanonical((uint)random.NextInt64(KoalaBear.Modulus)),
                };
        }

        return elements;
    }

    public static KoalaBearExtension5[] Extensions(int count, int seed)
    {
        var words = Elements(count * KoalaBearExtension5.Degree, seed);
        return words.Chunk(KoalaBearExtension5.Degree).Select(chunk => new KoalaBearExtension5(chunk)).ToArray();
    }
}
