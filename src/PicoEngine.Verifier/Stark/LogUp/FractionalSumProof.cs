// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>The messages of a fractional-sum GKR of L layers, in transcript order, as one list of elements; <see cref="FractionalSumShape"/> counts them.</summary>
public sealed class FractionalSumProof<TElement>
{
    private readonly TElement[] _elements;

    /// <summary>A proof of <paramref name="layerCount"/> layers.</summary>
    /// <param name="layerCount">L, from 1 to 62.</param>
    /// <param name="elements">As many elements as <see cref="FractionalSumShape.ElementCount"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">L is out of its range.</exception>
    /// <exception cref="ArgumentException">Another number of elements.</exception>
    public FractionalSumProof(int layerCount, ReadOnlySpan<TElement> elements)
    {
        var count = FractionalSumShape.ElementCount(layerCount);
        if (elements.Length != count)
        {
            throw new ArgumentException($"{layerCount} layers have {count} elements, not {elements.Length}.", nameof(elements));
        }

        LayerCount = layerCount;
        _elements = elements.ToArray();
    }

    /// <summary>The number of layers below the root.</summary>
    public int LayerCount { get; }

    /// <summary>All elements in transcript order.</summary>
    public ReadOnlySpan<TElement> Elements => _elements;

    /// <summary>The coefficients of X and X^2 that round <paramref name="round"/> (from 0) of layer <paramref name="layer"/> (from 1) sends.</summary>
    public ReadOnlySpan<TElement> Round(int layer, int round) =>
        _elements.AsSpan(FractionalSumShape.LayerStart(layer) + (FractionalSumShape.RoundElements * round), FractionalSumShape.RoundElements);

    /// <summary>p0, p1, q0, q1 of layer <paramref name="layer"/> (from 1).</summary>
    public ReadOnlySpan<TElement> Claims(int layer) =>
        _elements.AsSpan(FractionalSumShape.LayerStart(layer + 1) - FractionalSumShape.ClaimElements, FractionalSumShape.ClaimElements);
}
