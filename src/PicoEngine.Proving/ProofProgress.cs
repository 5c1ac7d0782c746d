// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving;

/// <summary>How far a proof has come.</summary>
/// <param name="Phase">What is being done now.</param>
/// <param name="Shard">The shard that it is done for, from 1; 0 when it concerns the whole run.</param>
/// <param name="Shards">The shards of the run; 0 before the guest has run to its end.</param>
/// <param name="Cycles">Instructions executed so far.</param>
/// <param name="Fraction">Share of the whole work that is done, 0 to 1, by the cost model; 0 while the run's length is unknown.</param>
/// <param name="Elapsed">Time since the proof was asked for.</param>
public readonly record struct ProofProgress(ProvingPhase Phase, int Shard, int Shards, ulong Cycles, double Fraction, TimeSpan Elapsed)
{
    /// <summary>Time to the end at the speed so far, or null while nothing can be said.</summary>
    public TimeSpan? Remaining => Fraction > 0.01 ? Elapsed * ((1 - Fraction) / Fraction) : null;
}
