// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Keys;

/// <summary>Which of the parameter sets of this version a proof has.</summary>
public enum SecurityLevel
{
    /// <summary>CORE-128: at least 128 bits in union over all rounds of a shard.</summary>
    Bits128 = 128,

    /// <summary>CORE-100: at least 100 bits in union over all rounds of a shard; fewer queries, so smaller proofs.</summary>
    Bits100 = 100,
}
