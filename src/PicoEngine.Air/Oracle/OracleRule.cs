// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Oracle;

/// <summary>What an execution can break.</summary>
public enum OracleRule
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The heights of a shard.</summary>
    Heights = 1,

    /// <summary>A preprocessed cell is not the key's.</summary>
    Preprocessed = 2,

    /// <summary>A constraint is not zero on a row.</summary>
    Constraint = 3,

    /// <summary>A local bus of a shard does not balance.</summary>
    LocalBus = 4,

    /// <summary>A global bus does not balance over the run.</summary>
    GlobalBus = 5,

    /// <summary>A rule over the shards of a run.</summary>
    Run = 6,
}
