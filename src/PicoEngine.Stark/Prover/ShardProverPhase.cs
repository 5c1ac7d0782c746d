// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Stark.Prover;

/// <summary>The parts of proving a shard, in order.</summary>
public enum ShardProverPhase
{
    /// <summary>Stacking, encoding and hashing the main columns.</summary>
    Commit,

    /// <summary>The fractions of all buses: leaves, tree, layers.</summary>
    LogUp,

    /// <summary>The constraint sumcheck.</summary>
    Zerocheck,

    /// <summary>The index sumcheck and the opening of the commitments.</summary>
    Open,
}
