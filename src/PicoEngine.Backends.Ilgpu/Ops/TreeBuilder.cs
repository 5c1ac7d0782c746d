// SPDX-License-Identifier: MIT OR Apache-2.0

using ILGPU;
using PicoEngine.Backends.Ilgpu.Devices;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Ilgpu.Ops;

/// <summary>Hashes a matrix of the device to a tree of the host: a shard's digests are some hundred megabytes, and there all openings are made.</summary>
internal static class TreeBuilder
{
    /// <param name="accelerator">The device, entered.</param>
    /// <param name="matrix">[width][height] of the layout.</param>
    /// <param name="layout">Shape of matrix and leaves.</param>
    /// <param name="logCapSize">Log of the number of cap nodes.</param>
    public static CappedMerkleTree Build(IlgpuAccelerator accelerator, ArrayView<uint> matrix, LeafLayout layout, int logCapSize)
    {
        var layers = new Digest[Math.Max(layout.LogLeafCount - logCapSize, 0) + 1][];
        for (var level = 0; level < layers.Length; level++)
        {
            layers[level] = new Digest[1 << (layout.LogLeafCount - level)];
        }

        using var digests = accelerator.Allocate(layers.Sum(layer => (long)layer.Length) * Digest.Length);
        accelerator.Kernels.BuildTree(matrix, digests.View, layout, layers.Length);
        var first = 0L;
        foreach (var layer in layers)
        {
            var length = (long)layer.Length * Digest.Length;
            accelerator.Read(digests.View.SubView(first, length), layer.AsSpan());
            first += length;
        }

        return CappedMerkleTree.FromDigests(Sponge.Poseidon2Width24, layout, layers);
    }
}
