// SPDX-License-Identifier: MIT OR Apache-2.0

namespace PicoEngine.Verifier.Stark.Whir;

/// <summary>The opening of all stacked columns at one point, in the order of its words; <see cref="WhirShape"/> has every length.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public sealed class WhirProof<TElement, TWord, TDigest>
{
    /// <summary>The nonce before the batching challenges; not in the proof when that step has no bits.</summary>
    public required TWord BatchingNonce { get; init; }

    /// <summary>The folding rounds.</summary>
    public required WhirRound<TElement, TWord, TDigest>[] Rounds { get; init; }

    /// <summary>The sumcheck over the variables of the last polynomial.</summary>
    public required SumcheckMessage<TElement>[] FinalSumcheck { get; init; }
}
