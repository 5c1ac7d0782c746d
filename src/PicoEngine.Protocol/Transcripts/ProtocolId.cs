// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Protocol.Transcripts;

/// <summary>Which of the protocols a transcript belongs to; the first word of its initial hash.</summary>
/// <remarks>The numbers are the executable reference's ("K5" and its successor in ASCII) and part of every proof.</remarks>
public enum ProtocolId
{
    /// <summary>Not a protocol.</summary>
    None = 0,

    /// <summary>The proof of one shard.</summary>
    Shard = 0x4B35,

    /// <summary>The derivation of the global challenge of a run from its commitment chain.</summary>
    Global = 0x4B36,
}
