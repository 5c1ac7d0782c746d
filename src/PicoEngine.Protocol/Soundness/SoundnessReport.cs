// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Collections.Immutable;

namespace PicoEngine.Protocol.Soundness;

/// <summary>The computed soundness of a parameter set for a machine.</summary>
/// <param name="Rounds">Every challenge of the proof of one shard.</param>
/// <param name="GlobalChallenge">The challenge over all shards, drawn once per run.</param>
/// <param name="HashCollisionBits">log2 of the work to find a collision of the hash; counted beside the rounds, because it is not per proof.</param>
public sealed record SoundnessReport(ImmutableArray<SoundnessRound> Rounds, SoundnessRound GlobalChallenge, double HashCollisionBits)
{
    /// <summary>
    /// The weakest point: the least bits of any one round, of the global challenge and of the hash. Round-by-round soundness is what an attacker of the
    /// Fiat-Shamir transform faces: after Q hash queries the error is Q times the error of one round (BCS16).
    /// </summary>
    public double SecurityBits =>
        Math.Min(HashCollisionBits, Rounds.Append(GlobalChallenge).Where(round => round.Count > 0).Min(round => round.Bits));

    /// <summary>-log2 of the errors of all rounds of one shard's proof added up: the bits of the interactive protocol.</summary>
    public double UnionBits => -Math.Log2(UnionError);

    private double UnionError => Rounds.Sum(round => round.Count * round.Error);

    /// <summary>-log2 of the errors of a run of <paramref name="shards"/> shards added up, with the global challenge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one shard.</exception>
    public double RunUnionBits(int shards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        return -Math.Log2((shards * UnionError) + (GlobalChallenge.Count * GlobalChallenge.Error));
    }
}
