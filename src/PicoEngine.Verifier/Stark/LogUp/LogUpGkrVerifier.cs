// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>
/// Checks the fractional-sum GKR of a shard: the fractions of all leaves and of the public values sum to the shard's declared global sum, if the leaf arrays
/// have the claimed values at the point that comes out.
/// </summary>
/// <remarks>
/// Node i of layer j has the children 2i and 2i + 1 of layer j + 1; layer 0 is the root. The first layer has no sumcheck: its four claims are the root's children.
/// Layer j &gt; 1 reduces p + lambda q at a point of layer j - 1 to sum_x eq(point, x) (p0 q1 + p1 q0 + lambda q0 q1)(x); the factor eq of a round's variable is left
/// out of its polynomial t, so c = (1 - z) t(0) + z t(1) and t(0) = c - z (t1 + t2): no division anywhere.
/// </remarks>
public static class LogUpGkrVerifier
{
    /// <summary>Runs the checks.</summary>
    /// <param name="context">The transcript, standing behind the challenges alpha and beta, and the place where failed checks are heard.</param>
    /// <param name="layerCount">The number of layers that the key prescribes.</param>
    /// <param name="publicValues">The sum of the fractions of the public values.</param>
    /// <param name="globalSum">The declared sum of the shard's global fractions, absorbed before alpha and beta were drawn.</param>
    /// <param name="proof">The prover's messages.</param>
    /// <returns>The claim on the leaves; null when the proof has not the number of layers that the key prescribes, which is a failed check too.</returns>
    public static LeafClaim<TElement>? Verify<TElement>(
        IVerifierContext<TElement> context, int layerCount, Fraction<TElement> publicValues, TElement globalSum, FractionalSumProof<TElement> proof)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(proof);
        if (proof.LayerCount != layerCount)
        {
            context.RequireZero(context.Constant(KoalaBearExtension5.One), new(RejectionReason.GkrLayerCount, proof.LayerCount));
            return null;
        }

        // A zero factor on either side would make the cross-multiplied equation of the root hold for anything.
        context.RequireNonZero(publicValues.Denominator, new(RejectionReason.PublicDenominatorZero));
        var root = Sum<TElement>(proof.Claims(1));
        context.RequireNonZero(root.Denominator, new(RejectionReason.RootDenominatorZero));
        context.RequireZero(
            (root.Numerator * publicValues.Denominator)
                + ((publicValues.Numerator - (globalSum * publicValues.Denominator)) * root.Denominator),
            new(RejectionReason.FractionalSum));

        var (line, claim) = EndLayer(context, proof.Claims(1));
        TElement[] point = [line];
        for (var layer = 2; layer <= layerCount; layer++)
        {
            (point, claim) = VerifyLayer(context, layer, point, claim, proof);
        }

        return new(point, claim);
    }

    private static (TElement[] Point, Fraction<TElement> Claim) VerifyLayer<TElement>(
        IVerifierContext<TElement> context, int layer, TElement[] point, Fraction<TElement> parent, FractionalSumProof<TElement> proof)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        var lambda = context.SampleExtension();
        var claim = parent.Numerator + (lambda * parent.Denominator);
        var next = new TElement[layer];
        for (var round = 0; round < layer - 1; round++)
        {
            var message = proof.Round(layer, round);
            context.Observe(MessageKind.GkrRound, message);
            var (linear, quadratic) = (message[0], message[1]);
            var constant = claim - (point[round] * (linear + quadratic));
            var challenge = context.SampleExtension();
            claim = (((quadratic * challenge) + linear) * challenge) + constant;
            next[round + 1] = challenge;
        }

        var sum = Sum(proof.Claims(layer));
        context.RequireZero(sum.Numerator + (lambda * sum.Denominator) - claim, new(RejectionReason.GkrLayer, layer));
        var (line, value) = EndLayer(context, proof.Claims(layer));
        next[0] = line;
        return (next, value);
    }

    /// <summary>The four claims become one claim each on p and q, on the line between the children.</summary>
    private static (TElement Line, Fraction<TElement> Claim) EndLayer<TElement>(IVerifierContext<TElement> context, ReadOnlySpan<TElement> claims)
        where TElement : IAdditionOperators<TElement, TElement, TElement>,
            ISubtractionOperators<TElement, TElement, TElement>,
            IMultiplyOperators<TElement, TElement, TElement>
    {
        context.Observe(MessageKind.GkrClaims, claims);
        var line = context.SampleExtension();
        return (line, new(claims[0] + (line * (claims[1] - claims[0])), claims[2] + (line * (claims[3] - claims[2]))));
    }

    /// <summary>p0/q0 + p1/q1.</summary>
    private static Fraction<TElement> Sum<TElement>(ReadOnlySpan<TElement> claims)
        where TElement : IAdditionOperators<TElement, TElement, TElement>, IMultiplyOperators<TElement, TElement, TElement> =>
        new((claims[0] * claims[3]) + (claims[1] * claims[2]), claims[2] * claims[3]);
}
