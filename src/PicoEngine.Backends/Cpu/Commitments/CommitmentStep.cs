// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Backends.Cpu.Commitments;

/// <summary>What a commitment consists of, for measurements.</summary>
internal enum CommitmentStep
{
    /// <summary>The codewords of the columns.</summary>
    Encode,

    /// <summary>Their tree.</summary>
    Tree,
}
