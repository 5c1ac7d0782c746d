// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Air.Interactions;

namespace PicoEngine.Chips.Precompiles.Sha256;

/// <summary>What the rows of one call of a SHA-256 precompile tell each other. A timestamp names a call: an ECALL has one of its own.</summary>
internal static class Sha256Buses
{
    /// <summary>(ts, P, step, 16 limbs): what 16 words of the message schedule add to the next 16; step 2 i the low, 2 i + 1 the high limbs for words 16 i and up.</summary>
    public static readonly Bus Schedule = new("sha256_schedule", 20, 19);

    /// <summary>(ts, P, step, limbs of the working variables a to h) before round 8 step.</summary>
    public static readonly Bus Rounds = new("sha256_rounds", 21, 19);
}
