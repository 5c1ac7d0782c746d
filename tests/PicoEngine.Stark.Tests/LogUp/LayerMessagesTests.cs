// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Backends.Tests;
using PicoEngine.Backends.Tests.Machines;
using PicoEngine.Fields;
using PicoEngine.Stark.LogUp;
using Xunit;

namespace PicoEngine.Stark.Tests.LogUp;

/// <summary>One layer at points that no transcript will ever draw: coordinates 0 and 1, where the value at 0 or at 1 cannot be had from the claim.</summary>
public sealed class LayerMessagesTests
{
    [Theory]
    [InlineData("rrrrr")]
    [InlineData("11111")]
    [InlineData("00000")]
    [InlineData("r10r1")]
    [InlineData("01r11")]
    public void Continue_coordinates_zero_and_one_give_the_naive_messages(string kinds)
    {
        using var leaves = FractionCase.Leaves(5, [29, 3], 20);
        using var tree = FractionCase.Tree(leaves);
        var (p, q) = NaiveFractionalSum.Expand(leaves);
        const int Layer = 6;
        var random = ExtensionSamples.Elements(2 * Layer, 21);
        var point = kinds.Select((kind, i) => kind switch
        {
            '0' => KoalaBearExtension5.Zero,
            '1' => KoalaBearExtension5.One,
            _ => random[i] + KoalaBearExtension5.Root,
        }).ToArray();
        var lambda = random[5] + KoalaBearExtension5.Root;
        KoalaBearExtension5[][] arrays =
            [NaiveFractionalSum.Every(p, 0), NaiveFractionalSum.Every(p, 1), NaiveFractionalSum.Every(q, 0), NaiveFractionalSum.Every(q, 1)];

        // The parents' values at 0 and 1 in variable 0 and at the rest of the point.
        var parentP = arrays[0].Select((_, i) => (arrays[0][i] * arrays[3][i]) + (arrays[1][i] * arrays[2][i])).ToArray();
        var parentQ = arrays[0].Select((_, i) => arrays[2][i] * arrays[3][i]).ToArray();
        LayerClaims claims = new(
            MultilinearPolynomial.Evaluate(NaiveFractionalSum.Every(parentP, 0), point.AsSpan(1)),
            MultilinearPolynomial.Evaluate(NaiveFractionalSum.Every(parentP, 1), point.AsSpan(1)),
            MultilinearPolynomial.Evaluate(NaiveFractionalSum.Every(parentQ, 0), point.AsSpan(1)),
            MultilinearPolynomial.Evaluate(NaiveFractionalSum.Every(parentQ, 1), point.AsSpan(1)));

        for (var above = 2; above < Layer; above++)
        {
            // Each layer has its turn.
            tree.BeginLayer(above, new KoalaBearExtension5[above - 1], KoalaBearExtension5.One);
        }

        LayerMessages prover = new(tree, Layer, point, claims, lambda);
        var message = prover.Begin();
        for (var round = 0; round < Layer - 1; round++)
        {
            var expected = NaiveFractionalSum.Message(arrays, EqTable.Build(point.AsSpan(round + 1)), lambda);
            Assert.Equal((expected[0], expected[1]), message);
            var challenge = random[6 + round];
            arrays = arrays.Select(array => MultilinearPolynomial.BindLowest(array, challenge)).ToArray();
            if (round < Layer - 2)
            {
                message = prover.Continue(challenge);
            }
            else
            {
                Assert.Equal(arrays.Select(array => array[0]), prover.End(challenge).ToArray());
            }
        }
    }
}
