// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Tests.Multilinear;

public sealed class MultilinearPolynomialTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 8)]
    [InlineData(5, 19)]
    [InlineData(4, 0)]
    public void Evaluate_any_point_equals_the_inner_product_with_the_eq_table(int variables, int count)
    {
        var point = ExtensionSamples.Elements(variables, 3);
        var values = ExtensionSamples.Elements(count, 4);
        var table = EqTable.Build(point);
        var expected = KoalaBearExtension5.Zero;
        for (var i = 0; i < count; i++)
        {
            expected += table[i] * values[i];
        }

        Assert.Equal(expected, MultilinearPolynomial.Evaluate(values, point));
    }

    [Fact]
    public void Evaluate_more_values_than_the_cube_has_throws() =>
        Assert.Throws<ArgumentException>(() => MultilinearPolynomial.Evaluate(new KoalaBearExtension5[5], new KoalaBearExtension5[2]));

    [Fact]
    public void BindLowest_odd_count_pairs_the_last_value_with_zero()
    {
        var values = ExtensionSamples.Elements(3, 5);
        var r = ExtensionSamples.Elements(1, 6)[0];
        var folded = MultilinearPolynomial.BindLowest(values, r);
        Assert.Equal([values[0] + ((values[1] - values[0]) * r), values[2] - (values[2] * r)], folded);
    }
}
