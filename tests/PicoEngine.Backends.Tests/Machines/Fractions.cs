// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Tests.Machines;

/// <summary>Seeded leaf fractions without a zero denominator.</summary>
internal static class Fractions
{
    public static Fraction<KoalaBearExtension5>[][] Random(int[] heights, int seed)
    {
        var samples = ExtensionSamples.Elements(2 * heights.Sum(), seed);
        var next = 0;
        return [.. heights.Select(height => Enumerable.Range(0, height).Select(_ =>
        {
            var (numerator, denominator) = (samples[next++], samples[next++]);
            return new Fraction<KoalaBearExtension5>(numerator, denominator.IsZero ? KoalaBearExtension5.Root : denominator);
        }).ToArray())];
    }
}
