// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Proving;

/// <summary>The parts of the work behind a proof.</summary>
public enum ProvingPhase
{
    /// <summary>Running the guest and cutting the run into shards.</summary>
    Execute,

    /// <summary>Committing to what is fixed by the program; done once for many proofs.</summary>
    Setup,

    /// <summary>Executing shards again and making rows from what they did.</summary>
    Trace,

    /// <summary>Committing to the boundary columns of all shards, behind which the challenge of the run is drawn.</summary>
    BoundaryCommit,

    /// <summary>Committing to the main columns of a shard.</summary>
    Commit,

    /// <summary>The fractional sums of the buses of a shard.</summary>
    LogUp,

    /// <summary>The constraints of a shard.</summary>
    Zerocheck,

    /// <summary>Opening the commitments of a shard.</summary>
    Open,

    /// <summary>Verifying what was made.</summary>
    Verify,
}
