// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields.Packed;
using Xunit;

namespace PicoEngine.Fields.Tests.Packed;

public sealed class ElementSpansTests
{
    // Around the vector widths, and with a rest.
    public static TheoryData<int> Lengths => [0, 1, 7, 8, 9, 15, 16, 17, 100];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddMultiple_agrees_with_scalars(int length)
    {
        foreach (var factor in new[] { KoalaBear.Zero, KoalaBear.One, KoalaBear.MinusOne, KoalaBear.FromCanonical(65536) })
        {
            var terms = Values(length, 3);
            var sum = Values(length, 5);
            var expected = sum.Zip(terms, (left, right) => left + (factor * right)).ToArray();
            ElementSpans.AddMultiple(sum, terms, factor);
            Assert.Equal(expected, sum);
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ToCanonical_agrees_with_scalars(int length)
    {
        var values = Values(length, 7);
        var words = new uint[length];
        ElementSpans.ToCanonical(values, words);
        Assert.Equal(values.Select(value => value.ToCanonical()), words);
    }

    [Fact]
    public void Operations_refuse_other_lengths()
    {
        Assert.Throws<ArgumentException>(() => ElementSpans.AddMultiple(new KoalaBear[2], new KoalaBear[3], KoalaBear.One));
        Assert.Throws<ArgumentException>(() => ElementSpans.ToCanonical(new KoalaBear[2], new uint[3]));
    }

    private static KoalaBear[] Values(int length, uint seed) =>
        [.. Enumerable.Range(0, length).Select(i => i % 5 == 0 ? KoalaBear.MinusOne : KoalaBear.Generator.Pow(seed * (ulong)(i + 1)))];
}
