// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>Which entries of a column-major matrix make up which leaf of its tree.</summary>
/// <remarks>
/// The matrix has 2^<see cref="LogHeight"/> rows in natural order (row i belongs to the domain point w^i) and <see cref="Width"/> columns.
/// Leaf j holds the rows j + v 2^<see cref="LogLeafCount"/>, v = 0, 1, .. one after the other, all columns of each: the points whose power
/// 2^<see cref="LogRowsPerLeaf"/> is the same. An element of the extension is five columns.
/// </remarks>
public sealed record LeafLayout
{
    /// <summary>Below this many words a leaf is worth packing: one rate block and one word. A parameter of the commitment: it changes the verifying key.</summary>
    public const int NarrowLeafWords = 16;

    private LeafLayout(int logHeight, int width, int logRowsPerLeaf)
    {
        LogHeight = logHeight;
        Width = width;
        LogRowsPerLeaf = logRowsPerLeaf;
    }

    /// <summary>Log of the number of matrix rows.</summary>
    public int LogHeight { get; }

    /// <summary>Matrix columns.</summary>
    public int Width { get; }

    /// <summary>Log of the number of rows in a leaf.</summary>
    public int LogRowsPerLeaf { get; }

    /// <summary>Log of the number of leaves.</summary>
    public int LogLeafCount => LogHeight - LogRowsPerLeaf;

    /// <summary>Words of a leaf.</summary>
    public int LeafWords => Width << LogRowsPerLeaf;

    /// <summary>One coset of 2^<paramref name="logRowsPerLeaf"/> rows per leaf.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No column, negative logs, more rows in a leaf than in the matrix, or counts beyond 2^30.</exception>
    public static LeafLayout Create(int logHeight, int width, int logRowsPerLeaf)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(logHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logHeight, 30);
        ArgumentOutOfRangeException.ThrowIfNegative(logRowsPerLeaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logRowsPerLeaf, logHeight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)width << logRowsPerLeaf, 1 << 30, nameof(width));
        return new(logHeight, width, logRowsPerLeaf);
    }

    /// <summary>
    /// As <see cref="Create"/>, but a narrow matrix packs 2^s cosets into one leaf, s the largest with at most
    /// <see cref="NarrowLeafWords"/> words in the leaf (0 when one coset has more), so that few columns do not cost as much hashing as many.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Create"/>.</exception>
    public static LeafLayout CreatePacked(int logHeight, int width, int logRowsPerLeaf)
    {
        var layout = Create(logHeight, width, logRowsPerLeaf);
        while (2 * layout.LeafWords <= NarrowLeafWords && layout.LogLeafCount > 0)
        {
            layout = new(logHeight, width, layout.LogRowsPerLeaf + 1);
        }

        return layout;
    }

    /// <summary>The leaf that answers a query index drawn for a tree with more leaves: the index modulo the number of leaves.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
    public int LeafOfQuery(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index & ((1 << LogLeafCount) - 1);
    }
}
