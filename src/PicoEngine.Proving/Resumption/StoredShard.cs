// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving.Resumption;

/// <summary>A finished shard.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Shape">Number of its shape in the key.</param>
/// <param name="PublicValues">Canonical words.</param>
/// <param name="GlobalSum">The coefficients of S_k.</param>
/// <param name="Proof">The canonical words of the proof.</param>
internal sealed record StoredShard(int Number, int Shape, uint[] PublicValues, uint[] GlobalSum, uint[] Proof);
