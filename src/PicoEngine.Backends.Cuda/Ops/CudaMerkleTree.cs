// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Ops;

/// <summary>Merkle trees on a device: the twin of <see cref="CappedMerkleTree"/>, over the sponge of width 24.</summary>
public static class CudaMerkleTree
{
    /// <summary>Digests from the leaves up to the cap, both included.</summary>
    /// <exception cref="ArgumentException">A negative cap size.</exception>
    public static long DigestCount(LeafLayout layout, int logCapSize)
    {
        ArgumentNullException.ThrowIfNull(layout);
        NativeCall.Check(NativeMethods.pico_merkle_tree_digest_count(layout.LogLeafCount, logCapSize, out var count));
        return (long)count;
    }

    /// <summary>Queues the hashing of a matrix and the building of the tree over it.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="matrix">[width][height] Montgomery words, column-major, from <paramref name="elementOffset"/> on.</param>
    /// <param name="elementOffset">Words before them.</param>
    /// <param name="layout">The shape of the matrix and of the leaves.</param>
    /// <param name="logCapSize">Log of the number of cap nodes.</param>
    /// <param name="digests">Layer by layer, the leaves first, the cap last: <see cref="DigestCount"/> times <see cref="Digest.Length"/> words.</param>
    /// <exception cref="ArgumentException">Matrix or digests reach beyond their buffers.</exception>
    public static void Build(CudaStream stream, CudaBuffer matrix, long elementOffset, LeafLayout layout, int logCapSize, CudaBuffer digests)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(digests);
        NativeCall.Check(NativeMethods.pico_merkle_tree_build(
            stream.Handle, matrix.Handle, CudaBuffer.Count(elementOffset), layout.LogHeight, (nuint)layout.Width, layout.LogRowsPerLeaf, logCapSize, digests.Handle));
    }
}
