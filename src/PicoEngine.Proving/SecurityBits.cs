// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving;

/// <summary>What the soundness calculator says of a proof.</summary>
/// <param name="LeastRound">The weakest round, the global challenge and the hash included.</param>
/// <param name="ShardUnion">All rounds of the weakest shard together.</param>
/// <param name="RunUnion">All rounds of all shards and the global challenge together.</param>
public readonly record struct SecurityBits(double LeastRound, double ShardUnion, double RunUnion);
