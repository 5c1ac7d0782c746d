// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Verifier.Stark;

/// <summary>What the verifier of a shard needs beyond openings: words as messages and as elements.</summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word: an element of the base field.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
/// <typeparam name="TPosition">A query position.</typeparam>
public interface IShardContext<TElement, TWord, TDigest, TPosition> : ICommitmentContext<TElement, TWord, TDigest, TPosition>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    /// <summary>Absorbs a message of words.</summary>
    public void ObserveWords(MessageKind kind, ReadOnlySpan<TWord> words);

    /// <summary>The word as an element of the extension.</summary>
    public TElement Lift(TWord word);
}
