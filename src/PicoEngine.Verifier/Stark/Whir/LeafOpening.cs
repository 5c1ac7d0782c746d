// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>A leaf and the siblings on its way to the cap. Which leaf it is follows from the query, and how long both are from the parameters.</summary>
/// <param name="Leaf">The leaf in layout order.</param>
/// <param name="Siblings">From the leaf level up to the level below the cap.</param>
/// <typeparam name="TValue">Words for a commitment group, elements for a folded codeword.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public sealed record LeafOpening<TValue, TDigest>(TValue[] Leaf, TDigest[] Siblings);
