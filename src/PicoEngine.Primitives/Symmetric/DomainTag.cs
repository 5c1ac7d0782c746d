// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Primitives.Symmetric;

/// <summary>What is being hashed: the last state word of the first permutation of every hash, so that two uses never share an input.</summary>
/// <remarks>The numbers are part of every commitment and transcript; changing one changes the verifying key.</remarks>
public enum DomainTag
{
    /// <summary>Not a tag; state words start at zero, so zero separates nothing.</summary>
    None = 0,

    /// <summary>A leaf of a Merkle tree.</summary>
    Leaf = 1,

    /// <summary>An inner node of a Merkle tree.</summary>
    Node = 2,

    /// <summary>The nodes of a cap, read in order.</summary>
    Cap = 3,

    /// <summary>The description of a machine.</summary>
    Machine = 4,

    /// <summary>A verifying key.</summary>
    Key = 5,

    /// <summary>The capacity that a transcript starts with.</summary>
    Transcript = 6,

    /// <summary>The chain over the shards of a run.</summary>
    Chain = 7,

    /// <summary>A whole proof.</summary>
    Proof = 8,

    /// <summary>A table of a machine.</summary>
    Table = 9,
}
