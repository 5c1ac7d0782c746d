// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark;

/// <summary>What the proof of a shard is about. What must hold between the shards of a run is not in it.</summary>
/// <param name="PublicValues">One word per public value of the machine.</param>
/// <param name="GlobalAlpha">alpha of global buses, which phase 1 of the run fixed.</param>
/// <param name="GlobalBeta">beta of global buses.</param>
/// <param name="GlobalSum">The sum of the shard's global fractions under these; those of a run add up to zero.</param>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
public sealed record ShardStatement<TElement, TWord>(TWord[] PublicValues, TElement GlobalAlpha, TElement GlobalBeta, TElement GlobalSum);
