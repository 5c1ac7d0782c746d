// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Conformance.Naive;

/// <summary>One layer of a fractional sum: p0, p1, q0, q1 as vectors.</summary>
internal sealed class NaiveLayer
{
    private KoalaBearExtension5[][] _arrays;

    public NaiveLayer(Fraction<KoalaBearExtension5>[] nodes)
    {
        _arrays =
        [
            [.. Every(0).Select(node => node.Numerator)], [.. Every(1).Select(node => node.Numerator)],
            [.. Every(0).Select(node => node.Denominator)], [.. Every(1).Select(node => node.Denominator)],
        ];

        IEnumerable<Fraction<KoalaBearExtension5>> Every(int remainder) => nodes.Where((_, i) => i % 2 == remainder);
    }

    public LayerClaims Claims => new(_arrays[0][0], _arrays[1][0], _arrays[2][0], _arrays[3][0]);

    public void Bind(KoalaBearExtension5 challenge) => _arrays = [.. _arrays.Select(array => MultilinearPolynomial.BindLowest(array, challenge))];

    public RoundSums Sums(KoalaBearExtension5[] weights, KoalaBearExtension5 lambda, LayerPoint at)
    {
        RoundSums sums = default;
        for (var i = 0; i < weights.Length; i++)
        {
            var low = _arrays.Select(array => array[2 * i]).ToArray();
            var high = _arrays.Select(array => array[(2 * i) + 1]).ToArray();
            var difference = high.Zip(low, (one, zero) => one - zero).ToArray();
            sums += new RoundSums(Bracket(at == LayerPoint.One ? high : low) - lambda, Bracket(difference)) * weights[i];
        }

        return sums;

        KoalaBearExtension5 Bracket(KoalaBearExtension5[] v) => (v[0] * v[3]) + (v[1] * v[2]) + (lambda * v[2] * v[3]);
    }
}
