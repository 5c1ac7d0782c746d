// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Abstractions;

/// <summary>What becomes of the codewords between the commitment and its opening; the proof is the same.</summary>
public enum CodewordStorage
{
    /// <summary>They stay: twice the memory of the columns at rate 1/2.</summary>
    Keep,

    /// <summary>They are dropped behind the tree and made again, some columns at a time, when queries ask for their rows.</summary>
    Recompute,
}
