// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Backends.Cuda.Ops;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Commitments;

/// <summary>The digests of a tree in a device's memory, and its cap on the host.</summary>
internal sealed class DeviceTree : IDisposable
{
    private DeviceTree(LeafLayout layout, int logCapSize, CudaBuffer digests, MerkleCap cap)
    {
        Layout = layout;
        LogCapSize = logCapSize;
        Digests = digests;
        Cap = cap;
    }

    /// <summary>The matrix and its leaves.</summary>
    public LeafLayout Layout { get; }

    /// <summary>Log of the nodes that the cap would have if there were leaves enough.</summary>
    public int LogCapSize { get; }

    /// <summary>Layer by layer, the leaves first, the cap last.</summary>
    public CudaBuffer Digests { get; }

    /// <summary>The commitment.</summary>
    public MerkleCap Cap { get; }

    /// <summary>Bytes of the digests of a tree.</summary>
    public static long Bytes(LeafLayout layout, int logCapSize) => CudaMerkleTree.DigestCount(layout, logCapSize) * Digest.Length * sizeof(uint);

    /// <summary>Hashes a matrix, [width][height] from the first word on, and waits for it.</summary>
    public static DeviceTree Build(CudaQueue queue, CudaBuffer matrix, LeafLayout layout, int logCapSize)
    {
        var count = CudaMerkleTree.DigestCount(layout, logCapSize);
        var digests = queue.Allocate(count * Digest.Length);
        try
        {
            CudaMerkleTree.Build(queue.Stream, matrix, 0, layout, logCapSize, digests);
            var cap = new Digest[1 << Math.Min(layout.LogLeafCount, logCapSize)];
            queue.Read(digests, cap.AsSpan(), (count - cap.Length) * Digest.Length);
            return new(layout, logCapSize, digests, new MerkleCap(cap));
        }
        catch
        {
            digests.Dispose();
            throw;
        }
    }

    public void Dispose() => Digests.Dispose();
}
