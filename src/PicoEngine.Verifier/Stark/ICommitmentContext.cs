// SPDX-License-Identifier: MIT OR Apache-2.0

using System.Numerics;
using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;

namespace PicoEngine.Verifier.Stark;

/// <summary>
/// What the verifier of openings needs beyond elements: words of committed matrices, digests, and query positions as bits. Positions are the only things that
/// select, and they select by multiplexing, so that the same code emits a circuit.
/// </summary>
/// <typeparam name="TElement">An element of the extension field.</typeparam>
/// <typeparam name="TWord">A word: an element of the base field.</typeparam>
/// <typeparam name="TDigest">A digest.</typeparam>
/// <typeparam name="TPosition">A query position of a known number of bits; bit 0 is the lowest.</typeparam>
public interface ICommitmentContext<TElement, TWord, TDigest, TPosition> : IVerifierContext<TElement>
    where TElement : IAdditionOperators<TElement, TElement, TElement>,
        ISubtractionOperators<TElement, TElement, TElement>,
        IMultiplyOperators<TElement, TElement, TElement>
{
    /// <summary>The product with a constant of the base field.</summary>
    public TElement Multiply(TElement value, KoalaBear factor);

    /// <summary>The sum of words times weights; the spans have one length.</summary>
    public TElement WeightedSum(ReadOnlySpan<TWord> words, ReadOnlySpan<TElement> weights);

    /// <summary>The constant <paramref name="generator"/> to the power of a position.</summary>
    public TElement Power(KoalaBear generator, TPosition position);

    /// <summary>One of two elements, by a bit of a position.</summary>
    public TElement Multiplex(TPosition position, int bit, TElement whenClear, TElement whenSet);

    /// <summary>The digest of a leaf of words.</summary>
    public TDigest HashWordLeaf(ReadOnlySpan<TWord> words);

    /// <summary>The digest of a leaf of elements, five words each.</summary>
    public TDigest HashElementLeaf(ReadOnlySpan<TElement> elements);

    /// <summary>The parent of a node and its sibling; the node is the right child when the bit of the position is set.</summary>
    public TDigest Compress(TPosition position, int bit, TDigest node, TDigest sibling);

    /// <summary>The node of a cap that the bits of a position from <paramref name="firstBit"/> up point to.</summary>
    public TDigest CapNode(ReadOnlySpan<TDigest> cap, TPosition position, int firstBit);

    /// <summary>The proof is wrong unless the digests are equal.</summary>
    public void RequireEqual(TDigest left, TDigest right, Rejection otherwise);

    /// <summary>Absorbs the hash of a cap.</summary>
    public void ObserveCap(MessageKind kind, ReadOnlySpan<TDigest> cap);

    /// <summary>Absorbs a nonce; the proof is wrong unless the word behind it has that many low zero bits.</summary>
    /// <param name="bits">At least one: a step of no bits does not exist, and is not called.</param>
    /// <param name="nonce">The nonce of the proof.</param>
    /// <param name="otherwise">The rejection.</param>
    public void RequireProofOfWork(int bits, TWord nonce, Rejection otherwise);

    /// <summary>Independent positions of so many bits; repeats are kept.</summary>
    public void SamplePositions(Span<TPosition> positions, int bits);
}
