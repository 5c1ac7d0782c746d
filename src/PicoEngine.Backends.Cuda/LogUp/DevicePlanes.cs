// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Cuda.LogUp;

/// <summary>Words of a device as it lays arrays out: a plane of 128 words for each coefficient, five planes for an extension element.</summary>
/// <param name="words">Montgomery forms.</param>
internal readonly ref struct DevicePlanes(ReadOnlySpan<uint> words)
{
    private const int PlaneWords = 128;

    private readonly ReadOnlySpan<uint> _words = words;

    /// <summary>Element <paramref name="index"/> of array <paramref name="array"/>.</summary>
    public KoalaBearExtension5 Element(int array, int index)
    {
        var first = (array * KoalaBearExtension5.Degree * PlaneWords) + index;
        return new(
            KoalaBear.FromMontgomery(_words[first]),
            KoalaBear.FromMontgomery(_words[first + PlaneWords]),
            KoalaBear.FromMontgomery(_words[first + (2 * PlaneWords)]),
            KoalaBear.FromMontgomery(_words[first + (3 * PlaneWords)]),
            KoalaBear.FromMontgomery(_words[first + (4 * PlaneWords)]));
    }
}
