// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Cli.Benchmarks.Kernels;

/// <summary>Field elements of a fixed sequence, as inputs: the time of no kernel depends on their values, but zeros would let a chip draw less power and run faster.</summary>
internal static class SampleWords
{
    /// <summary>Fills a range; equal seeds give equal elements.</summary>
    public static void Fill(Span<KoalaBear> words, uint seed)
    {
        // The high bits of a linear congruential generator (Numerical Recipes' constants).
        uint state = seed;
        foreach (ref KoalaBear word in words)
        {
            state = (state * 1664525) + 1013904223;
            word = KoalaBear.FromMontgomery((state >> 1) % KoalaBear.Modulus);
        }
    }

    /// <summary>Elements of the extension, none of them zero.</summary>
    public static KoalaBearExtension5[] Elements(int count, int seed)
    {
        KoalaBearExtension5 element = KoalaBearExtension5.Root + KoalaBear.FromCanonical((uint)seed + 2);
        var elements = new KoalaBearExtension5[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = element *= KoalaBearExtension5.Root + KoalaBear.Generator;
        }

        return elements;
    }
}
