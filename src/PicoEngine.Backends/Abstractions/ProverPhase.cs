// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>The parts of proving a shard between which memory changes hands, in order.</summary>
public enum ProverPhase
{
    /// <summary>Stacking, encoding and hashing the boundary and the main columns.</summary>
    Commit,

    /// <summary>Leaf fractions, their tree and its layers.</summary>
    LogUp,

    /// <summary>The constraint sumcheck.</summary>
    Zerocheck,

    /// <summary>The index sumcheck and the opening.</summary>
    Open,
}
