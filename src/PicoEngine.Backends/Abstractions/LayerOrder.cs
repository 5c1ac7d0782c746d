// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The order of a tree's layers, for implementations of <see cref="IFractionTree"/>: each is proved once, one after the other, and none where a leaf has no value.</summary>
public sealed class LayerOrder
{
    private int _next = 2;

    /// <summary>Whether a layer was begun: then those above it may be overwritten.</summary>
    public bool HasBegun => _next > 2;

    /// <summary>It is a layer's turn, or an exception says why not.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="point">The point of the layer above.</param>
    /// <exception cref="InvalidOperationException">Another layer's turn, or the root has a zero denominator.</exception>
    /// <exception cref="ArgumentException">The point has another number of coordinates than the layer above has variables.</exception>
    public void Begin(int layer, IFractionTree tree, KoalaBearExtension5[] point)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(point);
        if (layer != _next || layer > tree.LayerCount)
        {
            throw new InvalidOperationException($"Layer {layer} of {tree.LayerCount} is not the next one, which is {_next}: each is proved once.");
        }

        if (tree.Root.Denominator.IsZero)
        {
            throw new InvalidOperationException("A leaf has a zero denominator under these challenges.");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(point.Length, layer - 1, nameof(point));
        _next++;
    }
}
