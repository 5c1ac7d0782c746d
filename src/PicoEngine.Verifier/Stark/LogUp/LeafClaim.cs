// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.LogUp;

/// <summary>What remains to be shown after the fractional-sum tree: the values of the multilinear extensions of the leaf arrays at one point.</summary>
/// <param name="Point">One coordinate per layer, variable 0 (the lowest bit of a leaf's index) first.</param>
/// <param name="Value">The claimed values of numerators and denominators there.</param>
public sealed record LeafClaim<TElement>(IReadOnlyList<TElement> Point, Fraction<TElement> Value);
