// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>The Merkle tree over the rows of a column-major matrix: all digests up to the cap, without the matrix itself.</summary>
/// <remarks>Leaves stand in natural order. Nodes 2i and 2i + 1 of a layer are the children of node i of the next.</remarks>
public sealed class CappedMerkleTree
{
    private readonly LeafHasher _leafHasher;
    private readonly Digest[][] _layers;

    private CappedMerkleTree(LeafLayout layout, LeafHasher leafHasher, Digest[][] layers)
    {
        Layout = layout;
        _leafHasher = leafHasher;
        _layers = layers;
        Cap = new MerkleCap(layers[^1]);
    }

    /// <summary>What makes up a leaf.</summary>
    public LeafLayout Layout { get; }

    /// <summary>The commitment.</summary>
    public MerkleCap Cap { get; }

    /// <summary>Commits to a matrix.</summary>
    /// <param name="sponge">The hash of the leaves; nodes use its permutation.</param>
    /// <param name="matrix">[width][height], column-major.</param>
    /// <param name="layout">The shape of the matrix and of the leaves.</param>
    /// <param name="logCapSize">Log of the number of cap nodes; a smaller tree has all its leaf digests as the cap.</param>
    /// <param name="degreeOfParallelism">How many threads may work; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The matrix has another size than the layout says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative cap size or a degree of parallelism below one.</exception>
    public static unsafe CappedMerkleTree Build(
        Sponge sponge, ReadOnlySpan<KoalaBear> matrix, LeafLayout layout, int logCapSize, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(sponge);
        RequireMatrix(matrix, layout);
        ArgumentOutOfRangeException.ThrowIfNegative(logCapSize);

        var leafHasher = new LeafHasher(sponge, layout);
        var leaves = new Digest[1 << layout.LogLeafCount];
        fixed (KoalaBear* pointer = matrix)
        {
            // Safe: the pieces run before this block ends, and the matrix stays pinned until then.
            var address = (nint)pointer;
            ParallelRange.Run(leaves.Length, Poseidon2.IPermutation.BatchSize, degreeOfParallelism, (start, end) =>
                leafHasher.HashLeaves((KoalaBear*)address, start, leaves.AsSpan(start, end - start)));
        }

        var compression = new NodeCompression(sponge);
        var layers = new Digest[Math.Max(layout.LogLeafCount - logCapSize, 0) + 1][];
        layers[0] = leaves;
        for (var level = 1; level < layers.Length; level++)
        {
            var children = layers[level - 1];
            var parents = new Digest[children.Length / 2];
            ParallelRange.Run(parents.Length, Poseidon2.IPermutation.BatchSize, degreeOfParallelism, (start, end) =>
                compression.CompressPairs(children.AsSpan(2 * start, 2 * (end - start)), parents.AsSpan(start, end - start)));
            layers[level] = parents;
        }

        return new CappedMerkleTree(layout, leafHasher, layers);
    }

    /// <summary>The tree of digests that something else has made, such as a device; they are taken as they are.</summary>
    /// <param name="sponge">The hash of the leaves.</param>
    /// <param name="layout">The shape of the matrix and of the leaves.</param>
    /// <param name="layers">Layer by layer, the leaves first, the cap last, each half as long as the one before; the tree's from now on.</param>
    /// <exception cref="ArgumentException">Layers of other lengths.</exception>
    public static CappedMerkleTree FromDigests(Sponge sponge, LeafLayout layout, Digest[][] layers)
    {
        ArgumentNullException.ThrowIfNull(sponge);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Length < 1 || layers.Length > layout.LogLeafCount + 1 || layers.Where((layer, level) => layer.Length != 1 << (layout.LogLeafCount - level)).Any())
        {
            throw new ArgumentException($"A tree over 2^{layout.LogLeafCount} leaves has layers of 2^{layout.LogLeafCount} digests and half as many each.", nameof(layers));
        }

        return new CappedMerkleTree(layout, new LeafHasher(sponge, layout), layers);
    }

    /// <summary>The leaf at an index with its path to the cap.</summary>
    /// <param name="matrix">The matrix that was committed.</param>
    /// <param name="leafIndex">From 0 to the number of leaves.</param>
    /// <exception cref="ArgumentException">The matrix has another size than the layout says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public MerkleOpening Open(ReadOnlySpan<KoalaBear> matrix, int leafIndex)
    {
        RequireMatrix(matrix, Layout);
        var siblings = Siblings(leafIndex);
        var leaf = new KoalaBear[Layout.LeafWords];
        _leafHasher.CopyLeaf(matrix, leafIndex, leaf);
        return new MerkleOpening(leaf, siblings);
    }

    /// <summary>The path of a leaf: the sibling of each node on its way, from the leaf level up to the level below the cap.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf.</exception>
    public Digest[] Siblings(int leafIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leafIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leafIndex, _layers[0].Length);
        var siblings = new Digest[_layers.Length - 1];
        for (var level = 0; level < siblings.Length; level++)
        {
            siblings[level] = _layers[level][(leafIndex >> level) ^ 1];
        }

        return siblings;
    }

    private static void RequireMatrix(ReadOnlySpan<KoalaBear> matrix, LeafLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (matrix.Length != (long)layout.Width << layout.LogHeight)
        {
            throw new ArgumentException($"The layout has {layout.Width} columns of 2^{layout.LogHeight} rows; the matrix has {matrix.Length} entries.", nameof(matrix));
        }
    }
}
