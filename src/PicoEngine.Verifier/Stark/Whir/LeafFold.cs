// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>Folds the points of an opened leaf to the value of the next polynomial, over any context.</summary>
internal static class LeafFold
{
    /// <summary>
    /// Leaf j of a codeword on 2^D points holds the values at all x with x^(2^k) = w^(2^k j). F = F_e(X^2) + X F_o(X^2) becomes (1 - r) F_e + r F_o, once per challenge.
    /// </summary>
    /// <param name="context">Where to compute.</param>
    /// <param name="values">The 2^k values: entry h belongs to w^(j + h 2^(D-k)).</param>
    /// <param name="position">j.</param>
    /// <param name="logDomain">D.</param>
    /// <param name="challenges">r of each of the k folds.</param>
    public static TElement Fold<TElement, TWord, TDigest, TPosition>(
        ICommitmentContext<TElement, TWord, TDigest, TPosition> context,
        ReadOnlySpan<TElement> values,
        TPosition position,
        int logDomain,
        ReadOnlySpan<TElement> challenges)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        var half = KoalaBear.One.Halve();

        // 1/x for the first pair of each fold: w^-j, then its square, and so on; the other pairs differ by roots of order 2^(k-d).
        var inverse = context.Power(KoalaBear.TwoAdicGenerator(logDomain).Inverse(), position);
        var current = values.ToArray();
        for (var depth = 0; depth < challenges.Length; depth++)
        {
            var count = current.Length / 2;
            var step = KoalaBear.TwoAdicGenerator(challenges.Length - depth).Inverse();
            var scale = half;
            var next = new TElement[count];
            for (var i = 0; i < count; i++)
            {
                // x and -x are count apart.
                var even = context.Multiply(current[i] + current[i + count], half);
                var odd = context.Multiply((current[i] - current[i + count]) * inverse, scale);
                next[i] = even + (challenges[depth] * (odd - even));
                scale *= step;
            }

            current = next;
            inverse *= inverse;
        }

        return current[0];
    }
}
