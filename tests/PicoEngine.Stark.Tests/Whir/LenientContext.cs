// SPDX-License-Identifier: MIT OR Apache-2.0

using PicoEngine.Fields;
using PicoEngine.Primitives.Challenger;
using PicoEngine.Primitives.Symmetric;
using PicoEngine.Verifier.Stark;

namespace PicoEngine.Stark.Tests.Whir;

/// <summary>A verifier without one of its checks, to show that it is this check that catches an attack.</summary>
internal sealed class LenientContext(ValueContext inner, RejectionReason ignored) : ICommitmentContext<KoalaBearExtension5, KoalaBear, Digest, int>
{
    /// <summary>How often the missing check would have failed.</summary>
    public int Ignored { get; private set; }

    public Rejection? Rejection => inner.Rejection;

    public KoalaBearExtension5 Constant(KoalaBearExtension5 value) => inner.Constant(value);

    public void Observe(MessageKind kind, ReadOnlySpan<KoalaBearExtension5> elements) => inner.Observe(kind, elements);

    public KoalaBearExtension5 SampleExtension() => inner.SampleExtension();

    public void RequireZero(KoalaBearExtension5 value, Rejection otherwise)
    {
        if (otherwise.Reason != ignored)
        {
            inner.RequireZero(value, otherwise);
        }
        else if (!value.IsZero)
        {
            Ignored++;
        }
    }

    public void RequireNonZero(KoalaBearExtension5 value, Rejection otherwise) => inner.RequireNonZero(value, otherwise);

    public KoalaBearExtension5 Multiply(KoalaBearExtension5 value, KoalaBear factor) => inner.Multiply(value, factor);

    public KoalaBearExtension5 WeightedSum(ReadOnlySpan<KoalaBear> words, ReadOnlySpan<KoalaBearExtension5> weights) => inner.WeightedSum(words, weights);

    public KoalaBearExtension5 Power(KoalaBear generator, int position) => inner.Power(generator, position);

    public KoalaBearExtension5 Multiplex(int position, int bit, KoalaBearExtension5 whenClear, KoalaBearExtension5 whenSet) =>
        inner.Multiplex(position, bit, whenClear, whenSet);

    public Digest HashWordLeaf(ReadOnlySpan<KoalaBear> words) => inner.HashWordLeaf(words);

    public Digest HashElementLeaf(ReadOnlySpan<KoalaBearExtension5> elements) => inner.HashElementLeaf(elements);

    public Digest Compress(int position, int bit, Digest node, Digest sibling) => inner.Compress(position, bit, node, sibling);

    public Digest CapNode(ReadOnlySpan<Digest> cap, int position, int firstBit) => inner.CapNode(cap, position, firstBit);

    public void RequireEqual(Digest left, Digest right, Rejection otherwise) => inner.RequireEqual(left, right, otherwise);

    public void ObserveCap(MessageKind kind, ReadOnlySpan<Digest> cap) => inner.ObserveCap(kind, cap);

    public void RequireProofOfWork(int bits, KoalaBear nonce, Rejection otherwise) => inner.RequireProofOfWork(bits, nonce, otherwise);

    public void SamplePositions(Span<int> positions, int bits) => inner.SamplePositions(positions, bits);
}
