// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Fields;

namespace PicoEngine.Stark.LogUp;

/// <summary>The messages of one layer's sumcheck, from the sums that the tree gives.</summary>
/// <remarks>
/// The values of the first round at 0 and 1 are the claims of the layer above. In a later round the value at 0 follows from the claim
/// c = (1 - z) h(0) + z h(1) and the value at 1; when z = 1 it is the other way round.
/// </remarks>
/// <param name="tree">The tree.</param>
/// <param name="layer">The layer, 2 or more.</param>
/// <param name="point">The point of the layer above.</param>
/// <param name="claims">The claims of the layer above.</param>
/// <param name="lambda">The layer's challenge.</param>
internal sealed class LayerMessages(IFractionTree tree, int layer, KoalaBearExtension5[] point, LayerClaims claims, KoalaBearExtension5 lambda)
{
    private KoalaBearExtension5 _constant;
    private KoalaBearExtension5 _linear;
    private KoalaBearExtension5 _quadratic;
    private int _round;

    /// <summary>The coefficients of X and X^2 of the first round.</summary>
    public (KoalaBearExtension5 Linear, KoalaBearExtension5 Quadratic) Begin() => Message(
        claims.P0 + (lambda * claims.Q0), claims.P1 + (lambda * claims.Q1), tree.BeginLayer(layer, point, lambda));

    /// <summary>Binds the round's variable to its challenge and gives the coefficients of X and X^2 of the next round.</summary>
    public (KoalaBearExtension5 Linear, KoalaBearExtension5 Quadratic) Continue(KoalaBearExtension5 challenge)
    {
        var coordinate = point[++_round];
        var at = coordinate == KoalaBearExtension5.One ? LayerPoint.Zero : LayerPoint.One;

        // Lambda, the bracket of virtual pairs, is taken off both sides.
        var claim = (((_quadratic * challenge) + _linear) * challenge) + _constant - lambda;
        var sums = tree.Fold(challenge, at);
        var other = at == LayerPoint.Zero
            ? claim
            : (claim - (coordinate * sums.Value)) * (KoalaBearExtension5.One - coordinate).Inverse();
        var (zero, one) = at == LayerPoint.Zero ? (sums.Value, other) : (other, sums.Value);
        return Message(zero + lambda, one + lambda, sums.Quadratic);
    }

    /// <summary>Binds the last variable to its challenge and gives the layer's claims.</summary>
    public LayerClaims End(KoalaBearExtension5 challenge) => tree.EndLayer(challenge);

    private (KoalaBearExtension5 Linear, KoalaBearExtension5 Quadratic) Message(
        KoalaBearExtension5 atZero, KoalaBearExtension5 atOne, KoalaBearExtension5 quadratic)
    {
        (_constant, _linear, _quadratic) = (atZero, atOne - atZero - quadratic, quadratic);
        return (_linear, _quadratic);
    }
}
