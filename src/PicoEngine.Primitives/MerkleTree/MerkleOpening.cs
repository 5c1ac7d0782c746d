// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Symmetric;

namespace PicoEngine.Primitives.MerkleTree;

/// <summary>A leaf and what proves that it stands at an index: the siblings on its way up to the cap.</summary>
/// <param name="Leaf">The words of the leaf in layout order.</param>
/// <param name="Siblings">The sibling digests from the leaf level up to the level below the cap.</param>
public sealed record MerkleOpening(ReadOnlyMemory<KoalaBear> Leaf, ReadOnlyMemory<Digest> Siblings);
