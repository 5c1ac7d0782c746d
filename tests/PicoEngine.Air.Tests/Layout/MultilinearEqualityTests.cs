// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Layout;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Air.Tests.Layout;

public sealed class MultilinearEqualityTests
{
    private static readonly KoalaBear[] Point = [.. new uint[] { 17, 2_000_000_000, 5, 0 }.Select(KoalaBear.FromCanonical)];

    [Fact]
    public void OfIndex_is_OfPoints_at_the_bits_of_the_index()
    {
        for (var index = 0; index < 16; index++)
        {
            KoalaBear[] bits = [.. Enumerable.Range(0, 4).Select(bit => KoalaBear.FromCanonical((uint)(index >> bit & 1)))];
            Assert.Equal(MultilinearEquality.OfPoints<KoalaBear>(Point, bits), MultilinearEquality.OfIndex<KoalaBear>(Point, index));
        }
    }

    [Fact]
    public void OfPrefix_is_the_sum_of_OfIndex()
    {
        var sum = KoalaBear.Zero;
        for (var count = 0; count <= 16; count++)
        {
            Assert.Equal(sum, MultilinearEquality.OfPrefix<KoalaBear>(Point, count));
            sum += count < 16 ? MultilinearEquality.OfIndex<KoalaBear>(Point, count) : KoalaBear.Zero;
        }

        Assert.Equal(KoalaBear.One, sum);
        Assert.Equal(KoalaBear.One, MultilinearEquality.OfPrefix<KoalaBear>([], 1));
        Assert.Equal(KoalaBear.Zero, MultilinearEquality.OfPrefix<KoalaBear>([], 0));
    }

    [Fact]
    public void Index_beyond_the_point_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MultilinearEquality.OfIndex<KoalaBear>(Point, 16));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultilinearEquality.OfIndex<KoalaBear>(Point, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultilinearEquality.OfPrefix<KoalaBear>(Point, 17));
        Assert.Throws<ArgumentException>(() => MultilinearEquality.OfPoints<KoalaBear>(Point, Point.AsSpan(1)));
    }
}
