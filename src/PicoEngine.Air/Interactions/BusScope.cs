// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Air.Interactions;

/// <summary>Over what the messages of a bus must balance, and under which challenge they are compared.</summary>
public enum BusScope
{
    /// <summary>Within a shard, its public values included; under (alpha, beta).</summary>
    Local = 0,

    /// <summary>Over all shards of a run; under (alpha_g, beta_g), which phase 1 fixes.</summary>
    Global = 1,
}
