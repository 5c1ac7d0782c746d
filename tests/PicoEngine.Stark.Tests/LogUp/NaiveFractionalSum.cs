// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cpu.LogUp;
using PicoEngine.Backends.Multilinear;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Verifier.Stark.LogUp;
using Element = PicoEngine.Fields.KoalaBearExtension5;

namespace PicoEngine.Stark.Tests.LogUp;

/// <summary>The prover of the executable reference, line by line: dense leaves, one element after the other. The oracle of the fast one.</summary>
internal static class NaiveFractionalSum
{
    /// <summary>Changes the coefficients of a round, or the four claims of a layer (round -1), before they are absorbed.</summary>
    public delegate void Tampering(int layer, int round, Element[] message);

    public static (Element[] P, Element[] Q) Expand(FractionLeaves leaves)
    {
        var layout = leaves.Layout;
        var rows = 1 << layout.LogRows;
        var p = new Element[rows << layout.LogGroups];
        var q = new Element[p.Length];
        Array.Fill(q, Element.One);
        for (var group = 0; group < layout.Heights.Count; group++)
        {
            for (var row = 0; row < layout.Heights[group]; row++)
            {
                (p[(group * rows) + row], q[(group * rows) + row]) = leaves[group, row];
            }
        }

        return (p, q);
    }

    public static (FractionalSumProof<Element> Proof, LeafClaim<Element> Claim) Prove(
        Element[] leafNumerators, Element[] leafDenominators, DuplexChallenger challenger, Tampering? tampering = null)
    {
        List<(Element[] P, Element[] Q)> tree = [(leafNumerators, leafDenominators)];
        while (tree[^1].P.Length > 1)
        {
            var (p, q) = tree[^1];
            var half = p.Length / 2;
            tree.Add((
                Enumerable.Range(0, half).Select(i => (p[2 * i] * q[(2 * i) + 1]) + (p[(2 * i) + 1] * q[2 * i])).ToArray(),
                Enumerable.Range(0, half).Select(i => q[2 * i] * q[(2 * i) + 1]).ToArray()));
        }

        tree.Reverse();
        List<Element> elements = [];
        Element[] point = [];
        Fraction<Element> claim = default;
        for (var layer = 1; layer < tree.Count; layer++)
        {
            var (p, q) = tree[layer];
            Element[][] arrays = [Every(p, 0), Every(p, 1), Every(q, 0), Every(q, 1)];
            List<Element> bound = [];
            if (layer > 1)
            {
                var lambda = challenger.SampleExtension();
                for (var round = 0; round < layer - 1; round++)
                {
                    var message = Message(arrays, EqTable.Build(point.AsSpan(round + 1)), lambda);
                    tampering?.Invoke(layer, round, message);
                    challenger.Observe(MessageKind.GkrRound, message);
                    elements.AddRange(message);
                    var challenge = challenger.SampleExtension();
                    bound.Add(challenge);
                    arrays = arrays.Select(array => MultilinearPolynomial.BindLowest(array, challenge)).ToArray();
                }
            }

            var claims = arrays.Select(array => array[0]).ToArray();
            tampering?.Invoke(layer, -1, claims);
            challenger.Observe(MessageKind.GkrClaims, claims);
            elements.AddRange(claims);
            var line = challenger.SampleExtension();
            point = [line, .. bound];
            claim = new(claims[0] + (line * (claims[1] - claims[0])), claims[2] + (line * (claims[3] - claims[2])));
        }

        return (new(tree.Count - 1, elements.ToArray()), new(point, claim));
    }

    public static Element[] Every(Element[] values, int remainder) => values.Where((_, i) => i % 2 == remainder).ToArray();

    /// <summary>The coefficients of X and X^2 of a round over p0, p1, q0, q1.</summary>
    public static Element[] Message(Element[][] arrays, Element[] weights, Element lambda)
    {
        var linear = Element.Zero;
        var quadratic = Element.Zero;
        for (var i = 0; i < weights.Length; i++)
        {
            var low = arrays.Select(array => array[2 * i]).ToArray();
            var high = arrays.Select(array => array[(2 * i) + 1]).ToArray();
            var difference = high.Zip(low, (one, zero) => one - zero).ToArray();
            var top = Bracket(difference, lambda);
            quadratic += weights[i] * top;
            linear += weights[i] * (Bracket(high, lambda) - Bracket(low, lambda) - top);
        }

        return [linear, quadratic];
    }

    private static Element Bracket(Element[] v, Element lambda) => (v[0] * v[3]) + (v[1] * v[2]) + (lambda * v[2] * v[3]);
}
