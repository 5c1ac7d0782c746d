// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;
using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Trees alone, over matrices that are copied to the device.</summary>
internal sealed class CudaMerkleTreeOps(CudaQueue queue) : IMerkleTreeOps
{
    public IMerkleTree Build(ReadOnlySpan<KoalaBear> matrix, LeafLayout layout, int logCapSize)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfNegative(logCapSize);
        if (matrix.Length != (long)layout.Width << layout.LogHeight)
        {
            throw new ArgumentException($"The layout has {layout.Width} columns of 2^{layout.LogHeight} rows; the matrix has {matrix.Length} entries.", nameof(matrix));
        }

        using var scope = queue.Enter();
        var copy = queue.Upload(matrix);
        try
        {
            return new Tree(queue, copy, DeviceTree.Build(queue, copy, layout, logCapSize));
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private sealed class Tree(CudaQueue queue, CudaBuffer matrix, DeviceTree tree) : IMerkleTree
    {
        public MerkleCap Cap => tree.Cap;

        public MerkleOpening[] Open(ReadOnlySpan<int> leaves)
        {
            foreach (var leaf in leaves)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)leaf, 1u << tree.Layout.LogLeafCount, nameof(leaves));
            }

            using var scope = queue.Enter();
            using LeafQueries queries = new(queue, tree.Layout, leaves);
            queries.Gather(matrix, 0, tree.Layout.Width);
            var (words, paths) = (queries.ReadLeaves<KoalaBear>(), queries.ReadPaths(tree));
            return [.. words.Zip(paths, (leaf, path) => new MerkleOpening(leaf, path))];
        }

        public void Dispose()
        {
            matrix.Dispose();
            tree.Dispose();
        }
    }
}
