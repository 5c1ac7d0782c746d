// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>Checks openings against the cap of a tree whose layout is known from the verifying key.</summary>
public sealed class MerkleVerifier
{
    private readonly Sponge _sponge;
    private readonly NodeCompression _compression;

    public MerkleVerifier(Sponge sponge)
    {
        _sponge = sponge;
        _compression = new NodeCompression(sponge);
    }

    /// <summary>Siblings of an opening: a tree with fewer leaves than cap nodes has its leaf digests as the cap.</summary>
    public static int PathLength(LeafLayout layout, int logCapSize)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return Math.Max(layout.LogLeafCount - logCapSize, 0);
    }

    /// <summary>True exactly when the opening has the lengths that the layout and the cap ask for and leads to its cap node.</summary>
    /// <param name="cap">The commitment.</param>
    /// <param name="layout">The layout of the committed matrix.</param>
    /// <param name="leafIndex">Which leaf the opening claims to be; an index outside the tree is no leaf of it.</param>
    /// <param name="opening">The leaf and its siblings.</param>
    public bool Verify(MerkleCap cap, LeafLayout layout, int leafIndex, MerkleOpening opening)
    {
        ArgumentNullException.ThrowIfNull(cap);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(opening);
        if (leafIndex < 0 || leafIndex >> layout.LogLeafCount != 0
            || opening.Leaf.Length != layout.LeafWords
            || cap.LogSize > layout.LogLeafCount
            || opening.Siblings.Length != layout.LogLeafCount - cap.LogSize)
        {
            return false;
        }

        var node = _sponge.Hash(DomainTag.Leaf, opening.Leaf.Span);
        var index = leafIndex;
        foreach (ref readonly var sibling in opening.Siblings.Span)
        {
            node = (index & 1) == 0 ? _compression.Compress(node, sibling) : _compression.Compress(sibling, node);
            index >>= 1;
        }

        return node == cap.Nodes[index];
    }
}
