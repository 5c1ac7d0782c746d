// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>What the skip round does about constraints on the rows of the trace, where they are zero if the witness is right.</summary>
public enum ConstraintsOnRows
{
    /// <summary>They count as zero; if some is not, the proof is refused like any of a wrong witness.</summary>
    AreZero,

    /// <summary>They are evaluated: the sum is right for any trace.</summary>
    AreEvaluated,
}
