// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Verifier.Stark.LogUp;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The tree of partial sums over leaf fractions, and the sumchecks of its layers. Its memory is the fractions' and as much again, or a third of that where a device makes leaves twice.</summary>
/// <remarks>
/// Layer 0 is the root; node x of layer j has the children 2x and 2x + 1 in layer j + 1; the leaves are layer <see cref="LayerCount"/>. Layers are proved once,
/// in the order 2, 3, ..: folds of a layer may overwrite the layers above it. A layer takes <see cref="BeginLayer"/>, then <see cref="Fold"/> layer - 2 times, then <see cref="EndLayer"/>.
/// With p0, q0 the even and p1, q1 the odd nodes of the layer, and r the challenges so far, round k sums over the pairs i of neighbouring x
/// eq(point[k + 1 ..], i) h_i, h the bracket of <see cref="RoundSums"/> as a polynomial in variable k.
/// </remarks>
public interface IFractionTree : IDisposable
{
    /// <summary>Layers below the root: the variables of a leaf's index.</summary>
    public int LayerCount { get; }

    /// <summary>The sum of all leaf fractions. A zero denominator means that some leaf has one; then layers cannot be proved.</summary>
    public Fraction<KoalaBearExtension5> Root { get; }

    /// <summary>The two nodes of layer 1.</summary>
    public LayerClaims FirstLayer { get; }

    /// <summary>Begins a layer.</summary>
    /// <param name="layer">2, 3, .. <see cref="LayerCount"/>, one after the other.</param>
    /// <param name="point">The point of the layer above, <paramref name="layer"/> - 1 coordinates. It is kept until the layer ends.</param>
    /// <param name="lambda">The layer's challenge.</param>
    /// <returns>The sum of the coefficients of X^2 of round 0; the values at 0 and 1 are the claims of the layer above.</returns>
    /// <exception cref="InvalidOperationException">Another layer's turn, or the root has a zero denominator.</exception>
    public KoalaBearExtension5 BeginLayer(int layer, KoalaBearExtension5[] point, KoalaBearExtension5 lambda);

    /// <summary>Binds the round's variable and gives the sums of the next round.</summary>
    /// <param name="challenge">Of the round at hand.</param>
    /// <param name="at">Where the next round's bracket is summed.</param>
    public RoundSums Fold(KoalaBearExtension5 challenge, LayerPoint at);

    /// <summary>Binds the last variable and gives the layer's values at the point of all its challenges.</summary>
    /// <param name="challenge">Of the last round.</param>
    public LayerClaims EndLayer(KoalaBearExtension5 challenge);
}
