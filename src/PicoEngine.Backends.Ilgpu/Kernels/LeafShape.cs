// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.MerkleTree;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Backends.Ilgpu.Kernels;

/// <summary>What a kernel is told of a <see cref="LeafLayout"/>.</summary>
internal readonly struct LeafShape(LeafLayout layout)
{
    /// <summary>Log of the matrix' rows.</summary>
    public readonly int LogHeight = layout.LogHeight;

    /// <summary>Log of the leaves.</summary>
    public readonly int LogLeafCount = layout.LogLeafCount;

    /// <summary>Columns.</summary>
    public readonly int Width = layout.Width;

    /// <summary>Rows of a leaf.</summary>
    public readonly int Rows = 1 << layout.LogRowsPerLeaf;

    /// <summary>The words of a leaf as an element: word 22 of the sponge's first state.</summary>
    public readonly uint Length = KoalaBear.FromCanonical((uint)layout.LeafWords).ToMontgomery();

    /// <summary><see cref="DomainTag.Leaf"/> as an element: word 23.</summary>
    public readonly uint Tag = KoalaBear.FromCanonical((uint)DomainTag.Leaf).ToMontgomery();
}
