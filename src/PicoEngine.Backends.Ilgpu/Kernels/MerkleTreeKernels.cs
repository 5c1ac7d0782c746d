// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>Trees over the rows of a column-major matrix: the digests of <see cref="CappedMerkleTree"/>. One hash a thread, no shared memory, no barriers.</summary>
internal static class MerkleTreeKernels
{
    /// <summary>Hashes every leaf as <see cref="Sponge"/> does. Neighbouring threads read neighbouring words of a column.</summary>
    /// <param name="matrix">[width][height], fewer than 2^31 words.</param>
    /// <param name="digests">[leaves][9], overwritten.</param>
    /// <param name="shape">Shape of matrix and leaves.</param>
    /// <param name="constants">As <see cref="Width24State.Permute"/> takes them.</param>
    public static void HashLeaves(ArrayView<uint> matrix, ArrayView<uint> digests, LeafShape shape, ArrayView<uint> constants)
    {
        var leaf = Grid.GlobalIndex.X;
        if (leaf >= 1 << shape.LogLeafCount)
        {
            return;
        }

        Width24State state = new(default, default, default, default, default, new(0, 0, shape.Length, shape.Tag));
        LeafReader reader = new(matrix, shape, leaf);
        do
        {
            // The rate, words 0 to 14, is overwritten as a whole; word 15 is the first that chains.
            var q0 = reader.ReadQuad();
            var q1 = reader.ReadQuad();
            var q2 = reader.ReadQuad();
            state = Width24State.Permute(new(q0, q1, q2, reader.ReadTriple(state.Q3.D), state.Q4, state.Q5), constants);
        }
        while (reader.HasMore);
        StoreDigest(digests.SubView(leaf * Digest.Length), state);
    }

    /// <summary>Makes the nodes above neighbouring pairs as <see cref="NodeCompression"/> does: left, right, five zeros, the tag.</summary>
    /// <param name="children">[2 count][9].</param>
    /// <param name="parents">[count][9], overwritten; they do not overlap the children.</param>
    /// <param name="count">Parents.</param>
    /// <param name="tag"><see cref="DomainTag.Node"/> as an element.</param>
    /// <param name="constants">As <see cref="Width24State.Permute"/> takes them.</param>
    public static void Compress(ArrayView<uint> children, ArrayView<uint> parents, int count, uint tag, ArrayView<uint> constants)
    {
        var node = Grid.GlobalIndex.X;
        if (node >= count)
        {
            return;
        }

        var pair = children.SubView(node * 2 * Digest.Length);
        Width24State state = new(Load(pair, 0), Load(pair, 4), Load(pair, 8), Load(pair, 12), new(pair[16], pair[17], 0, 0), new(0, 0, 0, tag));
        StoreDigest(parents.SubView(node * Digest.Length), Width24State.Permute(state, constants));
    }

    private static Quad Load(ArrayView<uint> words, int first) => new(words[first], words[first + 1], words[first + 2], words[first + 3]);

    /// <summary>The digest is words 0 to 8.</summary>
    private static void StoreDigest(ArrayView<uint> digest, Width24State state)
    {
        digest[0] = state.Q0.A;
        digest[1] = state.Q0.B;
        digest[2] = state.Q0.C;
        digest[3] = state.Q0.D;
        digest[4] = state.Q1.A;
        digest[5] = state.Q1.B;
        digest[6] = state.Q1.C;
        digest[7] = state.Q1.D;
        digest[8] = state.Q2.A;
    }
}
