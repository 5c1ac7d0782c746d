// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Backends.Abstractions;

namespace PicoEngine.Stark.Prover;

/// <summary>Hears where a shard prover is. What it throws ends the proof, which is how proofs are cancelled.</summary>
public interface IShardProverObserver
{
    /// <summary>A part begins; the one before it is done.</summary>
    public void PhaseBegins(ProverPhase phase);
}
