// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Backends.Abstractions;

/// <summary>The tree by itself: Poseidon2 of width 24, leaves and nodes as <see cref="CappedMerkleTree"/> has them.</summary>
public interface IMerkleTreeOps
{
    /// <summary>Commits to the rows of a matrix.</summary>
    /// <param name="matrix">[width][height] of the layout, column-major, host memory.</param>
    /// <param name="layout">Shape of matrix and leaves.</param>
    /// <param name="logCapSize">Log of the number of cap nodes; a smaller tree has all its leaf digests as the cap.</param>
    /// <returns>The tree, which the caller disposes; it keeps what it needs of the matrix.</returns>
    /// <exception cref="ArgumentException">The matrix has another size than the layout says.</exception>
    public IMerkleTree Build(ReadOnlySpan<KoalaBear> matrix, LeafLayout layout, int logCapSize);
}
