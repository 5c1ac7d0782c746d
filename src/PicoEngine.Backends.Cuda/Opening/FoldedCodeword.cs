// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Cuda.Commitments;
using PicoEngine.Backends.Cuda.Devices;
using PicoEngine.Backends.Cuda.Memory;
using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark.Whir;

namespace PicoEngine.Backends.Cuda.Opening;

/// <summary>The codeword of a folded polynomial, [5][2^D], and its tree.</summary>
/// <param name="layout">Its rows as leaves.</param>
/// <param name="words">The codeword, this object's from now on.</param>
internal sealed class FoldedCodeword(LeafLayout layout, CudaBuffer words) : IDisposable
{
    private DeviceTree? _tree;

    /// <summary>Hashes the leaves and all above them.</summary>
    public MerkleCap BuildTree(CudaQueue queue, int logCapSize)
    {
        _tree?.Dispose();
        _tree = DeviceTree.Build(queue, words, layout, logCapSize);
        return _tree.Cap;
    }

    /// <summary>The leaves at these positions.</summary>
    public LeafOpening<KoalaBearExtension5, Digest>[] Open(CudaQueue queue, ReadOnlySpan<int> positions)
    {
        var tree = _tree ?? throw new InvalidOperationException("The tree of this codeword was not built.");
        using LeafQueries queries = new(queue, layout, positions);
        queries.Gather(words, 0, layout.Width);
        var (leaves, paths) = (queries.ReadLeaves<KoalaBearExtension5>(), queries.ReadPaths(tree));
        return [.. leaves.Zip(paths, (leaf, path) => new LeafOpening<KoalaBearExtension5, Digest>(leaf, path))];
    }

    public void Dispose()
    {
        words.Dispose();
        _tree?.Dispose();
    }
}
