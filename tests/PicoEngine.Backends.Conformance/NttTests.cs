// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Dft;
using Xunit;

namespace PicoEngine.Backends.Conformance;

public abstract class NttTests<TFixture>
    where TFixture : IPrimitiveFixture
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(0, 3, 2)]
    [InlineData(1, 1, 3)]
    [InlineData(4, 4, 5)]
    [InlineData(5, 9, 3)]
    [InlineData(8, 9, 17)]
    public void Forward_gives_the_values_on_the_subgroup(int logMessage, int logSize, int columns)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        var coefficients = Samples.Words(columns << logMessage, 2);
        var values = Samples.Words(columns << logSize, 3);
        backend.Ntt.Forward(coefficients, values, columns);
        var (root, x) = (KoalaBear.TwoAdicGenerator(logSize), KoalaBear.One);
        for (var i = 0; i < 1 << logSize; i++, x *= root)
        {
            for (var column = 0; column < columns; column++)
            {
                var expected = KoalaBear.Zero;
                for (var k = (1 << logMessage) - 1; k >= 0; k--)
                {
                    expected = (expected * x) + coefficients[(column << logMessage) + k];
                }

                Assert.Equal(expected, values[(column << logSize) + i]);
            }
        }
    }

    [Theory]
    [InlineData(11, 11, 2)]
    [InlineData(13, 14, 9)]
    [InlineData(12, 18, 2)]
    [InlineData(20, 21, 1)]
    public void Forward_of_long_columns_equals_the_reference(int logMessage, int logSize, int columns)
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        var coefficients = Samples.Words((long)columns << logMessage, 4);
        var (values, expected) = (new KoalaBear[columns << logSize], new KoalaBear[columns << logSize]);
        ForwardNtt.Transform(coefficients, expected, columns);
        backend.Ntt.Forward(coefficients, values, columns);
        Assert.True(expected.AsSpan().SequenceEqual(values));
    }

    [Fact]
    public void Forward_refuses_lengths_that_do_not_fit()
    {
        Assert.SkipWhen(TFixture.Missing is not null, TFixture.Missing ?? "");
        using var backend = TFixture.CreatePrimitive();
        Assert.ThrowsAny<ArgumentException>(() => backend.Ntt.Forward(new KoalaBear[4], new KoalaBear[6], 1));
        Assert.ThrowsAny<ArgumentException>(() => backend.Ntt.Forward(new KoalaBear[8], new KoalaBear[4], 1));
    }
}
