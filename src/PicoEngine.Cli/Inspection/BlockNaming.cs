// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Cli.Inspection;

/// <summary>How it is known which block a proof is about: the proof itself has only a root.</summary>
internal enum BlockNaming
{
    /// <summary>The proof's file carries the fields that have the proven root.</summary>
    Annotation,

    /// <summary>The caller has the block, and it has the proven root.</summary>
    File,

    /// <summary>The proof's file has no annotation.</summary>
    Missing,

    /// <summary>The annotation is none of a block.</summary>
    Unreadable,

    /// <summary>The annotation is about another root.</summary>
    Contradicted,
}
