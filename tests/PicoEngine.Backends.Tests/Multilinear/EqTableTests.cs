// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using Xunit;

namespace PicoEngine.Backends.Tests.Multilinear;

public sealed class EqTableTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Build_any_point_equals_evaluation_at_every_index(int variables)
    {
        var point = ExtensionSamples.Elements(variables, 1);
        var table = EqTable.Build(point);
        Assert.Equal(1 << variables, table.Length);
        for (var i = 0; i < table.Length; i++)
        {
            var vertex = Enumerable.Range(0, variables)
                .Select(k => (i >> k & 1) == 1 ? KoalaBearExtension5.One : KoalaBearExtension5.Zero).ToArray();
            Assert.Equal(table[i], EqTable.Evaluate(point, vertex));
        }
    }

    [Fact]
    public void Build_point_sums_to_one()
    {
        var sum = EqTable.Build(ExtensionSamples.Elements(6, 2)).Aggregate((left, right) => left + right);
        Assert.Equal(KoalaBearExtension5.One, sum);
    }

    [Fact]
    public void Evaluate_points_of_different_length_throws() =>
        Assert.Throws<ArgumentException>(() => EqTable.Evaluate(new KoalaBearExtension5[2], new KoalaBearExtension5[3]));
}
