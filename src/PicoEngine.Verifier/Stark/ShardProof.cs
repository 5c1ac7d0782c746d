// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Verifier.Stark.IndexSumcheck;
using PicoEngine.Verifier.Stark.LogUp;
using PicoEngine.Verifier.Stark.Whir;
using PicoEngine.Verifier.Stark.Zerocheck;

namespace PicoEngine.Verifier.Stark;

/// <summary>The proof of a shard, its parts in the order of their words; <see cref="ShardProofShape"/> counts them.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
public sealed class ShardProof<TElement, TWord, TDigest>
{
    /// <summary>Per table of the machine its height in blocks.</summary>
    public required TWord[] Heights { get; init; }

    /// <summary>The commitment of phase 1.</summary>
    public required TDigest[] BoundaryCap { get; init; }

    /// <summary>The commitment to the main columns.</summary>
    public required TDigest[] MainCap { get; init; }

    /// <summary>The nonce before the LogUp challenges; not in the proof when that step has no bits.</summary>
    public required TWord LogUpNonce { get; init; }

    /// <summary>The fractional-sum tree.</summary>
    public required FractionalSumProof<TElement> FractionalSum { get; init; }

    /// <summary>The constraint sumcheck.</summary>
    public required ZerocheckProof<TElement> Zerocheck { get; init; }

    /// <summary>The index sumcheck.</summary>
    public required IndexSumcheckProof<TElement> IndexSumcheck { get; init; }

    /// <summary>The opening of the stacked columns.</summary>
    public required WhirProof<TElement, TWord, TDigest> Opening { get; init; }
}
