// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Primitives.Challenger;

/// <summary>What a transcript message is: the upper seven bits of its header word. The order of members is the order of a shard proof.</summary>
/// <remarks>At most 126, so that a header stays below p = 127 * 2^24 + 1. The numbers are part of every transcript.</remarks>
public enum MessageKind
{
    /// <summary>Not a message; a header of zero would equal padding.</summary>
    None = 0,

    /// <summary>The public values of a shard.</summary>
    PublicValues = 1,

    /// <summary>The challenge that all shards share.</summary>
    GlobalChallenge = 2,

    /// <summary>The cumulative sum of the shard's global interactions.</summary>
    GlobalSum = 3,

    /// <summary>Block counts of all tables.</summary>
    Heights = 4,

    /// <summary>Cap digest of the boundary columns.</summary>
    BoundaryCap = 5,

    /// <summary>Cap digest of the main columns.</summary>
    MainCap = 6,

    /// <summary>The nonce of a proof of work.</summary>
    ProofOfWork = 7,

    /// <summary>A sumcheck round of a layer of the fractional-sum tree.</summary>
    GkrRound = 8,

    /// <summary>The claims that end a layer.</summary>
    GkrClaims = 9,

    /// <summary>The polynomial of the univariate-skip round.</summary>
    Skip = 10,

    /// <summary>A round of the constraint sumcheck.</summary>
    ConstraintRound = 11,

    /// <summary>The evaluations of all columns.</summary>
    ColumnClaims = 12,

    /// <summary>A round of the index sumcheck.</summary>
    IndexRound = 13,

    /// <summary>The evaluations of all stacked columns.</summary>
    StackClaims = 14,

    /// <summary>Cap digest of a folded codeword.</summary>
    WhirCap = 15,

    /// <summary>Answers at out-of-domain points.</summary>
    WhirOutOfDomain = 16,

    /// <summary>A sumcheck round of the polynomial opening.</summary>
    WhirRound = 17,

    /// <summary>The coefficients of the last polynomial.</summary>
    WhirFinal = 18,

    /// <summary>The public input of a run.</summary>
    PublicInput = 19,

    /// <summary>The end of the chain over the shards.</summary>
    ChainEnd = 20,
}
