// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Buffers;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cpu;

internal sealed class CpuMerkleTreeOps(ElementBufferPool pool, int degreeOfParallelism) : IMerkleTreeOps
{
    public IMerkleTree Build(ReadOnlySpan<KoalaBear> matrix, LeafLayout layout, int logCapSize)
    {
        var tree = CappedMerkleTree.Build(Sponge.Poseidon2Width24, matrix, layout, logCapSize, degreeOfParallelism);
        var copy = pool.Rent(matrix.Length);
        matrix.CopyTo(copy.Span);
        return new Tree(tree, copy);
    }

    private sealed class Tree(CappedMerkleTree tree, ElementBuffer matrix) : IMerkleTree
    {
        public MerkleCap Cap => tree.Cap;

        public MerkleOpening[] Open(ReadOnlySpan<int> leaves)
        {
            var openings = new MerkleOpening[leaves.Length];
            for (var i = 0; i < openings.Length; i++)
            {
                openings[i] = tree.Open(matrix.Span, leaves[i]);
            }

            return openings;
        }

        public void Dispose() => matrix.Dispose();
    }
}
