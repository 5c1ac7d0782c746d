// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>Round i of an opening: fold g_i, send g_(i+1), answer queries to g_i (or to L_0 when i = 0).</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public sealed class WhirRound<TElement, TWord, TDigest>
{
    /// <summary>One message for each folded variable.</summary>
    public required SumcheckMessage<TElement>[] Folds { get; init; }

    /// <summary>A nonce for each fold; none when the step has no bits.</summary>
    public required TWord[] FoldingNonces { get; init; }

    /// <summary>The commitment to g_(i+1); empty in the last round.</summary>
    public required TDigest[] Cap { get; init; }

    /// <summary>The values of g_(i+1) at the out-of-domain points; empty in the last round.</summary>
    public required TElement[] OutOfDomainAnswers { get; init; }

    /// <summary>In the last round the coefficients of g_R, otherwise empty.</summary>
    public required TElement[] FinalPolynomial { get; init; }

    /// <summary>The nonce before the query positions; not in the proof when that step has no bits.</summary>
    public required TWord QueryNonce { get; init; }

    /// <summary>In round 0, for each query, the openings of the preprocessed, boundary and main tree; otherwise empty.</summary>
    public required LeafOpening<TWord, TDigest>[][] GroupOpenings { get; init; }

    /// <summary>In later rounds, the opening of the tree of g_i for each query; empty in round 0.</summary>
    public required LeafOpening<TElement, TDigest>[] FoldedOpenings { get; init; }
}
