// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Stark.Whir;

/// <summary>The phases of an opening, for measurements.</summary>
public enum WhirPhase
{
    /// <summary>Stacked columns to one polynomial.</summary>
    Batch,

    /// <summary>The weight vector of the opening point.</summary>
    PointWeights,

    /// <summary>Sumcheck messages and folds.</summary>
    Fold,

    /// <summary>The codeword of a folded polynomial.</summary>
    Encode,

    /// <summary>Its tree.</summary>
    Tree,

    /// <summary>Answers at out-of-domain points.</summary>
    OutOfDomain,

    /// <summary>Proofs of work.</summary>
    Grind,

    /// <summary>Leaves and paths for the queries.</summary>
    Open,

    /// <summary>The weights of the answered points.</summary>
    QueryWeights,
}
