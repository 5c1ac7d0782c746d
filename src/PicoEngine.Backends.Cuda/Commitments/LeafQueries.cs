// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Runtime.InteropServices;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Interop;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Cuda.Commitments;

/// <summary>Collects the leaves and paths of some queries on a device, and copies them to the host at once.</summary>
internal sealed class LeafQueries : IDisposable
{
    private readonly CudaQueue _queue;
    private readonly LeafLayout _layout;
    private readonly int _count;
    private readonly CudaBuffer _indices;
    private readonly CudaBuffer _leaves;

    /// <summary>Queries of a matrix.</summary>
    /// <param name="queue">Where.</param>
    /// <param name="layout">The matrix.</param>
    /// <param name="leaves">Numbers of leaves, which exist; repeats are kept.</param>
    public LeafQueries(CudaQueue queue, LeafLayout layout, ReadOnlySpan<int> leaves)
    {
        (_queue, _layout, _count) = (queue, layout, leaves.Length);
        _indices = queue.Upload(leaves);
        try
        {
            _leaves = queue.Allocate((long)_count * layout.LeafWords);
        }
        catch
        {
            _indices.Dispose();
            throw;
        }
    }

    /// <summary>Queues the copying of what stands in some columns, which lie in a buffer from its start on.</summary>
    public void Gather(CudaBuffer matrix, int firstColumn, int columns)
    {
        if (_count > 0)
        {
            NativeCall.Check(NativeMethods.pico_merkle_gather_leaves(
                _queue.Stream.Handle, matrix.Handle, 0, _layout.LogHeight, (nuint)columns, _layout.LogRowsPerLeaf, _indices.Handle, 0, (nuint)_count,
                (nuint)firstColumn, (nuint)_layout.Width, _leaves.Handle));
        }
    }

    /// <summary>The leaves, when all columns were gathered: words, or elements of several words.</summary>
    public T[][] ReadLeaves<T>()
        where T : unmanaged
    {
        var words = new KoalaBear[_count * _layout.LeafWords];
        _queue.Read(_leaves, words.AsSpan());
        return [.. words.Chunk(_layout.LeafWords).Select(leaf => MemoryMarshal.Cast<KoalaBear, T>(leaf).ToArray())];
    }

    /// <summary>The paths of the leaves to the cap.</summary>
    public Digest[][] ReadPaths(DeviceTree tree)
    {
        var levels = MerkleVerifier.PathLength(_layout, tree.LogCapSize);
        if (levels == 0 || _count == 0)
        {
            return [.. Enumerable.Repeat<Digest[]>([], _count)];
        }

        using var siblings = _queue.Allocate((long)_count * levels * Digest.Length);
        NativeCall.Check(NativeMethods.pico_merkle_gather_paths(
            _queue.Stream.Handle, tree.Digests.Handle, _layout.LogLeafCount, tree.LogCapSize, _indices.Handle, 0, (nuint)_count, siblings.Handle));
        var digests = new Digest[_count * levels];
        _queue.Read(siblings, digests.AsSpan());
        return [.. digests.Chunk(levels)];
    }

    public void Dispose()
    {
        _indices.Dispose();
        _leaves.Dispose();
    }
}
