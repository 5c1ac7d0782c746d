// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Trees alone: hashed on the device, opened on the host.</summary>
internal sealed class IlgpuMerkleTreeOps(IlgpuAccelerator accelerator) : IMerkleTreeOps
{
    public IMerkleTree Build(ReadOnlySpan<KoalaBear> matrix, LeafLayout layout, int logCapSize)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegative(logCapSize);
        if (matrix.Length != (long)layout.Width << layout.LogHeight)
        {
            throw new ArgumentException($"The layout has {layout.Width} columns of 2^{layout.LogHeight} rows; the matrix has {matrix.Length} entries.", nameof(matrix));
        }

        using var turn = accelerator.Enter();
        using var copy = accelerator.Upload(matrix);
        return new Tree(TreeBuilder.Build(accelerator, copy.View, layout, logCapSize), matrix.ToArray());
    }

    private sealed class Tree(CappedMerkleTree tree, KoalaBear[] matrix) : IMerkleTree
    {
        public MerkleCap Cap => tree.Cap;

        public MerkleOpening[] Open(ReadOnlySpan<int> leaves)
        {
            var openings = new MerkleOpening[leaves.Length];
            for (var i = 0; i < openings.Length; i++)
            {
                openings[i] = tree.Open(matrix, leaves[i]);
            }

            return openings;
        }

        public void Dispose()
        {
        }
    }
}
